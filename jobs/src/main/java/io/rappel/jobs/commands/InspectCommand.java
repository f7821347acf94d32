package io.rappel.jobs.commands;

import io.rappel.jobs.output.Json;
import io.rappel.jobs.output.ModelFiles;
import io.rappel.jobs.output.ModelUse;
import io.rappel.jobs.output.console.ModelDescription;
import io.rappel.jobs.output.files.HadoopPaths;
import io.rappel.jobs.registry.RegistryModel;
import io.rappel.trainer.ConfigurationException;
import io.rappel.trainer.model.GoldenRows;
import io.rappel.trainer.model.Model;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says what a model is and how it was made. */
@Command(
    name = "inspect",
    description = "Says what a model is and how it was made; does not start Spark.",
    customSynopsis = "rappel inspect --model DIR [OPTIONS]",
    footerHeading = "%nExamples%n",
    footer = {
      "  rappel inspect --model model --check",
      "  rappel inspect --model hdfs:///models/income --json"
    },
    sortOptions = false)
public final class InspectCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(names = "--model", paramLabel = "DIR", description = "The model's directory.")
  private String model;

  @Option(names = "--json", description = "As one JSON object.")
  private boolean json;

  @Option(
      names = "--check",
      description =
          "Replays the model's golden rows, and fails where it gives something else for them than"
              + " when it was made.")
  private boolean check;

  @Option(
      names = "--conf",
      paramLabel = "KEY=VALUE",
      description = "A spark.hadoop. setting of the model's file system. May be repeated.")
  private Map<String, String> conf;

  @Option(names = "--verbose", description = "Shows logs, and stack traces of errors.")
  private boolean verbose;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this text.")
  private boolean help;

  @Override
  public Integer call() throws IOException {
    if (model == null) {
      throw new ConfigurationException("there is no model: give --model DIR");
    }
    Logs.configure(verbose);
    Map<String, String> settings = new HashMap<>(SparkStart.settings(new SparkConf()));
    if (conf != null) {
      settings.putAll(conf);
    }
    Configuration hadoop = HadoopPaths.configuration(settings);
    Model found =
        ModelFiles.read(RegistryModel.directory(model, hadoop), hadoop, ModelUse.INSPECT);
    GoldenRows.Replay replay =
        check ? found.golden().replay(found, null, "--model " + model) : null;
    ModelDescription description = new ModelDescription(found, replay);
    spec.commandLine()
        .getOut()
        .print(json ? Json.pretty(description.toMap()) : description.toText());
    spec.commandLine().getOut().flush();
    return 0;
  }
}
