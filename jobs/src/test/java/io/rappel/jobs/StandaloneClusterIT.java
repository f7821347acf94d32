package io.rappel.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rappel.jobs.JavaProcess.Server;
import io.rappel.jobs.RappelProcess.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that are submitted to a standalone cluster of real processes, in both deploy modes. */
class StandaloneClusterIT {

  private static final String SUBMIT = "org.apache.spark.deploy.SparkSubmit";

  @TempDir private static Path directory;

  private static Server master;
  private static Server worker;

  @BeforeAll
  static void start() throws IOException {
    JavaProcess java = JavaProcess.ofSpark(directory, JavaProcess.SPARK);
    String host = "--host 127.0.0.1 --port 0 --webui-port 0";
    master =
        java.start(
            Pattern.compile("Starting Spark master at (spark://\\S+)"),
            "org.apache.spark.deploy.master.Master",
            host.split(" "));
    worker =
        java.start(
            Pattern.compile("Successfully registered with master"),
            "org.apache.spark.deploy.worker.Worker",
            (host + " --cores 4 --memory 3g --work-dir work " + url()).split(" "));
  }

  @AfterAll
  static void stop() {
    worker.close();
    master.close();
  }

  private static String url() {
    return master.said().group(1);
  }

  private static Result submit(List<String> options, String arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of("--master", url(), "--driver-memory", "512m"));
    all.addAll(List.of("--conf", "spark.executor.memory=512m"));
    all.addAll(options);
    all.addAll(List.of("--class", Rappel.class.getName(), JavaProcess.JAR));
    all.addAll(List.of(arguments.split(" ")));
    return JavaProcess.ofSpark(directory, JavaProcess.SPARK)
        .run(SUBMIT, all.toArray(String[]::new));
  }

  /** Options of a driver that the worker starts, and whose end is waited for. */
  private static List<String> cluster(String driverJavaOptions) {
    return List.of(
        "--deploy-mode", "cluster",
        "--conf", "spark.standalone.submit.waitAppCompletion=true",
        "--driver-java-options", driverJavaOptions);
  }

  /** What the README says that the driver needs. */
  private static String optionsOfReadme() throws IOException {
    Matcher line =
        Pattern.compile("--deploy-mode cluster --driver-java-options \"([^\"]+)\"")
            .matcher(Files.readString(Path.of("../README.md")));
    assertThat(line.find()).isTrue();
    return line.group(1).replaceAll("\\s+", " ");
  }

  /** What the driver that began last has said. */
  private static String driverLog() throws IOException {
    try (Stream<Path> drivers = Files.list(directory.resolve("work"))) {
      Path last =
          drivers
              .filter(path -> path.getFileName().toString().startsWith("driver-"))
              .max((a, b) -> a.getFileName().compareTo(b.getFileName()))
              .orElseThrow();
      return Files.readString(last.resolve("stderr"));
    }
  }

  private static JsonNode status(String model) throws IOException {
    return new ObjectMapper().readTree(directory.resolve(model + "/status.json").toFile());
  }

  @Test
  void theShellGetsTheExitCodeInClientMode() throws Exception {
    Result trained = submit(List.of(), "train --demo xor --epochs 1 --out client");
    Result failed = submit(List.of(), "train --data no.csv --label y --out client-failed");

    assertThat(trained.exitCode()).as(trained.err()).isZero();
    assertThat(failed.exitCode()).as(failed.err()).isEqualTo(3);
    assertThat(failed.err()).containsPattern("rappel: error: .*no\\.csv");
  }

  /** Rows whose networks validate on rows of their own, with all that the recipe has. */
  @Test
  void fewRowsGiveTheSameModelOnExecutorsAsInTheDriver() throws Exception {
    Random random = new Random(3);
    StringBuilder rows = new StringBuilder("a,b,colour,y\n");
    for (int i = 0; i < 600; i++) {
      double a = random.nextGaussian();
      String colour = List.of("red", "green", "blue").get(random.nextInt(3));
      rows.append(a).append(',').append(random.nextInt(50)).append(',').append(colour);
      rows.append(',').append(a > 0 == colour.equals("red") ? "yes" : "no").append('\n');
    }
    Files.writeString(directory.resolve("few.csv"), rows);
    Result there = submit(List.of(), "train --data few.csv --label y --out there");
    Result here =
        submit(List.of("--master", "local[2]"), "train --data few.csv --label y --out here");

    assertThat(there.exitCode()).as(there.err()).isZero();
    assertThat(there.err()).contains("networks validate on rows of their own", "runs on     Spark");
    assertThat(here.err()).contains("runs on     2 threads of the driver");
    JsonNode expected = metrics("here");
    assertThat(metrics("there").path("weights_sha256")).isEqualTo(expected.path("weights_sha256"));
    assertThat(metrics("there").path("validation")).isEqualTo(expected.path("validation"));
  }

  private static JsonNode metrics(String model) throws IOException {
    return new ObjectMapper().readTree(directory.resolve(model + "/metrics.json").toFile());
  }

  @Test
  void aFinishedRunIsAFinishedDriverInClusterMode() throws Exception {
    Path model = directory.resolve("cluster");

    Result trained =
        submit(cluster(optionsOfReadme()), "train --demo xor --epochs 1 --out " + model);

    assertThat(trained.err()).contains("is FINISHED, exiting spark-submit JVM");
    assertThat(trained.exitCode()).as(driverLog()).isZero();
    assertThat(status("cluster").path("exit_code").asInt(-1)).isZero();
  }

  @Test
  void aFailedRunIsAFailedDriverInClusterMode() throws Exception {
    Path model = directory.resolve("cluster-failed");

    Result failed =
        submit(cluster(optionsOfReadme()), "train --data /no.csv --label y --out " + model);

    assertThat(failed.err()).contains("is FAILED, exiting spark-submit JVM");
    assertThat(driverLog()).containsPattern("rappel: error: .*no\\.csv");
    assertThat(status("cluster-failed").path("exit_code").asInt()).isEqualTo(3);
  }

  @Test
  void aDriverWithoutItsOptionsSaysWhichInClusterMode() throws Exception {
    Result failed =
        submit(
            cluster("-Dlog4j2.level=error"),
            "train --demo xor --out " + directory.resolve("no-options"));

    assertThat(failed.err()).contains("is FAILED, exiting spark-submit JVM");
    assertThat(driverLog()).contains(optionsOfReadme());
  }
}
