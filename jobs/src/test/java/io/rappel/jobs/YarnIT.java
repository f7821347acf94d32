package io.rappel.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rappel.jobs.JavaProcess.Server;
import io.rappel.jobs.RappelProcess.Result;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.api.records.ContainerId;
import org.apache.hadoop.yarn.api.records.FinalApplicationStatus;
import org.apache.hadoop.yarn.client.api.YarnClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that Spark's own script submits to YARN, on files in HDFS, in both deploy modes. */
@Tag("long")
class YarnIT {

  private static final String MINI_HADOOP =
      Path.of("src/minicluster/java/MiniHadoop.java").toAbsolutePath().toString();

  @TempDir private static Path directory;

  private static Distribution spark;
  private static Server cluster;
  private static String files;

  @BeforeAll
  static void start() throws IOException {
    spark = Distribution.of(org.apache.spark.package$.MODULE$.SPARK_VERSION());
    String mini = Path.of("target/minicluster/*").toAbsolutePath().toString();
    cluster =
        JavaProcess.ofSpark(directory, mini, JavaProcess.SPARK)
            .start(Pattern.compile("its files are at (\\S+)"), MINI_HADOOP, directory.toString());
    files = cluster.said().group(1);
    StringBuilder rows = new StringBuilder("a,b,y\n");
    for (int i = 0; i < 400; i++) {
      rows.append("%d,%d,%s%n".formatted(i % 7, i % 11, i % 7 > i % 11 ? "yes" : "no"));
    }
    Files.writeString(directory.resolve("rows.csv"), rows);
    hdfs().copyFromLocalFile(path(directory + "/rows.csv"), path("/rows.csv"));
  }

  @AfterAll
  static void stop() {
    if (cluster != null) {
      cluster.close();
    }
  }

  private static FileSystem hdfs() throws IOException {
    return FileSystem.get(URI.create(files), new Configuration());
  }

  private static org.apache.hadoop.fs.Path path(String path) {
    return new org.apache.hadoop.fs.Path(path);
  }

  /** Submits a command under a name of its own. */
  private static Result submit(String name, String mode, String arguments) throws Exception {
    String jars = "spark.yarn.jars=local:" + spark.home() + "/jars/*";
    String options = "--master yarn --name %s --deploy-mode %s --num-executors 1 --conf %s";
    String memory = " --driver-memory 512m --executor-memory 512m";
    Map<String, String> clients = Map.of("HADOOP_CONF_DIR", directory.resolve("conf").toString());
    return spark.submit(
        directory,
        clients,
        List.of((options.formatted(name, mode, jars) + memory).split(" ")),
        arguments);
  }

  /** What YARN has recorded of the run with the name. */
  private static ApplicationReport record(String name) throws Exception {
    Configuration configuration = new Configuration();
    for (String file : List.of("core-site.xml", "yarn-site.xml")) {
      configuration.addResource(path(directory + "/conf/" + file));
    }
    try (YarnClient yarn = YarnClient.createYarnClient()) {
      yarn.init(configuration);
      yarn.start();
      // In client mode the driver ends before YARN's own process of the application.
      long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
      ApplicationReport report = report(yarn, name);
      while (report.getFinalApplicationStatus() == FinalApplicationStatus.UNDEFINED
          && System.nanoTime() < deadline) {
        report = report(yarn, name);
      }
      return report;
    }
  }

