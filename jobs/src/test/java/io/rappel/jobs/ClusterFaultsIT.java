package io.rappel.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rappel.jobs.JavaProcess.Server;
import io.rappel.jobs.RappelProcess.Result;
import io.rappel.jobs.output.files.CrashingFiles;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/** Processes of a standalone cluster that end while a command trains on it. */
@Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
@Tag("long")
class ClusterFaultsIT {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String TRAIN =
      "train --demo spirals --hidden 24,24 --batch 256 --epochs 60 --patience 0 --partitions 4 --out ";

  @TempDir private static Path directory;

  private static Server master;
  private static String undisturbed;

  private final List<Server> workers = new ArrayList<>();
  private Process driver;

  @BeforeAll
  static void start() throws Exception {
    master =
        java()
            .start(
                Pattern.compile("Starting Spark master at (spark://\\S+)"),
                "org.apache.spark.deploy.master.Master",
                "--host 127.0.0.1 --port 0 --webui-port 0".split(" "));
    Result calm =
        JavaProcess.ofTests(directory).run(Rappel.class.getName(), (TRAIN + "calm").split(" "));
    assertThat(calm.exitCode()).as(calm.err()).isZero();
    undisturbed = weights("calm");
  }

  @AfterAll
  static void stop() {
    master.close();
  }

  @AfterEach
  void end() throws IOException {
    if (driver != null) {
      driver.destroyForcibly();
    }
    workers.forEach(Server::close);
    FileUtils.deleteDirectory(directory.resolve("events").toFile());
  }

  private static JavaProcess java() {
    return JavaProcess.ofSpark(directory, JavaProcess.SPARK, JavaProcess.TESTS);
  }

  /** Each on an address of its own, as Spark runs no task twice on one. */
  private void startWorkers(int count) throws IOException {
    String options =
        "--host 127.0.0.%d --port 0 --webui-port 0 --cores 2 --memory 1g --work-dir work ";
    for (int i = 0; i < count; i++) {
      workers.add(
          java()
              .with(List.of("-Dspark.decommission.enabled=true"))
              .start(
                  Pattern.compile("Successfully registered with master"),
                  "org.apache.spark.deploy.worker.Worker",
                  (options.formatted(i + 1) + master.said().group(1)).split(" ")));
    }
  }

  private static String weights(String model) throws IOException {
    return JSON.readTree(directory.resolve(model + "/metrics.json").toFile())
        .path("weights_sha256")
        .asText();
  }

  /** Submits a command, whose events Spark writes down. */
  private BufferedReader submit(List<String> settings, String arguments) throws IOException {
    Files.createDirectories(directory.resolve("events"));
    List<String> all = new ArrayList<>(List.of("--master", master.said().group(1)));
    List<String> conf = new ArrayList<>(settings);
    conf.addAll(
        List.of(
            "spark.executor.memory=512m",
            "spark.executor.extraClassPath=" + JavaProcess.TESTS,
            "spark.eventLog.enabled=true",
            "spark.eventLog.rolling.enabled=false",
            "spark.eventLog.compress=false",
            "spark.eventLog.dir=" + directory.resolve("events").toUri()));
    conf.forEach(setting -> all.addAll(List.of("--conf", setting)));
    all.addAll(List.of("--class", Rappel.class.getName(), JavaProcess.JAR));
    all.addAll(List.of(arguments.split(" ")));
    driver = java().begin("org.apache.spark.deploy.SparkSubmit", all.toArray(String[]::new));
    return driver.inputReader(StandardCharsets.UTF_8);
  }

