package io.rappel.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rappel.jobs.RappelProcess.Result;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher, end to end: what it prints, what it leaves, and how it ends. */
class RappelIT {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path directory;

  /** Rows of two features and a class that says on which side of a line they lie. */
  private static String rows(int count, long seed) {
    Random random = new Random(seed);
    StringBuilder csv = new StringBuilder("a,b,side\n");
    for (int i = 0; i < count; i++) {
      double a = random.nextGaussian();
      double b = random.nextGaussian();
      csv.append(
          String.format(Locale.ROOT, "%.4f,%.4f,%s%n", a, b, a + 2 * b > 0.1 ? "left" : "right"));
    }
    return csv.toString();
  }

  private Result run(String arguments) throws IOException, InterruptedException {
    return new RappelProcess(directory).run(arguments.split(" "));
  }

  /** The first start after a build says that it prepares later ones. */
  @BeforeAll
  static void start(@TempDir Path directory) throws Exception {
    assertThat(new RappelProcess(directory).run("--version").exitCode()).isZero();
  }

  private JsonNode json(String file) throws IOException {
    return JSON.readTree(directory.resolve(file).toFile());
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(directory.resolve(name), text);
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.startsWith("process"))
          .sorted()
          .toList();
    }
  }

  @Test
  void classesComeFromTheArchive() throws Exception {
    Path log = directory.resolve("classes.log");

    Result version =
        new RappelProcess(directory).with("-Xlog:class+load:file=" + log).run("--version");

    assertThat(version.exitCode()).as(version.err()).isZero();
    assertThat(Files.readString(log))
        .contains("io.rappel.jobs.Rappel source: shared objects file (top)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1m", "99999999g"})
  void aHeapThatJavaRefusesIsASentence(String heap) throws Exception {
    Result refused = new RappelProcess(directory).withMemory(heap).run("--version");

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err())
        .startsWith("rappel: error: ")
        .contains("does not start with -Xmx" + heap + ": ");
  }

  @Test
  void aModelIsTrainedEvaluatedAppliedAndInspected() throws Exception {
    write("train.csv", rows(600, 1));
    write("test.csv", rows(200, 2));

    long begun = System.nanoTime();
    Result train =
        new RappelProcess(directory)
            .through(directory.resolve("linked"))
            .run(
                "train --data train.csv --label side --test test.csv --out model --epochs 100 --patience 0 --hidden 8"
                    .split(" "));

    double whole = (System.nanoTime() - begun) / 1e9;
    assertThat(train.exitCode()).as(train.err()).isZero();
    assertThat(train.err())
        .startsWith("rappel ")
        .contains("epoch 100/100, step ")
        .doesNotContain("WARN", "ERROR", "Using Spark's");
    assertThat(train.out())
        .containsPattern("(?m)^validation +0\\.\\d+")
        .containsPattern("(?m)^test +0\\.\\d+")
        .contains("The model is in model", "linked evaluate --model model --data test.csv");
    assertThat(names(directory.resolve("model")))
        .containsExactly(
            "history.jsonl",
            "metrics.json",
            "model.json",
            "report.html",
            "status.json",
            "weights.safetensors");
    assertThat(json("model/status.json").path("exit_code").asInt(-1)).isZero();
    JsonNode metrics = json("model/metrics.json");
    assertThat(metrics.fieldNames())
        .toIterable()
        .containsExactly(
            "task",
            "train",
            "validation",
            "test",
            "epochs",
            "steps",
            "seconds",
            "seconds_reading",
            "seconds_total",
            "examples_per_second",
            "stopped_because",
            "resumed_at",
            "seed",
            "weights_sha256");
    assertThat(metrics.path("test").path("accuracy").asDouble()).isGreaterThan(0.9);
    double steps = metrics.path("seconds").asDouble();
    double reading = metrics.path("seconds_reading").asDouble();
    assertThat(steps).isPositive();
    assertThat(reading).isPositive();
    assertThat(metrics.path("seconds_total").asDouble()).isBetween(steps + reading, whole);
    assertThat(train.out())
        .containsPattern("\n[0-9,]+ steps in .* s; reading took .* s, the whole command .* s\n");

    Result evaluate = run("evaluate --model model --data test.csv --out metrics.json");
    assertThat(evaluate.exitCode()).as(evaluate.err()).isZero();
    assertThat(evaluate.out().lines()).hasSize(1);
    assertThat(JSON.readTree(evaluate.out())).isEqualTo(metrics.path("test"));
    assertThat(json("metrics.json")).isEqualTo(metrics.path("test"));

    Result predict = run("predict --model model --data test.csv --out predictions.csv");
    assertThat(predict.exitCode()).as(predict.err()).isZero();
    List<String> predictions = Files.readAllLines(directory.resolve("predictions.csv"));
    assertThat(predictions)
        .hasSize(201)
        .startsWith("a,b,side,prediction,probability_left,probability_right");

    Result inspect = run("inspect --model model");
    assertThat(inspect.exitCode()).as(inspect.err()).isZero();
    assertThat(inspect.out())
        .contains("classification of side", "left, right", "logistic", "hidden: 8", "rows: ");
    assertThat(JSON.readTree(run("inspect --model model --json").out()).path("features"))
        .extracting(feature -> feature.path("name").asText())
        .containsExactly("a", "b");
  }

  @ParameterizedTest
  @ValueSource(ints = {60, 200})
  void theLiveLineFitsTheTerminal(int columns) throws Exception {
    Result train =
        new RappelProcess(directory)
            .onTerminal(columns)
            .run("train --demo spirals --out model --epochs 200 --patience 0".split(" "));

    assertThat(train.exitCode()).as(train.out()).isZero();
    List<String> drawn =
        Arrays.stream(train.out().split("[\r\n]+")).filter(l -> l.endsWith("\u001b[K")).toList();
    assertThat(drawn)
        .hasSizeGreaterThan(1)
        .allSatisfy(
            line -> assertThat(line).matches("(epoch|reading) .*").hasSizeLessThan(columns + 3));
    assertThat(drawn.get(drawn.size() - 1))
        .contains("epoch 200/200, ")
        .satisfies(line -> assertThat(line.contains("rows/s")).isEqualTo(columns == 200));
  }

  @Test
  void withoutATerminalThereIsNoLiveLine() throws Exception {
    Result train = run("train --demo xor --out model --epochs 2");

    assertThat(train.exitCode()).as(train.err()).isZero();
    assertThat(train.err()).contains("\nepoch 2/2, step ").doesNotContain("\r", "\u001b");
  }

  @Test
  void aClusterOfProcessesGivesTheSameModel() throws Exception {
    String options = " --epochs 2 --hidden 4 --conf spark.executor.memory=512m";

    Result local = run("train --demo spirals --master local[2] --out local" + options);
    Result cluster =
        run("train --demo spirals --master local-cluster[2,1,1024] --out cluster" + options);

    assertThat(local.exitCode()).as(local.err()).isZero();
    assertThat(cluster.exitCode()).as(cluster.err()).isZero();
    assertThat(directory.resolve("cluster/weights.safetensors"))
        .hasSameBinaryContentAs(directory.resolve("local/weights.safetensors"));
  }

  @Test
  void sparksDefaultSerializerGivesTheSame() throws Exception {
    write("rows.csv", rows(400, 1));
    String java = " --conf spark.serializer=org.apache.spark.serializer.JavaSerializer";
    String options = "train --data rows.csv --label side --epochs 2 --hidden 4";

    Result kryo = run(options + " --out kryo");
    assertThat(kryo.exitCode()).as(kryo.err()).isZero();
    for (String where :
        List.of(
            " --local-path always",
            " --local-path never --partitions 3",
            " --local-path never --master local-cluster[2,1,1024] --conf spark.executor.memory=512m")) {
      Result trained = run(options + " --overwrite --out java" + where + java);
      assertThat(trained.exitCode()).as(trained.err()).isZero();
      assertThat(directory.resolve("java/weights.safetensors"))
          .as("weights with %s", where)
          .hasSameBinaryContentAs(directory.resolve("kryo/weights.safetensors"));
    }
    assertThat(run("evaluate --model java --data rows.csv" + java).out())
        .isNotEmpty()
        .isEqualTo(run("evaluate --model kryo --data rows.csv").out());
    assertThat(run("predict --model java --data rows.csv --out java.csv" + java).exitCode())
        .isZero();
    assertThat(run("predict --model kryo --data rows.csv --out kryo.csv").exitCode()).isZero();
    assertThat(directory.resolve("java.csv"))
        .hasSameTextualContentAs(directory.resolve("kryo.csv"));
  }

  @Test
  void aTrainingGoesOnWithAModel() throws Exception {
    write("old.csv", rows(400, 1));
    write("new.csv", rows(400, 2));
    Result first =
        run(
            "train --data old.csv --label side --hidden 5,3 --encoding none --epochs 3 --out first");
    assertThat(first.exitCode()).as(first.err()).isZero();

    Result same =
        run(
            "train --data new.csv --warm-start first --max-steps 1 --learning-rate 1e-30 --out same");
    assertThat(same.exitCode()).as(same.err()).isZero();
    assertThat(same.err())
        .contains("begins with the weights and the scaling of --warm-start")
        .contains("2-5 relu-3 relu-1 sigmoid");
    assertThat(directory.resolve("same/weights.safetensors"))
        .hasSameBinaryContentAs(directory.resolve("first/weights.safetensors"));
    assertThat(json("same/model.json").path("features"))
        .hasSize(2)
        .isEqualTo(json("first/model.json").path("features"));

    Result changed = run("train --data new.csv --warm-start first --hidden 5,4 --out changed");
    assertThat(changed.exitCode()).isEqualTo(2);
    assertThat(changed.err())
        .contains("its layer 1 is 5-3 relu, and the options ask for 5-4 relu")
        .doesNotContain("layer 0");
  }

  @Test
  void aNetworkBeyondTheMemoryIsRefusedBeforeTheFirstStep() throws Exception {
    Result train = run("train --demo xor --hidden 20000,20000 --out model");

    assertThat(train.exitCode()).as(train.err()).isEqualTo(2);
    assertThat(train.err())
        .contains("a network of 400,100,001 parameters with --optimizer adamw needs about")
        .contains("raise RAPPEL_MEMORY or spark.driver.memory");
  }

  /** Rows of thirty features among a million, and a class that two of them decide. */
  private static String sparseRows(int count, int features) {
    Random random = new Random(6);
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < count; i++) {
      boolean yes = random.nextBoolean();
      rows.append(yes ? "+1 1:1" : "-1 2:1");
      random
          .ints(3, features + 1)
          .distinct()
          .limit(30)
          .sorted()
          .forEach(index -> rows.append(' ').append(index).append(":1"));
      rows.append('\n');
    }
    return rows.append("1 ").append(features).append(":1\n").toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"auto", "full"})
  void aMillionSparseFeaturesNeedNoMoreThanTheyTake(String batch) throws Exception {
    write("sparse.libsvm", sparseRows(2_000, 1_000_000));

    Result train =
        new RappelProcess(directory)
            .withMemory("4g")
            .run(
                ("train --data sparse.libsvm --hidden none --epochs 2 --scaling none --out model --batch "
                        + batch)
                    .split(" "));

    assertThat(train.exitCode()).as(train.err()).isZero();
    assertThat(train.err()).contains("1,000,001 parameters", "sparse, ");
    assertThat(json("model/metrics.json").path("train").path("accuracy").asDouble())
        .isGreaterThan(0.9);
  }

  /** A model whose file of weights is as long as it says, and has nothing but zeros. */
  private void writeLargeModel(int width) throws IOException {
    long bytes = 4L * width * width;
    String header =
        "{\"layers.0.weight\":{\"dtype\":\"F32\",\"shape\":[%d,%d],\"data_offsets\":[0,%d]},"
                .formatted(width, width, bytes)
            + "\"layers.1.weight\":{\"dtype\":\"F32\",\"shape\":[1,%d],\"data_offsets\":[%d,%d]}}"
                .formatted(width, bytes, bytes + 4L * width);
    Path model = Files.createDirectory(directory.resolve("large"));
    try (RandomAccessFile file =
        new RandomAccessFile(model.resolve("weights.safetensors").toFile(), "rw")) {
      file.write(
          ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(header.length()).array());
      file.writeBytes(header);
      file.setLength(8 + header.length() + bytes + 4L * width);
      List<String> names = IntStream.range(0, width).mapToObj(j -> "x" + j).toList();
      String zeros = JSON.writeValueAsString(new double[width]);
      Files.writeString(
          model.resolve("model.json"),
          """
          {"format_version": 1, "task": "regression", "network": {"layers": [
            {"inputs": %1$d, "outputs": %1$d, "bias": false, "activation": "relu"},
            {"inputs": %1$d, "outputs": 1, "bias": false, "activation": "identity"}]},
          "loss": "squared", "precision": "float32", "features": %2$s,
          "feature_scaling": {"offset": %3$s, "factor": %3$s},
          "target_scaling": {"offset": [0], "factor": [1]},
          "labels": ["y"], "classes": [], "numeric_classes": false, "weight_column": null,
          "weights": {"file": "weights.safetensors", "bytes": %4$d, "sha256": "%5$s"},
          "provenance": {}}
          """
              .formatted(
                  width, JSON.writeValueAsString(names), zeros, file.length(), "0".repeat(64)));
    }
    Files.writeString(model.resolve("status.json"), "{\"outcome\": \"done\"}");
  }

  @Test
  void aModelBeyondTheMemoryIsRefusedBeforeItIsRead() throws Exception {
    writeLargeModel(32_000);
    write("rows.csv", "x0,y\n1,2\n");

    for (String command :
        List.of("inspect", "evaluate --data rows.csv", "predict --data rows.csv --out p.csv")) {
      Result result = run(command + " --model large");

      assertThat(result.exitCode()).as(result.err()).isEqualTo(2);
      assertThat(result.err().lines()).hasSize(1);
      assertThat(result.err())
          .startsWith("rappel: error: --model large has 1,024,032,000 parameters, ");
    }
    assertThat(run("inspect --model large").err())
        .contains("inspect needs about 7.63 GiB of memory, and there is ", "RAPPEL_MEMORY=9g");
  }

  @Test
  void theWantOfMemoryIsASentence() throws Exception {
    Path model = Files.createDirectory(directory.resolve("wordy"));
    Files.write(model.resolve("model.json"), new byte[200 << 20]);
    Files.writeString(model.resolve("status.json"), "{\"outcome\": \"done\"}");

    Result result =
        new RappelProcess(directory).withMemory("64m").run("inspect", "--model", "wordy");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err())
        .startsWith("rappel: error: out of memory (Java heap space); give more with RAPPEL_MEMORY");
    assertThat(result.err().lines()).hasSize(1);
  }

  @Test
  void theWantOfMemoryInATaskIsASentence() throws Exception {
    byte[] digits = new byte[100 << 20];
    Arrays.fill(digits, (byte) '1');
    try (OutputStream file = Files.newOutputStream(directory.resolve("long.csv"))) {
      file.write("a,y\n".getBytes(StandardCharsets.US_ASCII));
      for (int i = 0; i < 5; i++) {
        file.write(digits);
      }
      file.write(",2\n".getBytes(StandardCharsets.US_ASCII));
    }

    Result result =
        new RappelProcess(directory)
            .withMemory("512m")
            .run("train", "--data", "long.csv", "--label", "y", "--out", "model");

    assertThat(result.exitCode()).as(result.err()).isEqualTo(1);
    assertThat(result.err())
        .contains("rappel: error: out of memory (Java heap space); give more with RAPPEL_MEMORY")
        .doesNotContain("\tat ");
    assertThat(json("model/status.json").path("outcome").asText()).isEqualTo("failed");
  }

  /** Two tasks of an executor need twice what one does. */
  @Test
  void anExecutorsTasksAreThoseOfItsCores() throws Exception {
    String options =
        "train --demo xor --epochs 1 --hidden 4000,4000 --conf spark.executor.memory=512m --out model ";

    Result both = run(options + "--master local-cluster[1,2,1024] --optimizer gd");

    assertThat(both.exitCode()).as(both.err()).isEqualTo(2);
    assertThat(both.err()).contains("GiB on an executor with 2 tasks, which has 0.5 GiB");
  }

  @Test
  void aDivergingRunLeavesItsRecordAndNoModel() throws Exception {
    Result train =
        run("train --demo friedman --optimizer gd --learning-rate 1e30 --scaling none --out model");

    assertThat(train.exitCode()).as(train.err()).isEqualTo(4);
    assertThat(train.err().lines().filter(line -> line.startsWith("rappel: error: "))).hasSize(1);
    assertThat(train.err()).doesNotContain("\tat ");
    assertThat(names(directory.resolve("model")))
        .containsExactly("history.jsonl", "report.html", "status.json");
    assertThat(json("model/status.json").path("outcome").asText()).isEqualTo("diverged");
    assertThat(run("evaluate --model model --data x.csv").exitCode()).isEqualTo(3);
  }

  @Test
  void aFinishedModelIsLeftAloneUnlessAnotherIsComplete() throws Exception {
    assertThat(run("train --demo xor --epochs 1 --out model").exitCode()).isZero();
    String weights = json("model/metrics.json").path("weights_sha256").asText();

    Result again = run("train --demo xor --epochs 1 --out model");
    assertThat(again.exitCode()).isEqualTo(2);
    assertThat(again.err()).contains("--out model is not empty");

    Result failed = run("train --data missing.csv --label y --out model --overwrite");
    assertThat(failed.exitCode()).as(failed.err()).isEqualTo(3);
    assertThat(json("model/metrics.json").path("weights_sha256").asText()).isEqualTo(weights);
    assertThat(names(directory)).containsExactly("model", "model.failed");

    assertThat(run("train --demo xor --epochs 1 --seed 2 --out model --overwrite").exitCode())
        .isZero();
    assertThat(json("model/metrics.json").path("weights_sha256").asText()).isNotEqualTo(weights);
  }

  @Test
  void wrongOptionsEndBeforeAnythingBegins() throws Exception {
    Result train = run("train --demo xor --out model --epoch 3");

    assertThat(train.exitCode()).isEqualTo(2);
    assertThat(train.err())
        .isEqualToIgnoringNewLines("rappel: error: unknown option --epoch; did you mean --epochs?");
    assertThat(directory.resolve("model")).doesNotExist();
  }

  @Test
  void unreadableRowsAreTheDatasFault() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(rows(5_000, 3).getBytes(StandardCharsets.UTF_8));
    }
    Files.write(
        directory.resolve("cut.csv.gz"), Arrays.copyOf(bytes.toByteArray(), bytes.size() / 2));

    Result train = run("train --data cut.csv.gz --label side --out model");

    assertThat(train.exitCode()).as(train.err()).isEqualTo(3);
    assertThat(train.err()).contains("rappel: error: ", "cut.csv.gz").doesNotContain("\tat ");
    assertThat(json("model/status.json").path("outcome").asText()).isEqualTo("data");
  }
}