  private static ApplicationReport report(YarnClient yarn, String name) throws Exception {
    return yarn.getApplications().stream()
        .filter(report -> report.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** What the driver of a run's last attempt has said. */
  private static String driverLog(ApplicationReport report) throws IOException {
    ContainerId driver = ContainerId.newContainerId(report.getCurrentApplicationAttemptId(), 1);
    String logs = "%s/target/test/data/rappel/*/*-logDir-*/%s/%s/std*";
    StringBuilder said = new StringBuilder();
    for (FileStatus log :
        FileSystem.getLocal(new Configuration())
            .globStatus(path(logs.formatted(directory, report.getApplicationId(), driver)))) {
      said.append(Files.readString(Path.of(log.getPath().toUri().getPath())));
    }
    return said.toString();
  }

  private static JsonNode json(String file) throws IOException {
    try (InputStream in = hdfs().open(path(file))) {
      return new ObjectMapper().readTree(in);
    }
  }

  private static Result rappel(String arguments) throws Exception {
    return new RappelProcess(directory).run(arguments.split(" "));
  }

  @Test
  void aFinishedRunSucceedsAtOnceInClusterMode() throws Exception {
    String train = "train --data %s/rows.csv --label y --epochs 3 --out %s/model";

    Result trained = submit("finished", "cluster", train.formatted(files, files));
    ApplicationReport report = record("finished");
    Result local = rappel(train.formatted(directory, directory));
    Result inspected = rappel("inspect --model " + files + "/model");
    Result evaluated =
        rappel("evaluate --model %s/model --data %s/rows.csv".formatted(files, files));

    assertThat(report.getFinalApplicationStatus())
        .as(driverLog(report))
        .isEqualTo(FinalApplicationStatus.SUCCEEDED);
    assertThat(report.getCurrentApplicationAttemptId().getAttemptId()).isOne();
    assertThat(trained.exitCode()).as(trained.err()).isZero();
    assertThat(json("/model/status.json").path("exit_code").asInt(-1)).isZero();
    assertThat(local.exitCode()).as(local.err()).isZero();
    assertThat(json("/model/metrics.json").path("weights_sha256"))
        .isEqualTo(
            new ObjectMapper()
                .readTree(directory.resolve("model/metrics.json").toFile())
                .path("weights_sha256"));
    assertThat(inspected.exitCode()).as(inspected.err()).isZero();
    assertThat(evaluated.exitCode()).as(evaluated.err()).isZero();
    assertThat(new ObjectMapper().readTree(evaluated.out()).path("accuracy").asDouble())
        .isGreaterThan(0.5);
  }

  @Test
  void aFailedRunFailsAndIsNotTriedAgainInClusterMode() throws Exception {
    Result failed =
        submit(
            "failed",
            "cluster --conf spark.yarn.maxAppAttempts=1",
            "train --data %s/rows.csv --label z --out %s/failed".formatted(files, files));
    String sentence = "--label names 'z', but there is no such column";
    ApplicationReport report = record("failed");

    assertThat(report.getFinalApplicationStatus()).isEqualTo(FinalApplicationStatus.FAILED);
    assertThat(report.getCurrentApplicationAttemptId().getAttemptId()).isOne();
    assertThat(report.getDiagnostics()).contains("CommandFailedException: " + sentence);
    assertThat(driverLog(report)).contains("rappel: error: " + sentence);
    assertThat(failed.exitCode()).isOne();
    assertThat(json("/failed/status.json").path("exit_code").asInt()).isEqualTo(2);
  }

  @Test
  void aCommandThatNeedsNoSparkSucceedsInClusterMode() throws Exception {
    Result printed = submit("printed", "cluster", "train --demo xor --out model --print-config");
    ApplicationReport report = record("printed");

    assertThat(report.getFinalApplicationStatus())
        .as(driverLog(report))
        .isEqualTo(FinalApplicationStatus.SUCCEEDED);
    assertThat(driverLog(report)).contains("demo: xor");
  }

  @Test
  void theShellGetsTheExitCodeInClientMode() throws Exception {
    String train = "train --data %s/rows.csv --epochs 1 --out %s/client --label ";

    Result trained = submit("trained", "client", train.formatted(files, files) + "y");
    Result noColumn =
        submit("no-column", "client", train.formatted(files, files) + "z --overwrite");
    Result noneLeft =
        submit(
            "none-left", "client", train.formatted(files, files) + "y --overwrite --where a>1e9");
    Result noRows =
        submit(
            "no-rows",
            "client",
            "train --data %s/no.csv --label y --out %s/no-rows".formatted(files, files));

    assertThat(trained.exitCode()).as(trained.err()).isZero();
    assertThat(noColumn.exitCode()).as(noColumn.err()).isEqualTo(2);
    assertThat(noneLeft.exitCode()).as(noneLeft.err()).isEqualTo(3);
    assertThat(noRows.exitCode()).as(noRows.err()).isEqualTo(3);
    assertThat(noRows.err()).containsPattern("rappel: error: .*no\\.csv");
    assertThat(record("trained").getFinalApplicationStatus())
        .isEqualTo(FinalApplicationStatus.SUCCEEDED);
    // What Spark is not needed for is refused before YARN hears of it.
    assertThat(record("none-left").getFinalApplicationStatus())
        .isEqualTo(FinalApplicationStatus.FAILED);
  }
}
