package io.rappel.jobs.commands.registry;

import io.rappel.jobs.commands.HelpOption;
import io.rappel.jobs.registry.Registry;
import io.rappel.jobs.registry.log.LogRecord;
import io.rappel.jobs.registry.log.LogRecord.Fields;
import io.rappel.jobs.registry.log.LogState;
import io.rappel.jobs.registry.log.RecordKind;
import io.rappel.jobs.registry.log.Records;
import io.rappel.trainer.config.ConfigurationException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes an accepted challenger the champion. */
@Command(
    name = "promote",
    description =
        "Makes the challenger of a run the champion, which the gate accepted and which waits for"
            + " it, as with retrain --promote manual.",
    footerHeading = "%nExamples%n",
    footer = {"  rappel promote --registry models 5d41402abc4b2a76b971"},
    sortOptions = false)
public final class PromoteCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private RegistryOptions options;

  @Parameters(
      index = "0",
      paramLabel = "RUN_ID",
      description = "The run, as retrain and versions --json tell it, or its first digits.")
  private String run;

  @Mixin private HelpOption help;

  @Override
  public Integer call() throws IOException {
    ChampionChange change = this::promoted;
    change.make(options.open(), spec.commandLine(), "");
    return 0;
  }

  private Map<String, Object> promoted(Registry registry, LogState state) throws IOException {
    LogRecord accepted = accepted(registry, state);
    registry.requireUsable(accepted.version());
    Map<String, Object> fields =
        Records.of(
            RecordKind.PROMOTED,
            accepted.version(),
            accepted.previous(),
            "promoted by hand; " + accepted.why());
    for (String field :
        List.of(Fields.LOGICAL_DATE, Fields.RUN, Fields.CHALLENGER, Fields.CHAMPION)) {
      fields.put(field, accepted.fields().get(field));
    }
    return fields;
  }

  private LogRecord accepted(Registry registry, LogState state) {
    List<LogRecord> ofRun =
        state.records().stream()
            .filter(record -> record.run() != null && record.run().startsWith(run))
            .toList();
    if (ofRun.stream().map(LogRecord::run).distinct().count() != 1) {
      throw new ConfigurationException(
          "%s has %s run %s; rappel versions --json lists them"
              .formatted(registry, ofRun.isEmpty() ? "no" : "more than one", run));
    }
    LogRecord last = ofRun.get(ofRun.size() - 1);
    if (last.kind() != RecordKind.ACCEPTED) {
      throw new ConfigurationException(
          "run %s does not wait to be promoted: it was %s, %s"
              .formatted(last.run(), last.kind(), last.why()));
    }
    if (!Objects.equals(last.previous(), state.champion().orElse(null))) {
      throw new ConfigurationException(
          "run %s was compared with %s, which is no longer so: retrain again"
              .formatted(
                  last.run(),
                  last.previous() == null
                      ? "no champion"
                      : "version %.12s as the champion".formatted(last.previous())));
    }
    return last;
  }
}