  private static void awaitLine(BufferedReader output, String pattern) throws IOException {
    StringBuilder before = new StringBuilder();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (Pattern.compile(pattern).matcher(line).find()) {
        return;
      }
      before.append(line).append('\n');
    }
    throw new AssertionError("the process has ended: " + before);
  }

  private String toEnd(BufferedReader output) throws Exception {
    String rest = output.lines().collect(Collectors.joining("\n"));
    driver.waitFor();
    return rest;
  }

  /** What Spark has written down of a command: its events of a kind. */
  private static List<JsonNode> events(String kind) throws IOException {
    List<JsonNode> events = new ArrayList<>();
    try (Stream<Path> logs = Files.list(directory.resolve("events"))) {
      for (Path log : logs.toList()) {
        for (String line : Files.readAllLines(log)) {
          if (line.contains("\"SparkListener" + kind + "\"")) {
            events.add(JSON.readTree(line));
          }
        }
      }
    }
    return events;
  }

  private static void assertGoneOnTo(String model, Process driver, String said) throws IOException {
    assertThat(driver.exitValue()).as(said).isZero();
    assertThat(weights(model)).isEqualTo(undisturbed);
  }

  private static Optional<ProcessHandle> executor(Server worker) {
    return worker
        .process()
        .descendants()
        .filter(
            process ->
                process.info().commandLine().orElse("").contains("CoarseGrainedExecutorBackend"))
        .findFirst();
  }

  @Test
  void anExecutorAndAWorkerThatAreKilledLeaveTheModelAsItIs() throws Exception {
    startWorkers(2);
    BufferedReader output = submit(List.of(), TRAIN + "killed");

    awaitLine(output, "^epoch ");
    executor(workers.get(0)).orElseThrow().destroyForcibly();
    awaitLine(output, "^epoch ");
    workers.get(1).process().destroyForcibly();
    String said = toEnd(output);

    assertGoneOnTo("killed", driver, said);
    assertThat(events("ExecutorRemoved")).hasSizeGreaterThanOrEqualTo(2);
  }

  /** Sums too long to come to the driver whole, which executors hold and take with them. */
  @Test
  void longSumsThatExecutorsTookWithThemLeaveTheModelAsItIs() throws Exception {
    Path rows = directory.resolve("rows.csv");
    try (BufferedWriter csv = Files.newBufferedWriter(rows)) {
      csv.write("a,b,y\n");
      for (int i = 0; i < 8_000; i++) {
        csv.write("%d,%d,%d\n".formatted(i % 89, i % 97, i % 89 * 2 + i % 97));
      }
    }
    String train =
        "train --hidden 750,750 --batch full --epochs 20 --patience 0 --partitions 8 --label y --data "
            + rows
            + " --out ";
    Result calm =
        JavaProcess.ofTests(directory)
            .run(Rappel.class.getName(), (train + "calm-long").split(" "));
    assertThat(calm.exitCode()).as(calm.err()).isZero();
    startWorkers(2);
    BufferedReader output =
        submit(
            List.of(
                "spark.driver.maxResultSize=16m",
                "spark.speculation=true",
                "spark.speculation.interval=1ms",
                "spark.speculation.multiplier=1.01",
                "spark.speculation.quantile=0.25",
                "spark.speculation.minTaskRuntime=0ms"),
            train + "killed-long");

    for (Server worker : List.of(workers.get(0), workers.get(1), workers.get(0))) {
      awaitLine(output, "^epoch ");
      executor(worker).ifPresent(ProcessHandle::destroyForcibly);
    }
    String said = toEnd(output);

    assertThat(driver.exitValue()).as(said).isZero();
    assertThat(weights("killed-long")).isEqualTo(weights("calm-long"));
    assertThat(events("ExecutorRemoved")).hasSizeGreaterThanOrEqualTo(2);
    assertThat(events("StageCompleted").toString().contains("coalesce at ExecutorSums"))
        .as("some stages fetch sums")
        .isTrue();
  }

  @Test
  void aTaskThatAlwaysCrashesEndsTheRunWithItsCause() throws Exception {
    startWorkers(1);
    Path rows = directory.resolve("rows.csv");
    Files.writeString(rows, "a,y\n" + "1,yes\n2,no\n".repeat(50));

    BufferedReader output =
        submit(
            List.of(CrashingFiles.SETTING),
            "train --data crash://" + rows + " --label y --out none");
    String said = toEnd(output);

    assertThat(driver.exitValue()).as(said).isOne();
    assertThat(said.lines().filter(line -> line.startsWith("rappel: error: ")))
        .singleElement()
        .asString()
        .contains("failed 4 times", "code 134");
    assertThat(events("ExecutorRemoved")).hasSizeBetween(4, 10);
    assertThat(directory.resolve("none/model.json")).doesNotExist();
  }

  @Test
  void aDecommissionedWorkerLeavesTheModelAsItIs() throws Exception {
    startWorkers(2);
    BufferedReader output =
        submit(
            List.of(
                "spark.dynamicAllocation.enabled=true",
                "spark.dynamicAllocation.shuffleTracking.enabled=true",
                "spark.dynamicAllocation.executorIdleTimeout=1s",
                "spark.dynamicAllocation.maxExecutors=2",
                "spark.executor.cores=2",
                "spark.decommission.enabled=true",
                "spark.storage.decommission.enabled=true"),
            TRAIN + "decommissioned");

    awaitLine(output, "^epoch ");
    // Not every worker need have an executor.
    Server busy =
        workers.stream().filter(each -> executor(each).isPresent()).findFirst().orElseThrow();
    String worker = Long.toString(busy.process().pid());
    assertThat(new ProcessBuilder("kill", "-PWR", worker).start().waitFor()).isZero();
    String said = toEnd(output);

    assertGoneOnTo("decommissioned", driver, said);
    assertThat(events("ExecutorRemoved"))
        .extracting(event -> event.path("Removed Reason").asText())
        .anyMatch(reason -> reason.contains("ecommission"));
  }

  @Test
  void tasksThatRunTwiceAtTheSameTimeLeaveTheModelAsItIs() throws Exception {
    startWorkers(2);
    BufferedReader output =
        submit(
            List.of(
                "spark.speculation=true",
                "spark.speculation.interval=1ms",
                "spark.speculation.multiplier=1.01",
                "spark.speculation.quantile=0.25",
                "spark.speculation.minTaskRuntime=0ms",
                // Steps of small batches have one task each.
                "spark.speculation.task.duration.threshold=1ms"),
            TRAIN + "speculative");
    String said = toEnd(output);

    assertGoneOnTo("speculative", driver, said);
    assertThat(events("TaskStart"))
        .anyMatch(event -> event.path("Task Info").path("Speculative").asBoolean());
  }
}
