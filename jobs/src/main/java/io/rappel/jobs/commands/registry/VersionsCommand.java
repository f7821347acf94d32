package io.rappel.jobs.commands.registry;

import io.rappel.jobs.commands.HelpOption;
import io.rappel.jobs.output.Json;
import io.rappel.jobs.output.console.VersionsTable;
import io.rappel.jobs.registry.Registry;
import io.rappel.jobs.registry.log.LogRecord.Fields;
import io.rappel.jobs.registry.log.LogState;
import io.rappel.trainer.config.ConfigurationException;
import io.rappel.trainer.data.DataException;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Tells what is in force, what was, and why. */
@Command(
    name = "versions",
    description =
        "Shows a registry's records: which version is the champion, which ones were, what was"
            + " rejected, and why.",
    footerHeading = "%nExamples%n",
    footer = {
      "  rappel versions --registry models",
      "  rappel versions --registry models --json",
      "  rappel versions --registry models --at 2026-11-01"
    },
    sortOptions = false)
public final class VersionsCommand implements Callable<Integer> {

  private static final List<String> FIELDS =
      List.of(
          Fields.NUMBER,
          Fields.KIND,
          Fields.VERSION,
          Fields.PREVIOUS,
          Fields.LOGICAL_DATE,
          Fields.RUN,
          Fields.WHEN,
          Fields.WHO,
          Fields.WHY,
          Fields.CHALLENGER,
          Fields.CHAMPION);

  @Spec private CommandSpec spec;

  @Mixin private RegistryOptions options;

  @Option(names = "--json", description = "As one JSON object.")
  private boolean json;

  @Option(
      names = "--at",
      paramLabel = "DATE",
      description = {
        "Prints the version that was the champion at the end of this day in UTC, or at a moment.",
        "Example: --at 2026-11-01 or --at 2026-11-01T12:00:00Z"
      })
  private String at;

  @Mixin private HelpOption help;

  @Override
  public Integer call() throws IOException {
    Registry registry = options.open();
    LogState state = registry.log().read();
    PrintWriter out = spec.commandLine().getOut();
    if (at != null) {
      String version =
          state
              .championAt(moment(at))
              .orElseThrow(
                  () -> new DataException("%s had no champion at %s".formatted(registry, at)));
      out.println(json ? Json.line(Map.of("champion", version)) : version);
    } else if (json) {
      out.print(Json.pretty(json(state)));
    } else {
      out.print(VersionsTable.of(json(state)));
    }
    out.flush();
    return 0;
  }

  private static Instant moment(String text) {
    try {
      return text.contains("T")
          ? Instant.parse(text)
          : LocalDate.parse(text)
              .plusDays(1)
              .atStartOfDay()
              .toInstant(ZoneOffset.UTC)
              .minusNanos(1);
    } catch (DateTimeParseException e) {
      throw new ConfigurationException(
          "--at must be a day such as 2026-11-01 or a moment such as 2026-11-01T12:00:00Z, not "
              + text);
    }
  }

  private static Map<String, Object> json(LogState state) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("champion", state.champion().orElse(null));
    all.put(
        "records",
        state.records().stream()
            .map(
                record -> {
                  Map<String, Object> shown = new LinkedHashMap<>();
                  FIELDS.forEach(field -> shown.put(field, record.fields().get(field)));
                  return shown;
                })
            .toList());
    return all;
  }
}
