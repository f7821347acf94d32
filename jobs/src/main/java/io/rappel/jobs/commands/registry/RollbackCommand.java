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
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Puts an earlier version in force again. */
@Command(
    name = "rollback",
    description =
        "Makes an earlier version the champion again, once it is clear that its model is whole.",
    footerHeading = "%nExamples%n",
    footer = {
      "  rappel rollback --registry models",
      "  rappel rollback --registry models --to 3fa9c2"
    },
    sortOptions = false)
public final class RollbackCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private RegistryOptions options;

  @Option(
      names = "--to",
      paramLabel = "VERSION",
      description = {
        "An earlier champion, or its first digits; without this, the one that the champion took over"
            + " from.",
        "Example: --to 3fa9c2"
      })
  private String to;

  @Mixin private HelpOption help;

  @Override
  public Integer call() throws IOException {
    ChampionChange change = this::rolledBack;
    change.make(options.open(), spec.commandLine(), " again");
    return 0;
  }

  private Map<String, Object> rolledBack(Registry registry, LogState state) throws IOException {
    String from = champion(registry, state);
    String version = target(registry, state, from);
    registry.requireUsable(version);
    Map<String, Object> fields =
        Records.of(RecordKind.ROLLED_BACK, version, from, "rolled back from %.12s".formatted(from));
    // It stands for the day that it stood for.
    fields.put(
        Fields.LOGICAL_DATE,
        state
            .takeoverOf(version)
            .map(record -> record.fields().get(Fields.LOGICAL_DATE))
            .orElse(null));
    return fields;
  }

  private static String champion(Registry registry, LogState state) {
    return state
        .champion()
        .orElseThrow(() -> new ConfigurationException(registry + " has no champion yet"));
  }

  private String target(Registry registry, LogState state, String from) {
    if (to == null) {
      return state
          .before(from)
          .orElseThrow(
              () ->
                  new ConfigurationException(
                      "the champion of %s took over from no other version".formatted(registry)));
    }
    String version = registry.version(state, to);
    if (version.equals(from)) {
      throw new ConfigurationException(
          "version %.12s is the champion of %s already".formatted(version, registry));
    }
    if (state.takeoverOf(version).isEmpty()) {
      throw neverChampion(state.lastOf(version).orElseThrow());
    }
    return version;
  }

  private static ConfigurationException neverChampion(LogRecord record) {
    return new ConfigurationException(
        record.kind() == RecordKind.ACCEPTED
            ? "version %.12s was accepted for %s by run %s and never was the champion: rappel promote makes it the champion"
                .formatted(record.version(), record.logicalDate(), record.run())
            : "version %.12s was rejected for %s by run %s: it never was the champion"
                .formatted(record.version(), record.logicalDate(), record.run()));
  }
}
