package io.rappel.trainer.math.blas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  @ParameterizedTest
  @CsvSource({"without, Java11BLAS", "with, JNIBLAS"})
  void isTheSameWhereSomebodyHasUsedNetlibBefore(String library, String used) throws Exception {
    List<String> alone = lines(start());
    List<String> after = lines(startWith(List.of(), library));
    assertThat(Files.readString(home.resolve("errors"))).contains(used);
    assertThat(after).isEqualTo(alone);
    assertThat(after.get(0)).startsWith("OpenBLAS 0.3.31 (bundled, one thread, for ");
  }

  private static List<String> lines(Process process) throws Exception {
    process.getOutputStream().close();
    List<String> lines = process.inputReader().lines().toList();
    assertThat(process.waitFor()).isZero();
    return lines;
  }

  private static void assertBundled(Process process) throws IOException {
    BufferedReader reader = process.inputReader();
    assertThat(reader.readLine()).startsWith("OpenBLAS 0.3.31 (bundled, one thread, for ");
  }

  private Process start(String... options) throws IOException {
    return startWith(List.of(options));
  }

  private Process startWith(List<String> options, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-Xmx128m", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData"));
    command.addAll(List.of("-Djava.io.tmpdir=" + temporary, "-Duser.home=" + home));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(NativeBlasProcess.class.getName());
    command.addAll(List.of(arguments));
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
