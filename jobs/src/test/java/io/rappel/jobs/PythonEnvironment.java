package io.rappel.jobs;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;

/** A virtual environment of Python, with packages of PyPI. */
public final class PythonEnvironment {

  private final Path interpreter;

  private PythonEnvironment(Path interpreter) {
    this.interpreter = interpreter;
  }

  /**
   * The environment with just these packages, which is made where it is not there yet. Without
   * Python or PyPI the test is skipped.
   */
  public static PythonEnvironment with(String... packages)
      throws IOException, InterruptedException {
    String name = "python-" + String.join("-", packages).replaceAll("[^a-z0-9.-]", "");
    Path place = Path.of("target", name).toAbsolutePath();
    PythonEnvironment environment = new PythonEnvironment(place.resolve("bin/python"));
    Path complete = place.resolve("complete");
    if (!Files.exists(complete)) {
      require(List.of("python3", "-m", "venv", "--clear", place.toString()));
      require(environment.pip(packages));
      Files.createFile(complete);
    }
    return environment;
  }

  private static void require(List<String> command) throws InterruptedException {
    String problem;
    try {
      RappelProcess.Result result = toEnd(command, Files.createTempDirectory("python"));
      problem = result.exitCode() == 0 ? null : result.err();
    } catch (IOException e) {
      problem = e.getMessage();
    }
    Assumptions.assumeTrue(problem == null, "skipped, as Python or PyPI are missing: " + problem);
  }

  private List<String> pip(String... packages) {
    List<String> command = new ArrayList<>(List.of(interpreter.toString(), "-m", "pip"));
    command.addAll(List.of("install", "--quiet", "--disable-pip-version-check"));
    command.addAll(List.of(packages));
    return command;
  }

  /** Installs a wheel, in place of another version of it. */
  void install(Path wheel) throws IOException, InterruptedException {
    List<String> command = pip("--force-reinstall", "--no-deps", wheel.toString());
    RappelProcess.Result result = toEnd(command, Files.createTempDirectory("python"));
    if (result.exitCode() != 0) {
      throw new IllegalStateException("pip does not install the wheel: " + result.err());
    }
  }

  /** Runs a script of the project in a directory, to its end. */
  public RappelProcess.Result run(Path directory, String script, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(interpreter.toString()));
    command.add(Path.of(script).toAbsolutePath().toString());
    command.addAll(List.of(arguments));
    return toEnd(command, directory);
  }

  /** A script that goes on until its input ends. */
  public record Server(Process process, Matcher said) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      process.getOutputStream().close();
      process.onExit().join();
    }
  }

  /**
   * Starts a script of the project in a directory, and waits for a line.
   *
   * @param line expression of all of the line
   */
  public Server serve(Path directory, String script, String line) throws IOException {
    Process process =
        new ProcessBuilder(interpreter.toString(), Path.of(script).toAbsolutePath().toString())
            .directory(directory.toFile())
            .redirectError(Redirect.DISCARD)
            .start();
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    for (String said = output.readLine(); said != null; said = output.readLine()) {
      Matcher matcher = Pattern.compile(line).matcher(said);
      if (matcher.matches()) {
        return new Server(process, matcher);
      }
    }
    throw new IllegalStateException(script + " has ended without " + line);
  }

  private static RappelProcess.Result toEnd(List<String> command, Path directory)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("SPARK_HOME", Path.of("target/spark").toAbsolutePath().toString());
    builder.environment().put("RAPPEL_MEMORY", "1g");
    return RappelProcess.toEnd(builder);
  }
}
