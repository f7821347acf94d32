package io.rappel.trainer.python;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A Python with the packages of its own that a test needs. */
final class PythonProcess {

  private static final long MINUTES = 5;

  private final String interpreter;

  private PythonProcess(String interpreter) {
    this.interpreter = interpreter;
  }

  /** What a program has left; both of its streams are one. */
  record Result(int exitCode, String output) {}

  /**
   * The Python of a virtual environment, which is made where it is not there yet. Without Python or
   * PyPI the test is skipped.
   */
  static PythonProcess with(Path environment, String... packages)
      throws IOException, InterruptedException {
    Path interpreter = environment.resolve("bin/python").toAbsolutePath();
    Path complete = environment.resolve("complete");
    if (!Files.exists(complete)) {
      require(List.of("python3", "-m", "venv", "--clear", environment.toString()));
      List<String> install = new ArrayList<>(List.of(interpreter.toString(), "-m", "pip"));
      install.addAll(List.of("install", "--quiet", "--disable-pip-version-check"));
      install.addAll(List.of(packages));
      require(install);
      Files.createFile(complete);
    }
    return new PythonProcess(interpreter.toString());
  }

  private static void require(List<String> command) throws InterruptedException {
    String problem;
    try {
      Result result = run(command, Map.of());
      problem = result.exitCode() == 0 ? null : result.output();
    } catch (IOException e) {
      problem = e.getMessage();
    }
    Assumptions.assumeTrue(
        problem == null, "skipped, as there is no Python with numpy here: " + problem);
  }

  /** Runs a script to its end. */
  Result run(Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(interpreter));
    command.addAll(List.of(arguments));
    return run(command, environment);
  }

  private static Result run(List<String> command, Map<String, String> environment)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Path output = Files.createTempFile("python", ".out");
    try {
      Process process = builder.redirectOutput(output.toFile()).start();
      if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new IOException("it has not ended: " + Files.readString(output));
      }
      return new Result(process.exitValue(), Files.readString(output));
    } finally {
      Files.delete(output);
    }
  }
}
