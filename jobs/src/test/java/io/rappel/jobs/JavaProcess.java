package io.rappel.jobs;

import io.rappel.jobs.RappelProcess.Result;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.launcher.JavaModuleOptions;

/** Starts Java as launchers other than Rappel's own do: those of Spark, and people's. */
final class JavaProcess {

  /** Options of the JVM that Spark's scripts give. */
  static final List<String> SPARK_OPTIONS =
      List.of(JavaModuleOptions.defaultModuleOptions().strip().split("\\s+"));

  /** What the build has made for one platform. */
  private static final Path BUILD = Path.of(System.getProperty("rappel.build", "target"));

  /** The program, as a cluster gets it. */
  static final String JAR = built("rappel-jobs.jar");

  /** Classes of these tests. */
  static final String TESTS = built("test-classes");

  /** Spark, as a distribution has it. */
  static final String SPARK = built("spark/jars/*");

  /** The beginnings of another Spark. */
  static final String OTHER_SPARK = built("other-spark/*");

  private final Path directory;
  private final List<String> options;
  private final String classPath;

  private JavaProcess(Path directory, List<String> options, String... classPath) {
    this.directory = directory;
    this.options = options;
    this.classPath = String.join(":", classPath);
  }

  /** Without any option of the JVM, as people do. */
  static JavaProcess plain(Path directory, String... classPath) {
    return new JavaProcess(directory, List.of(), classPath);
  }

  /** With the options that Spark's scripts give. */
  static JavaProcess ofSpark(Path directory, String... classPath) {
    return new JavaProcess(directory, SPARK_OPTIONS, classPath);
  }

  /** Rappel as it is compiled, with the options that Spark's scripts give. */
  static JavaProcess ofTests(Path directory) {
    String[] classPath = System.getProperty("java.class.path").split(File.pathSeparator);
    return ofSpark(
        directory, Stream.of(classPath).map(JavaProcess::absolute).toArray(String[]::new));
  }

  /** With options besides these. */
  JavaProcess with(List<String> more) {
    List<String> all = new ArrayList<>(options);
    all.addAll(more);
    return new JavaProcess(directory, all, classPath);
  }

  /** Runs a class, by its name or its source file, to its end. */
  Result run(String main, String... arguments) throws IOException, InterruptedException {
    return RappelProcess.toEnd(builder(main, arguments));
  }

  /** A class that goes on after it has said a line. */
  record Server(Process process, Matcher said) implements AutoCloseable {
    @Override
    public void close() {
      // Unlike the process, its handle leaves the output open to whoever reads it.
      process.toHandle().destroy();
      process.onExit().join();
    }
  }

  /**
   * Starts a class, by its name or its source file, and waits until it says a line with the
   * pattern.
   */
  Server start(Pattern line, String main, String... arguments) throws IOException {
    Process process = builder(main, arguments).redirectErrorStream(true).start();
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    StringBuilder before = new StringBuilder();
    for (String said = output.readLine(); said != null; said = output.readLine()) {
      Matcher matcher = line.matcher(said);
      if (matcher.find()) {
        drain(output, Files.createTempFile(directory, "process", ".log"));
        return new Server(process, matcher);
      }
      before.append(said).append('\n');
    }
    throw new IllegalStateException(main + " has ended: " + before);
  }

  /** Starts a class, by its name or its source file; both of its streams are one. */
  Process begin(String main, String... arguments) throws IOException {
    return builder(main, arguments).redirectErrorStream(true).start();
  }

  private static void drain(BufferedReader output, Path log) {
    Thread thread =
        new Thread(
            () -> {
              try (PrintWriter to = new PrintWriter(log.toFile(), StandardCharsets.UTF_8)) {
                output.lines().forEach(to::println);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  private ProcessBuilder builder(String main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx1g");
    command.addAll(options);
    command.addAll(List.of("-cp", classPath, main));
    command.addAll(Arrays.asList(arguments));
    return new ProcessBuilder(command).directory(directory.toFile());
  }

  /** Whether the build is for the Spark that the launcher runs. */
  static boolean isOfLauncher() {
    return BUILD.endsWith("target");
  }

  private static String built(String path) {
    return absolute(BUILD.resolve(path).toString());
  }

  private static String absolute(String path) {
    return Path.of(path).toAbsolutePath().toString();
  }
}
