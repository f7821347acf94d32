package io.rappel.jobs.registry.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Processes that want the same records, on local files and where files delay and fail. */
@Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
class RegistryRaceIT {

  @TempDir private Path directory;

  private final List<Process> processes = new ArrayList<>();

  @AfterEach
  void end() {
    processes.forEach(Process::destroyForcibly);
  }

  @ParameterizedTest
  @ValueSource(strings = {"file", "hdfs"})
  void ofSixProcessesWhoWantARecordOneGetsIt(String scheme) throws Exception {
    race(scheme, 6, 10);
  }

  @ParameterizedTest
  @ValueSource(strings = {"file", "gs", "hdfs"})
  @Tag("long")
  void ofTwoHundredProcessesWhoWantARecordOneGetsIt(String scheme) throws Exception {
    race(scheme, 200, 10);
  }

  private void race(String scheme, int racers, int records) throws Exception {
    Path folder = Files.createDirectory(directory.resolve("log"));
    String place = "%s://%s".formatted(scheme, folder);
    begin(place, racers, records);

    List<String> holders = new ArrayList<>();
    long failures = 0;
    for (Process process : processes) {
      List<String> said = process.inputReader().lines().toList();
      assertThat(process.waitFor()).as("exit code after %s", said).isZero();
      for (String line : said) {
        if (line.startsWith(RegistryRacer.HOLDS)) {
          holders.add(line.substring(RegistryRacer.HOLDS.length()));
        } else if (line.startsWith(RegistryRacer.FAILURES)) {
          failures += Long.parseLong(line.substring(RegistryRacer.FAILURES.length()));
        }
      }
    }

    LogState state = RegistryRacer.log(place).read();
    RegistryLogTest.requireChain(state, scheme);
    assertThat(state.records()).hasSize(records);
    // Each record is one process's, which knows it, and all others know that it is not theirs.
    assertThat(holders)
        .containsExactlyInAnyOrderElementsOf(
            state.records().stream().map(LogRecord::version).toList());
    if (!scheme.equals("file")) {
      assertThat(failures).as("failures that were met").isPositive();
    }
  }

  /** Starts all, and lets them go when all are ready. */
  private void begin(String place, int racers, int records) throws IOException {
    Path barrier = Files.createFile(directory.resolve("barrier"));
    try (FileChannel channel = FileChannel.open(barrier, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      for (int racer = 0; racer < racers; racer++) {
        processes.add(RegistryRacer.start(place, barrier, racer, records));
      }
      for (Process process : processes) {
        awaitReady(process.inputReader());
      }
      lock.release();
    }
  }

  private static void awaitReady(BufferedReader output) throws IOException {
    List<String> before = new ArrayList<>();
    for (String line = output.readLine(); !RegistryRacer.READY.equals(line); ) {
      assertThat(line).as("a line after %s", before).isNotNull();
      before.add(line);
      line = output.readLine();
    }
  }
}
