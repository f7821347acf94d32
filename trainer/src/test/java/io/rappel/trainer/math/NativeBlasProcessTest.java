package io.rappel.trainer.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole JVMs, each with a folder for temporary files and a home of its own. */
class NativeBlasProcessTest {

  @TempDir private Path temporary;
  @TempDir private Path home;

  @Test
  void leavesNothingOnDiskWhileItRunsNorWhenItIsKilled() throws Exception {
    Process process = start();
    try {
      assertBundled(process);
      assertThat(left()).isEmpty();
    } finally {
      process.destroyForcibly().waitFor();
    }
    assertThat(left()).isEmpty();
  }

  @Test
  void startsManyTimesAtOnce() throws Exception {
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      processes.add(start());
    }
    for (Process process : processes) {
      assertBundled(process);
      process.getOutputStream().close();
      assertThat(process.waitFor()).isZero();
    }
    assertThat(left()).isEmpty();
  }

  @Test
  void honoursTheLibraryThatTheUserNames() throws Exception {
    Process process = start("-Ddev.ludovic.netlib.blas.nativeLibPath=" + home.resolve("none.so"));
    process.getOutputStream().close();
    assertThat(process.waitFor()).isNotZero();
    assertThat(Files.readString(home.resolve("errors")))
        .contains("UnsupportedOperationException: netlib cannot load " + home.resolve("none.so"));
  }

  private static void assertBundled(Process process) throws IOException {
    BufferedReader reader = process.inputReader();
    assertThat(reader.readLine()).startsWith("OpenBLAS 0.3.31 (bundled, one thread, for ");
  }

  private Process start(String... options) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.addAll(List.of("-Xmx128m", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData"));
    command.addAll(List.of("-Djava.io.tmpdir=" + temporary, "-Duser.home=" + home));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(NativeBlasProcess.class.getName());
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().remove("OPENBLAS_NUM_THREADS");
    builder.environment().remove("OMP_NUM_THREADS");
    builder.redirectError(home.resolve("errors").toFile());
    return builder.start();
  }

  /** Everything in the two folders but the errors that this test collects. */
  private List<String> left() throws IOException {
    List<String> names = new ArrayList<>();
    for (Path folder : List.of(temporary, home)) {
      try (var files = Files.walk(folder)) {
        files.filter(file -> !file.equals(folder)).forEach(file -> names.add(file.toString()));
      }
    }
    names.remove(home.resolve("errors").toString());
    return names;
  }
}
