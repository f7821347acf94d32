package io.rappel.jobs.commands;

import io.rappel.jobs.config.values.ExportFormat;
import io.rappel.jobs.output.ModelFiles;
import io.rappel.jobs.output.ModelUse;
import io.rappel.jobs.output.files.OutputFile;
import io.rappel.jobs.registry.RegistryModel;
import io.rappel.jobs.rows.files.InputFiles;
import io.rappel.jobs.text.Nearest;
import io.rappel.jobs.text.Secrets;
import io.rappel.trainer.config.ConfigurationException;
import io.rappel.trainer.math.Precision;
import io.rappel.trainer.model.Model;
import io.rappel.trainer.onnx.CoarseInputs;
import io.rappel.trainer.onnx.OnnxExport;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes a model in a format of others. */
@Command(
    name = "export",
    description =
        "Writes a model in a format that other programs run, with all that becomes of raw columns;"
            + " does not start Spark.",
    customSynopsis = "rappel export --model DIR --format onnx --out FILE [OPTIONS]",
    footerHeading = "%nExamples%n",
    footer = {
      "  rappel export --model model --format onnx --out model.onnx",
      "  rappel export --model model --format onnx --inputs float64 --out model.onnx"
    },
    sortOptions = false)
public final class ExportCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private ModelOptions options;

  @Option(names = "--format", paramLabel = "FORMAT", description = "${COMPLETION-CANDIDATES}.")
  private ExportFormat format;

  @Option(names = "--out", paramLabel = "FILE", description = "Where to, such as model.onnx.")
  private String out;

  @Option(
      names = "--inputs",
      paramLabel = "PRECISION",
      description = {
        "In which numbers come: ${COMPLETION-CANDIDATES}; without it, the model's own. In float32"
            + " a number may be off by 6e-8 of itself.",
        "Example: --inputs float64"
      })
  private Precision inputs;

  @Option(names = "--overwrite", description = "Replaces a FILE that is there.")
  private boolean overwrite;

  @Mixin private HelpOption help;

  @Override
  public Integer call() throws IOException {
    options.check();
    if (format == null) {
      throw new ConfigurationException("there is no format: give --format onnx");
    }
    if (out == null || out.isBlank()) {
      throw new ConfigurationException("there is no place for the model: give --out FILE");
    }
    Configuration configuration = options.hadoop();
    String directory = RegistryModel.directory(options.model(), configuration);
    Model found = ModelFiles.read(directory, configuration, ModelUse.EXPORT, null);
    InputFiles.requireApartFromModel(out, ModelFiles.named(directory), configuration);
    Precision numbers = inputs == null ? found.precision() : inputs;
    try (OutputFile file = OutputFile.claim("--out", out, overwrite, configuration)) {
      file.write(stream -> OnnxExport.write(found, numbers, stream));
    }
    PrintWriter err = spec.commandLine().getErr();
    List<String> coarse = CoarseInputs.of(found.encoder());
    if (numbers == Precision.FLOAT32 && !coarse.isEmpty()) {
      err.printf(
          "note  float32 is too coarse for numbers such as those of %s, and the graph may predict"
              + " something else: --inputs float64 keeps them apart%n",
          Nearest.list(coarse));
    }
    if (!found.golden().rows().isEmpty()) {
      err.printf(
          "note  %d golden rows were replayed by Rappel; the graph itself was not run%n",
          found.golden().rows().size());
    }
    err.println("The model is in " + Secrets.masked(out));
    return 0;
  }
}
