package io.rappel.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.rappel.jobs.RappelProcess.Result;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real server of Spark Connect that has the jar, and clients with nothing of Spark but PyPI's
 * {@code pyspark-client}.
 */
@Tag("long")
class ConnectIT {

  private static final String SCRIPTS = "target/test-classes/rappel/ml/";
  private static final long PATIENCE_SECONDS = 120;

  @TempDir private static Path directory;

  private static Distribution spark;
  private static Path python;
  private static Process server;
  private static int port;

  /** Where a script saves. */
  @TempDir private Path out;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    String version = org.apache.spark.package$.MODULE$.SPARK_VERSION();
    spark = Distribution.of(version);
    python = Path.of("target/distributions/client-" + version + "/bin/python").toAbsolutePath();
    assumeTrue(
        Files.isExecutable(python),
        "skipped: there is no client of Spark Connect in %s; .ci/long installs it"
            .formatted(python));
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    ProcessBuilder builder =
        new ProcessBuilder(
                spark.home().resolve("bin/spark-submit").toString(),
                "--master",
                "local[2]",
                "--conf",
                "spark.ui.enabled=false",
                "--conf",
                "spark.connect.grpc.binding.port=" + port,
                "--conf",
                "spark.connect.ml.backend.classes=rappel.ml.RappelBackend",
                "--jars",
                JavaProcess.JAR,
                "--class",
                "org.apache.spark.sql.connect.service.SparkConnectServer",
                "spark-internal")
            // The examples' data are found from here.
            .directory(spark.home().toFile())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("server.log").toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("SPARK_HOME", spark.home().toString());
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    server = builder.start();
    awaitServer();
  }

  private static void awaitServer() throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE_SECONDS * 1_000_000_000L;
    while (System.nanoTime() < end && server.isAlive()) {
      try (Socket connected = new Socket("127.0.0.1", port)) {
        if (connected.isConnected()) {
          return;
        }
      } catch (IOException notYet) {
        Thread.onSpinWait();
        server.waitFor(100, java.util.concurrent.TimeUnit.MILLISECONDS);
      }
    }
    throw new IllegalStateException(
        "the server did not start: " + Files.readString(directory.resolve("server.log")));
  }

  @AfterAll
  static void stop() throws InterruptedException {
    if (server != null) {
      server.descendants().forEach(ProcessHandle::destroy);
      server.destroy();
      server.waitFor();
    }
  }

  private Result client(String script) throws IOException, InterruptedException {
    ProcessBuilder builder = run(python.toString(), script, out.toString());
    builder.environment().put("SPARK_REMOTE", "sc://127.0.0.1:" + port);
    return RappelProcess.toEnd(builder);
  }

  /** In a session of its own, whose JVM it calls through a gateway. */
  private Result classic(String script) throws IOException, InterruptedException {
    String submit = spark.home().resolve("bin/spark-submit").toString();
    ProcessBuilder builder =
        run(submit, "--master", "local[2]", "--jars", JavaProcess.JAR, script, out + "/classic");
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("PYSPARK_PYTHON", python.toString());
    return RappelProcess.toEnd(builder);
  }

  private static ProcessBuilder run(String... command) {
    ProcessBuilder builder = new ProcessBuilder(command).directory(spark.home().toFile());
    builder
        .environment()
        .put("PYTHONPATH", Path.of("../trainer/src/main/python").toAbsolutePath().toString());
    builder.environment().remove("SPARK_HOME");
    return builder;
  }

  private static String script(String name) {
    return Path.of(SCRIPTS + name).toAbsolutePath().toString();
  }

  @Test
  void mllibsOwnScriptRunsUnchanged() throws IOException, InterruptedException {
    Result result =
        client(
            spark
                .home()
                .resolve("examples/src/main/python/ml/multilayer_perceptron_classification.py")
                .toString());

    assertThat(result.exitCode()).as(result.err()).isZero();
    double accuracy = Double.parseDouble(result.out().replaceAll("(?s).*Test set accuracy = ", ""));
    assertThat(accuracy).isGreaterThan(0.85);
  }

  @Test
  void mllibsPerceptronIsTrainedOnRappel() throws IOException, InterruptedException {
    Result result = client(script("perceptron.py"));

    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(out.resolve("perceptron/model.json")).exists();
    assertThat(out.resolve("perceptron/metadata")).exists();
  }

  @Test
  void pythonsEstimatorsWorkAlikeOverConnectAndInAClassicSession()
      throws IOException, InterruptedException {
    Result remote = client(script("estimators.py"));
    Result classic = classic(script("estimators.py"));

    assertThat(remote.exitCode()).as(remote.err()).isZero();
    assertThat(remote.out().strip()).matches("sha256 [0-9a-f]{64}");
    assertThat(classic.exitCode()).as(classic.err()).isZero();
    assertThat(classic.out().strip()).endsWith(remote.out().strip());
  }
}
