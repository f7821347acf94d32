package io.rappel.jobs;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.rappel.jobs.RappelProcess.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A whole distribution of Spark, with its own scripts, which {@code .ci/long} installs. */
record Distribution(Path home) {

  /** The distribution of a version; without it the test is skipped. */
  static Distribution of(String version) {
    Path home = Path.of("target", "distributions", version, "pyspark").toAbsolutePath();
    String missing = "skipped: there is no Spark %s in %s; .ci/long installs it";
    assumeTrue(
        Files.isExecutable(home.resolve("bin/spark-submit")), missing.formatted(version, home));
    return new Distribution(home);
  }

  /** Submits a command of the program, from a directory and with an environment besides. */
  Result submit(
      Path directory, Map<String, String> environment, List<String> options, String arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(home.resolve("bin/spark-submit").toString()));
    command.addAll(options);
    command.addAll(List.of("--class", Rappel.class.getName(), JavaProcess.JAR));
    command.addAll(List.of(arguments.split(" ")));
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("SPARK_HOME", home.toString());
    builder.environment().putAll(environment);
    return RappelProcess.toEnd(builder);
  }
}
