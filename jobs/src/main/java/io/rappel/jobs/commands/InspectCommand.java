package io.rappel.jobs.commands;

import io.rappel.jobs.output.Json;
import io.rappel.jobs.output.ModelFiles;
import io.rappel.jobs.output.ModelUse;
import io.rappel.jobs.output.console.ModelDescription;
import io.rappel.trainer.model.GoldenRows;
import io.rappel.trainer.model.Model;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

  @Mixin private ModelOptions options;

  @Option(names = "--json", description = "As one JSON object.")
  private boolean json;

  @Option(
      names = "--check",
      description =
          "Replays the model's golden rows, and fails where it gives something else for them than"
              + " when it was made.")
  private boolean check;

  @Mixin private HelpOption help;

  @Override
  public Integer call() throws IOException {
    options.check();
    Model found = ModelFiles.read(options.model(), options.hadoop(), ModelUse.INSPECT);
    GoldenRows.Replay replay =
        check ? found.golden().replay(found, null, "--model " + options.model()) : null;
    ModelDescription description = new ModelDescription(found, replay);
    spec.commandLine()
        .getOut()
        .print(json ? Json.pretty(description.toMap()) : description.toText());
    spec.commandLine().getOut().flush();
    return 0;
  }
}
