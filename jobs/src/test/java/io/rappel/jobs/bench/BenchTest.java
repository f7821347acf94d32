package io.rappel.jobs.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rappel.jobs.Rappel;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Small benchmarks from end to end, each in a JVM of its own: Spark and netlib's BLAS start as they
 * do for a user.
 */
class BenchTest {

  private static final String[] TINY = {"--repetitions", "1", "--master", "local[2]"};

  @TempDir private Path directory;

  @Test
  void timesContestantsOfEachKindOnGeneratedRows() throws Exception {
    JsonNode json =
        bench(
            "--rows",
            "300",
            "--features",
            "20",
            "--classes",
            "3",
            "--only",
            "rappel-full-float32-spark,rappel-lbfgs-float64-local,rappel-batch-128,mlpc-128");

    assertThat(json.at("/rows").asInt()).isEqualTo(300);
    assertThat(json.at("/layers").toString()).isEqualTo("[20,4,3]");
    assertThat(json.at("/parameters").asInt()).isEqualTo(21 * 4 + 5 * 3);
    assertThat(json.at("/flop_per_row").asInt()).isEqualTo(4 * 80 + 6 * 12);
    assertThat(json.at("/threads").asInt()).isEqualTo(2);
    assertThat(json.at("/blas/mlpc").asText()).startsWith("netlib ");
    assertThat(json.at("/max_rss_mib").asDouble()).isPositive();
    assertThat(json.has("to_target")).isFalse();
    List<JsonNode> contestants = list(json.at("/contestants"));
    assertThat(contestants.stream().map(one -> one.at("/name").asText()))
        .containsExactly(
            "rappel-full-float32-spark",
            "rappel-lbfgs-float64-local",
            "rappel-batch-128",
            "mlpc-128");
    contestants.forEach(one -> assertConsistent(one, json));
  }

  /** Figures are those of the one run, and agree with one another. */
  private static void assertConsistent(JsonNode one, JsonNode json) {
    JsonNode run = one.at("/runs/0");
    double rate = one.at("/examples_per_second").asDouble();
    double ceiling = json.at("/ceiling/" + one.at("/precision").asText() + "_gflops").asDouble();
    assertThat(one.at("/runs")).hasSize(1);
    assertThat(run.at("/steps").asInt()).isBetween(1, 6);
    assertThat(run.at("/examples").asDouble() % 300).isZero();
    assertThat(rate).isPositive();
    assertThat(rate)
        .isEqualTo(run.at("/examples").asDouble() / run.at("/seconds").asDouble(), within(1e-6));
    assertThat(one.at("/gflops").asDouble())
        .isEqualTo(rate * json.at("/flop_per_row").asDouble() / 1e9, within(1e-9));
    assertThat(one.at("/share_of_ceiling").asDouble())
        .isEqualTo(one.at("/gflops").asDouble() / ceiling, within(1e-9));
    assertThat(one.at("/heap_after_gc_mib").asDouble()).isPositive();
  }

  @Test
  void sumsAreComparedWithSparksOwn() throws Exception {
    JsonNode json =
        bench("--aggregation", "--parameters", "5000", "--partitions", "3,20", "--work", "0.1");

    List<JsonNode> sums = list(json.at("/sums"));
    assertThat(json.at("/parameters").asInt()).isEqualTo(5000);
    assertThat(sums.stream().map(one -> one.at("/way").asText() + one.at("/partitions").asText()))
        .containsExactly(
            "Rappel3",
            "treeAggregate3",
            "tasks alone3",
            "Rappel20",
            "treeAggregate20",
            "tasks alone20");
    for (int i = 0; i < 6; i += 3) {
      assertThat(sums.get(i).at("/sum_sha256")).isEqualTo(sums.get(i + 1).at("/sum_sha256"));
      long partitions = sums.get(i).at("/partitions").asLong();
      assertThat(sums.get(i).at("/bytes_to_driver").asLong())
          .as("short ones come whole")
          .isBetween(partitions * 20_000, partitions * 30_000);
    }
    assertThat(sums.get(5).at("/seconds").asDouble())
        .as("20 tasks of 0.1 s on two cores")
        .isGreaterThan(1);
  }

  @Test
  void racesToAnAccuracyOnTheRowsOfFiles() throws Exception {
    Path data = Files.write(directory.resolve("data.csv"), rows(400));

    JsonNode json =
        bench(
            "--data",
            data.toString(),
            "--label",
            "label",
            "--test",
            data.toString(),
            "--target-accuracy",
            "0.9",
            "--hidden",
            "32",
            "--rows",
            "300",
            "--only",
            "rappel-full-float64-local,mlpc-128",
            "--mlpc-blas",
            "java");

    assertThat(json.at("/rows").asInt()).isEqualTo(300);
    assertThat(json.at("/blas/mlpc").asText()).endsWith(", in Java");
    assertThat(json.at("/contestants")).hasSize(2);
    assertThat(list(json.at("/to_target")).stream().map(one -> one.at("/name").asText()))
        .containsExactly("rappel", "mlpc");
    for (JsonNode finish : json.at("/to_target")) {
      assertThat(finish.at("/reached").asBoolean()).isTrue();
      assertThat(finish.at("/accuracy").asDouble()).isBetween(0.9, 1.0);
      assertThat(finish.at("/seconds").asDouble()).isPositive();
    }
  }

  /** Two classes on either side of a line. */
  private static List<String> rows(int count) {
    List<String> lines = new ArrayList<>(List.of("a,b,label"));
    IntStream.range(0, count)
        .mapToObj(i -> "%d.5,%d.25,%s".formatted(i % 20, i % 7, i % 20 < 10 ? "low" : "high"))
        .forEach(lines::add);
    return lines;
  }

  private static List<JsonNode> list(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).toList();
  }

  private JsonNode bench(String... arguments) throws IOException, InterruptedException {
    Path results = directory.resolve("results.json");
    Path output = directory.resolve("output");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-Xmx1g", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(Rappel.class.getName(), "bench", "--out", results.toString()));
    command.addAll(List.of(TINY));
    if (!List.of(arguments).contains("--aggregation")) {
      command.addAll(List.of("--iterations", "2"));
    }
    if (List.of(arguments).contains("--features")) {
      command.addAll(List.of("--hidden", "4"));
    }
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    boolean ended = process.waitFor(5, TimeUnit.MINUTES);
    process.destroyForcibly();
    assertThat(ended && process.exitValue() == 0).as(Files.readString(output)).isTrue();
    return new ObjectMapper().readTree(results.toFile());
  }
}
