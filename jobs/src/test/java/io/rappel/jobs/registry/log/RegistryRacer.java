package io.rappel.jobs.registry.log;

import io.rappel.jobs.registry.log.LogRecord.Fields;
import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A process that wants the next records of a log, as many others do. */
final class RegistryRacer {

  /** What it says when it waits for the others, and of each record that it holds. */
  static final String READY = "ready";

  static final String HOLDS = "holds ";

  /** What it says last, of the failures that it met. */
  static final String FAILURES = "failures ";

  /** Without Spark, so that hundreds of processes start in a minute. */
  private static final Pattern NEEDED =
      Pattern.compile(
          ".*/((hadoop-client|jackson|slf4j-api|rappel)-[^/]*\\.jar|(test-)?classes)/?");

  private RegistryRacer() {}

  /**
   * Starts the process, which waits for a lock, as all do.
   *
   * @param log folder of the log
   * @param barrier the file that is locked until the race begins
   */
  static Process start(String log, Path barrier, int racer, int records) throws IOException {
    String classPath =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> NEEDED.matcher(Path.of(entry).toAbsolutePath().toString()).matches())
            .collect(Collectors.joining(File.pathSeparator));
    // Long enough that several try before one has done it.
    String options =
        "-Xmx32m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -D%s=50000 -cp"
            .formatted(FlakyFileSystem.LONGEST_DELAY);
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Stream<String> arguments =
        Stream.of(
            classPath,
            RegistryRacer.class.getName(),
            log,
            barrier.toString(),
            Integer.toString(racer),
            Integer.toString(records));
    List<String> command =
        Stream.of(Stream.of(java), Stream.of(options.split(" ")), arguments)
            .flatMap(part -> part)
            .toList();
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  /** {@code LOG BARRIER RACER RECORDS}. */
  public static void main(String[] arguments) throws IOException {
    RegistryLog log = log(arguments[0]);
    int records = Integer.parseInt(arguments[3]);
    LogState state = log.read();
    System.out.println(READY);
    await(Path.of(arguments[1]));
    for (int record = 1; record <= records; record++) {
      String version = "racer %s, record %d".formatted(arguments[2], record);
      if (wins(log, state, version)) {
        System.out.println(HOLDS + version);
      }
      state = new LogState(log.read().records().subList(0, record));
    }
    System.out.println(FAILURES + FlakyFileSystem.failures());
  }

  static RegistryLog log(String folder) throws IOException {
    org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(folder);
    return new RegistryLog(path.getFileSystem(FlakyFileSystem.configuration()), path);
  }

  /** Until nobody holds the lock alone; all who wait go on at once. */
  private static void await(Path barrier) throws IOException {
    try (FileChannel channel = FileChannel.open(barrier, StandardOpenOption.READ);
        FileLock lock = channel.lock(0, Long.MAX_VALUE, true)) {
      lock.release();
    }
  }

  /** Tries until it is known who has the record after a state; says whether it is the racer. */
  static boolean wins(RegistryLog log, LogState state, String racer) {
    while (true) {
      try {
        if (log.append(state, promoted(racer, state)).isPresent()) {
          return true;
        }
        return log.read().records().get(state.records().size()).version().equals(racer);
      } catch (IOException e) {
        // The file system failed, before or after it made the file.
      }
    }
  }

  /** A record of a promotion, of a run of the same name. */
  static Map<String, Object> promoted(String version, LogState state) {
    Map<String, Object> fields =
        Records.of(RecordKind.PROMOTED, version, state.champion().orElse(null), "a test");
    fields.put(Fields.RUN, version);
    return fields;
  }
}
