package io.rappel.jobs.registry.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rappel.jobs.output.files.NewFile;
import io.rappel.jobs.output.files.OtherFileSystem;
import io.rappel.trainer.config.ConfigurationException;
import io.rappel.trainer.data.DataException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The log's protocol: in every order of two writers' steps, and in a race on a bad file system. */
class RegistryLogTest {

  private static final int WRITERS = 10;
  private static final int RECORDS_EACH = 3;
  private static final int RACERS = 200;

  @TempDir private Path directory;

  /** How a file system makes files. */
  enum Kind {
    /** Whole, in one step: links, renames that replace nothing. */
    WHOLE,
    /** As they are closed, if the name is free then: object stores. */
    ON_CLOSE,
    /** Empty first, complete when they are closed: CREATE_NEW. */
    EMPTY_FIRST
  }

  /** Files in memory, whose every use is a step. */
  private static final class Memory implements LogFolder {

    private final SortedMap<Long, byte[]> files;
    private final Kind kind;
    private final Interleavings turns;
    private final int self;
    private final int diesAt;
    private SortedMap<Long, byte[]> seen;
    private int steps;

    Memory(SortedMap<Long, byte[]> files, Kind kind, Interleavings turns, int self, int diesAt) {
      this.files = files;
      this.kind = kind;
      this.turns = turns;
      this.self = self;
      this.diesAt = diesAt;
    }

    private void step() throws IOException {
      if (diesAt >= 0 && steps > diesAt) {
        throw new Death();
      }
      turns.step(self);
      if (steps++ == diesAt) {
        throw new Death();
      }
    }

    /** Reading the whole log is one step, as records never change. */
    @Override
    public SortedSet<Long> numbers() throws IOException {
      step();
      seen = new TreeMap<>(files);
      return new TreeSet<>(seen.keySet());
    }

    @Override
    public String name(long number) {
      return "file " + number;
    }

    @Override
    public Optional<byte[]> read(long number) throws IOException {
      if (seen != null && seen.containsKey(number)) {
        return Optional.of(seen.remove(number));
      }
      step();
      return Optional.ofNullable(files.get(number));
    }

    @Override
    public void create(long number, byte[] bytes) throws IOException {
      seen = null;
      step();
      if (kind == Kind.ON_CLOSE) {
        step();
      }
      if (files.putIfAbsent(number, kind == Kind.EMPTY_FIRST ? new byte[0] : bytes) != null) {
        throw new FileAlreadyExistsException(Long.toString(number));
      }
      if (kind == Kind.EMPTY_FIRST) {
        step();
        files.put(number, bytes);
      }
    }
  }

  private static final class Death extends IOException {
    private static final long serialVersionUID = 1L;
  }

  /** Gates against the champion of the log as often as somebody else was faster. */
  private static final class Writer implements Interleavings.Actor {

    private final SortedMap<Long, byte[]> files;
    private final Kind kind;
    private final String version;
    private final int diesAt;
    private Optional<Long> added = Optional.empty();

    Writer(SortedMap<Long, byte[]> files, Kind kind, String version, int diesAt) {
      this.files = files;
      this.kind = kind;
      this.version = version;
      this.diesAt = diesAt;
    }

    @Override
    public void act(Interleavings turns, int self) throws Exception {
      RegistryLog log = new RegistryLog(new Memory(files, kind, turns, self, diesAt));
      try {
        while (added.isEmpty()) {
          LogState state = log.read();
          added = log.append(state, RegistryRacer.promoted(version, state)).map(LogRecord::number);
        }
      } catch (Death e) {
        // It does no more.
      }
    }
  }

  private static LogState state(SortedMap<Long, byte[]> files) {
    SortedMap<Long, LogRecord> whole = new TreeMap<>();
    files.forEach(
        (number, bytes) -> RecordText.read(number, bytes).ifPresent(r -> whole.put(number, r)));
    return LogState.of(whole);
  }

  /** Each champion was compared with the one before it, and with no other. */
  static void requireChain(LogState state, Object order) {
    String before = null;
    for (LogRecord record : state.records()) {
      assertThat(record.previous()).as("order %s", order).isEqualTo(before);
      before = record.version();
    }
  }

