package io.rappel.jobs;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The launcher, in a process and a working directory of its own, as a user has it. */
public final class RappelProcess {

  private static final Path LAUNCHER = Path.of("..", "rappel").toAbsolutePath().normalize();
  private static final long MINUTES = 10;

  /** What a command has left. */
  public record Result(int exitCode, String out, String err) {}

  private final Path directory;
  private final Path launcher;
  private final String javaOptions;
  private final int columns;
  private String memory = "1g";
  private String locale;

  /** Runs the launcher in a directory. */
  RappelProcess(Path directory) {
    this(directory, LAUNCHER, "", 0);
  }

  private RappelProcess(Path directory, Path launcher, String javaOptions, int columns) {
    this.directory = directory;
    this.launcher = launcher;
    this.javaOptions = javaOptions;
    this.columns = columns;
  }

  /** Runs the launcher through a symbolic link. */
  RappelProcess through(Path link) throws IOException {
    return new RappelProcess(
        directory, Files.createSymbolicLink(link, LAUNCHER), javaOptions, columns);
  }

  /** Runs with options of the JVM besides the launcher's. */
  RappelProcess with(String options) {
    return new RappelProcess(directory, launcher, options, columns);
  }

  /** Runs on a terminal of that width, to which both streams go; the result has them as one. */
  RappelProcess onTerminal(int columns) {
    return new RappelProcess(directory, launcher, javaOptions, columns);
  }

  /** Runs with another heap. */
  RappelProcess withMemory(String heap) {
    RappelProcess process = new RappelProcess(directory, launcher, javaOptions, columns);
    process.memory = heap;
    return process;
  }

  /** Runs in another locale than this JVM. */
  RappelProcess inLocale(String name) {
    RappelProcess process = new RappelProcess(directory, launcher, javaOptions, columns);
    process.locale = name;
    return process;
  }

  /**
   * Runs a command to its end. In a build for another Spark than the launcher's the test is
   * skipped.
   */
  Result run(String... arguments) throws IOException, InterruptedException {
    assumeTrue(JavaProcess.isOfLauncher(), "skipped: the launcher runs another Spark");
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(Arrays.asList(arguments));
    if (columns > 0) {
      String line = "stty cols %d; exec %s".formatted(columns, String.join(" ", command));
      command = List.of("script", "--quiet", "--return", "--command", line, "/dev/null");
    }
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("RAPPEL_MEMORY", memory);
    if (locale != null) {
      builder.environment().put("LC_ALL", locale);
    }
    if (!javaOptions.isEmpty()) {
      builder.environment().put("JDK_JAVA_OPTIONS", javaOptions);
    }
    return toEnd(builder);
  }

  /** Runs a process to its end; it leaves its output in its working directory too. */
  static Result toEnd(ProcessBuilder builder) throws IOException, InterruptedException {
    Path directory = builder.directory().toPath();
    Path out = Files.createTempFile(directory, "process", ".out");
    Path err = Files.createTempFile(directory, "process", ".err");
    Process process =
        builder
            .redirectOutput(Redirect.to(out.toFile()))
            .redirectError(Redirect.to(err.toFile()))
            .start();
    if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new IllegalStateException(
          builder.command() + " has not ended: " + Files.readString(err));
    }
    return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
  }
}
