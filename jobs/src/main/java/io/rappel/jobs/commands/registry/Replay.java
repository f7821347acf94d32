package io.rappel.jobs.commands.registry;

import io.rappel.jobs.config.Arguments;
import io.rappel.jobs.config.values.Converters;
import io.rappel.jobs.output.Json;
import io.rappel.jobs.registry.Registry;
import io.rappel.jobs.registry.ReplayRange;
import io.rappel.jobs.registry.log.LogRecord;
import io.rappel.jobs.registry.log.LogState;
import io.rappel.jobs.registry.log.RecordKind;
import io.rappel.jobs.registry.log.Records;
import io.rappel.jobs.retrain.HistoryPage;
import io.rappel.jobs.run.Elapsed;
import io.rappel.trainer.config.ConfigurationException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * Does the runs of a registry again, in the order of their records and with what people did between
 * them, into a new registry, and compares what comes of it.
 */
final class Replay {

  /** What belongs to the place of a run, or to what follows it, and is that of the replay. */
  private static final Set<String> NOT_TAKEN_OVER =
      Set.of(
          "registry",
          "logical-date",
          "on-promote",
          "on-reject",
          "conf",
          "master",
          "keep-versions",
          "keep-days",
          "verbose",
          "tensorboard",
          "mlflow",
          "partitions",
          "local-path");

  private final Registry from;
  private final Registry into;
  private final ReplayRange range;
  private final List<String> options;
  private final PrintWriter out;
  private final PrintWriter err;
  private final Set<String> rejectedNow = new HashSet<>();
  private int differences;

  /**
   * @param into is founded with the salt of the other
   * @param options more of them for each run, which win over those of its record
   */
  Replay(
      Registry from,
      Registry into,
      ReplayRange range,
      List<String> options,
      PrintWriter out,
      PrintWriter err) {
    this.from = from;
    this.into = into;
    this.range = range;
    this.options = options;
    this.out = out;
    this.err = err;
  }

  /** Runs all; gives the exit code: 0 where all versions and decisions are the same, else 1. */
  int run() throws IOException {
    LogState state = from.log().read();
    List<LogRecord> records = range.of(state);
    into.found(from.settings().orElseThrow());
    beginWith(range.championBefore(state, records));
    for (LogRecord record : records) {
      replay(record);
    }
    HistoryPage.write(into, into.log().read());
    out.printf(
        "%n%d records, %s%n",
        records.size(),
        differences == 0 ? "all as they were" : "%d otherwise".formatted(differences));
    out.flush();
    return differences == 0 ? 0 : 1;
  }

  /** Takes the champion over that was in force before the first day. */
  private void beginWith(Optional<LogRecord> champion) throws IOException {
    if (champion.isPresent()) {
      into.takeOver(from, champion.get().version());
      append(champion.get());
    }
  }

  /** Adds the record of another registry, made now. */
  private void append(LogRecord record) throws IOException {
    Optional<LogRecord> added = Optional.empty();
    while (added.isEmpty()) {
      LogState state = into.log().read();
      Map<String, Object> fields =
          Records.of(
              record.kind(),
              record.version(),
              state.champion().orElse(null),
              "replayed: " + record.why());
      for (String field : List.of(LogRecord.Fields.LOGICAL_DATE, LogRecord.Fields.RUN)) {
        fields.put(field, record.fields().get(field));
      }
      added = into.log().append(state, fields);
    }
  }

  private void replay(LogRecord record) throws IOException {
    Optional<LogRecord> now = Optional.empty();
    String otherwise = "nothing now";
    if (record.fields().get(Records.OPTIONS) instanceof Map<?, ?> recorded) {
      int before = into.log().read().records().size();
      retrain(record, recorded);
      List<LogRecord> all = into.log().read().records();
      now = all.size() > before ? Optional.of(all.get(all.size() - 1)) : Optional.empty();
      if (now.filter(r -> r.kind() == RecordKind.REJECTED).isPresent()) {
        rejectedNow.add(record.run());
      }
    } else if (into.has(record.version())) {
      if (isLetIn(record)) {
        append(record);
        now = Optional.of(record);
      } else {
        otherwise = "nothing now, as the gate has not let it in";
      }
    }
    tell(record, now, otherwise);
  }

  /** Whether a version that somebody put in force by hand has come so far in the replay. */
  private boolean isLetIn(LogRecord record) throws IOException {
    return record.kind() == RecordKind.ROLLED_BACK
        ? into.log().read().takeoverOf(record.version()).isPresent()
        : !rejectedNow.contains(record.run());
  }

  private void tell(LogRecord then, Optional<LogRecord> now, String otherwise) {
    String day = then.logicalDate() == null ? "" : " of " + then.logicalDate();
    String was = "%s %.12s".formatted(then.kind(), then.version());
    String is = now.map(r -> "%s %.12s now".formatted(r.kind(), r.version())).orElse(otherwise);
    boolean same =
        now.filter(r -> r.kind() == then.kind() && r.version().equals(then.version())).isPresent();
    if (same) {
      out.printf("record %d%s: %s%n", then.number(), day, was);
    } else {
      differences++;
      out.printf("record %d%s: %s then, %s%n", then.number(), day, was, is);
    }
    out.flush();
  }

  private void retrain(LogRecord record, Map<?, ?> recorded) throws IOException {
    Map<String, Object> settings = new LinkedHashMap<>();
    recorded.forEach((key, value) -> settings.put(String.valueOf(key), value));
    settings.keySet().removeAll(NOT_TAKEN_OVER);
    Path file = Files.createTempFile("rappel-replay", ".yaml");
    try {
      // JSON is YAML.
      Files.writeString(file, Json.pretty(settings));
      List<String> arguments =
          new ArrayList<>(
              List.of(
                  "retrain",
                  "--config",
                  file.toString(),
                  "--registry",
                  into.toString(),
                  "--logical-date",
                  String.valueOf(record.logicalDate()),
                  "--on-reject",
                  "ok",
                  "--keep-versions",
                  Integer.toString(Integer.MAX_VALUE)));
      arguments.addAll(options);
      execute(arguments.toArray(String[]::new));
    } finally {
      Files.delete(file);
    }
  }

  private void execute(String[] arguments) throws IOException {
    CommandLine line = new CommandLine(new Root());
    Converters.register(line);
    line.setOut(err).setErr(err).setExpandAtFiles(false);
    List<Exception> failures = new ArrayList<>();
    line.setExecutionExceptionHandler(
        (failure, command, parsed) -> {
          failures.add(failure);
          return 1;
        });
    line.execute(Arguments.withConfigFile(line, arguments));
    if (!failures.isEmpty()) {
      if (failures.get(0) instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IOException(failures.get(0).getMessage(), failures.get(0));
    }
  }

  /** The command line of a replayed run. */
  @Command(name = "rappel", subcommands = RetrainCommand.class)
  static final class Root implements Runnable, Elapsed {

    private final long begun = System.nanoTime();

    @Override
    public double seconds() {
      return (System.nanoTime() - begun) / 1e9;
    }

    @Override
    public void run() {
      throw new ConfigurationException("no command to replay");
    }
  }
}