  @ParameterizedTest
  @EnumSource
  void twoWritersInEveryOrderOfTheirStepsNeverOverlookEachOther(Kind kind) throws Exception {
    List<SortedMap<Long, byte[]>> files = new ArrayList<>();
    List<Writer> writers = new ArrayList<>();
    try (Interleavings turns = new Interleavings()) {
      int runs =
          turns.forEach(
              () -> {
                files.clear();
                writers.clear();
                files.add(new TreeMap<>());
                writers.add(new Writer(files.get(0), kind, "a", -1));
                writers.add(new Writer(files.get(0), kind, "b", -1));
                return List.copyOf(writers);
              },
              order -> {
                LogState state = state(files.get(0));
                requireChain(state, order);
                for (Writer writer : writers) {
                  assertThat(writer.added).as("order %s", order).isPresent();
                }
                Set<Long> valid = new HashSet<>();
                state.records().forEach(record -> valid.add(record.number()));
                if (kind != Kind.EMPTY_FIRST) {
                  assertThat(valid)
                      .as("order %s", order)
                      .containsExactlyInAnyOrder(
                          writers.get(0).added.get(), writers.get(1).added.get());
                } else {
                  // One that closed late, while the other passed it over, is not in force.
                  assertThat(valid).as("order %s", order).isNotEmpty();
                }
              });
      assertThat(runs).isGreaterThan(100);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aWriterThatDiesAtAnyStepHoldsNobodyUp(Kind kind) throws Exception {
    for (int diesAt = 0; diesAt < 6; diesAt++) {
      int dies = diesAt;
      List<SortedMap<Long, byte[]>> files = new ArrayList<>();
      List<Writer> writers = new ArrayList<>();
      try (Interleavings turns = new Interleavings()) {
        turns.forEach(
            () -> {
              files.clear();
              writers.clear();
              files.add(new TreeMap<>());
              writers.add(new Writer(files.get(0), kind, "a", dies));
              writers.add(new Writer(files.get(0), kind, "b", -1));
              return List.copyOf(writers);
            },
            order -> {
              LogState state = state(files.get(0));
              requireChain(state, order);
              assertThat(writers.get(1).added).as("order %s", order).isPresent();
              if (kind == Kind.EMPTY_FIRST) {
                // One that closed late, while the other passed it over, is not in force.
                assertThat(state.records()).as("order %s, dies at %d", order, dies).isNotEmpty();
              } else {
                assertThat(state.records().stream().map(LogRecord::version))
                    .as("order %s, dies at %d", order, dies)
                    .contains("b");
              }
            });
      }
    }
  }

  @Test
  void filesThatAreCutOrDamagedAreNoRecordsAndKeepTheirNumbers() throws IOException {
    byte[] whole =
        RecordText.write(1, 0, List.of(), RegistryRacer.promoted("a", new LogState(List.of())));
    assertThat(RecordText.read(1, whole)).isPresent();
    for (int length = 0; length < whole.length; length++) {
      assertThat(RecordText.read(1, Arrays.copyOf(whole, length)))
          .as("length %d", length)
          .isEmpty();
      byte[] damaged = whole.clone();
      damaged[length] ^= 1;
      assertThat(RecordText.read(1, damaged)).as("byte %d", length).isEmpty();
    }
    assertThat(RecordText.read(2, whole)).as("under another number").isEmpty();

    RegistryLog log = log("file");
    Files.write(directory.resolve("0000000001.json"), Arrays.copyOf(whole, 40));
    LogRecord record =
        log.append(log.read(), RegistryRacer.promoted("b", log.read())).orElseThrow();
    assertThat(record.number()).isEqualTo(2);
    // Its writer was late.
    Files.write(directory.resolve("0000000001.json"), whole);
    assertThat(log.read().champion()).contains("b");
    assertThat(log.read().records()).hasSize(1);
  }

  /** A log of champions a, b, c, of which one file is changed. */
  private RegistryLog hurt(int number, UnaryOperator<byte[]> change) throws IOException {
    RegistryLog log = log("file");
    for (String version : List.of("a", "b", "c")) {
      LogState state = log.read();
      log.append(state, RegistryRacer.promoted(version, state)).orElseThrow();
    }
    Path file = directory.resolve("%010d.json".formatted(number));
    byte[] changed = change.apply(Files.readAllBytes(file));
    Files.delete(file);
    if (changed != null) {
      Files.write(file, changed);
    }
    return log;
  }

  static List<Arguments> damages() {
    UnaryOperator<byte[]> gone = bytes -> null;
    UnaryOperator<byte[]> cut = bytes -> Arrays.copyOf(bytes, bytes.length / 2);
    UnaryOperator<byte[]> zeros = bytes -> new byte[bytes.length];
    UnaryOperator<byte[]> flipped =
        bytes -> {
          bytes[bytes.length / 2] ^= 1;
          return bytes;
        };
    List<Arguments> all = new ArrayList<>();
    for (int number = 1; number <= 2; number++) {
      for (UnaryOperator<byte[]> damage : List.of(gone, cut, zeros, flipped)) {
        all.add(Arguments.of(number, damage));
      }
    }
    // Of the last one it is seen only if it is complete.
    all.add(Arguments.of(3, flipped));
    return all;
  }

  /** Otherwise all that came after it would be void, and an old champion in force again. */
  @ParameterizedTest
  @MethodSource("damages")
  void aLogThatHasLostARecordIsNotReadAsIfItHadNone(int number, UnaryOperator<byte[]> damage)
      throws IOException {
    RegistryLog log = hurt(number, damage);
    assertThatThrownBy(log::read)
        .isInstanceOf(DataException.class)
        .hasMessageContaining(directory.resolve("%010d.json".formatted(number)).toString());
  }

  @Test
  void theLastRecordMayBeCutAndIsPassedOver() throws IOException {
    RegistryLog log = hurt(3, bytes -> Arrays.copyOf(bytes, bytes.length - 1));
    assertThat(log.read().champion()).contains("b");
    LogRecord next = log.append(log.read(), RegistryRacer.promoted("d", log.read())).orElseThrow();
    assertThat(next.number()).isEqualTo(4);
    assertThat(log.read().records()).extracting(LogRecord::version).containsExactly("a", "b", "d");
  }

  @Test
  void aRecordThatAnotherValidOneHasOvertakenIsVoid() throws IOException {
    RegistryLog log = log("file");
    LogState empty = log.read();
    log.append(empty, RegistryRacer.promoted("a", empty)).orElseThrow();
    // As if a paused writer had found the next number free, but not looked what lies before it.
    Files.write(
        directory.resolve("0000000002.json"),
        RecordText.write(2, 0, List.of(), RegistryRacer.promoted("paused", empty)));
    assertThat(log.read().champion()).contains("a");
    assertThat(log.append(empty, RegistryRacer.promoted("late", empty))).isEmpty();
    LogRecord next = log.append(log.read(), RegistryRacer.promoted("b", log.read())).orElseThrow();
    assertThat(next.number()).isEqualTo(3);
    assertThat(log.read().records()).extracting(LogRecord::version).containsExactly("a", "b");
  }

  private RegistryLog log(String scheme) throws IOException {
    return RegistryRacer.log(scheme + "://" + directory.toAbsolutePath());
  }

  @ParameterizedTest
  @ValueSource(strings = {"gs", "hdfs"})
  void manyWritersOnAFileSystemThatDelaysAndFailsLeaveOneChain(String scheme) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
    List<Future<Integer>> races = new ArrayList<>();
    for (int w = 0; w < WRITERS; w++) {
      int writer = w;
      Callable<Integer> race = () -> race(log(scheme), writer);
      races.add(threads.submit(race));
    }
    for (Future<Integer> race : races) {
      race.get();
    }
    threads.shutdown();

    LogState state = log(scheme).read();
    requireChain(state, scheme);
    assertThat(state.records()).hasSize(WRITERS * RECORDS_EACH);
    assertThat(state.records()).extracting(LogRecord::run).doesNotHaveDuplicates();
    assertThat(FlakyFileSystem.failures()).as("failures that were met").isPositive();
  }

  @ParameterizedTest
  @ValueSource(strings = {"gs", "hdfs"})
  void ofManyWhoWantOneRecordOneGetsIt(String scheme) throws Exception {
    RegistryLog log = log(scheme);
    LogState empty = log.read();
    ExecutorService threads = Executors.newFixedThreadPool(RACERS);
    List<Future<Boolean>> races = new ArrayList<>();
    for (int r = 0; r < RACERS; r++) {
      String racer = "racer " + r;
      races.add(threads.submit(() -> RegistryRacer.wins(log, empty, racer)));
    }
    int winners = 0;
    for (Future<Boolean> race : races) {
      winners += race.get() ? 1 : 0;
    }
    threads.shutdown();

    assertThat(winners).isEqualTo(1);
    assertThat(log.read().records()).hasSize(1);
  }

  private static int race(RegistryLog log, int writer) {
    int failed = 0;
    for (int r = 0; r < RECORDS_EACH; r++) {
      String run = writer + "-" + r;
      boolean committed = false;
      while (!committed) {
        try {
          LogState state = log.read();
          committed =
              state.ofRun(run).isPresent()
                  || log.append(state, RegistryRacer.promoted(run, state)).isPresent();
        } catch (IOException e) {
          failed++;
        }
      }
    }
    return failed;
  }

  @Test
  void fileSystemsThatCannotTellWhoWasFirstAreRefused() throws IOException {
    org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path("other://" + directory);
    FileSystem files = path.getFileSystem(OtherFileSystem.configuration());
    assertThatThrownBy(() -> NewFile.require("--registry", files, path))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("(other) that cannot say which of two writers was first");
  }
}
