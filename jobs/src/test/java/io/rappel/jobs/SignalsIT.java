package io.rappel.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rappel.jobs.RappelProcess.Result;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C and SIGTERM at other moments than between steps: what is told, and what is left. */
@Timeout(value = 6, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
class SignalsIT {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Rows that take a while, and a model of them. */
  @TempDir private static Path made;

  @TempDir private Path directory;

  @BeforeAll
  static void makeRowsAndModel() throws Exception {
    write("rows.csv", 800_000);
    write("few.csv", 1_000);
    Result trained =
        JavaProcess.ofTests(made)
            .run(
                Rappel.class.getName(),
                "train --data few.csv --label y --epochs 1 --out model".split(" "));
    assertThat(trained.exitCode()).as(trained.err()).isZero();
  }

  private static void write(String name, int rows) throws IOException {
    Random random = new Random(1);
    try (BufferedWriter csv = Files.newBufferedWriter(made.resolve(name))) {
      csv.write("a,b,y\n");
      for (int i = 0; i < rows; i++) {
        double a = random.nextGaussian();
        csv.write("%s,%s,%d%n".formatted(a, random.nextGaussian(), a > 0 ? 1 : 0));
      }
    }
  }

  private CommandProcess begin(String arguments) throws IOException {
    return CommandProcess.begin(directory, arguments.split(" "));
  }

  private JsonNode json(String file) throws IOException {
    return JSON.readTree(directory.resolve(file).toFile());
  }

  private static List<String> names(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The line that tells that it was heard, the one that tells the end, and nothing of Spark's. */
  private static void assertTold(String said, String end) {
    assertThat(said.lines().filter(line -> !line.contains("incubator modules")))
        .containsExactly(
            "rappel: interrupted: the command ends, and at once with another signal",
            "rappel: error: " + end);
  }

  @Test
  void whileRowsAreReadItLeavesARecord() throws Exception {
    try (CommandProcess process =
        begin("train --data " + made.resolve("rows.csv") + " --label y --out model --verbose")) {
      process.awaitLine("Starting task ");
      process.signal(CommandProcess.INTERRUPT);
      assertThat(process.endsWith(130))
          .contains("rappel: error: interrupted before the first step")
          .doesNotContain("SIGTERM handler", "SIGINT handler");
    }
    JsonNode status = json("model/status.json");
    assertThat(status.path("outcome").asText()).isEqualTo("interrupted");
    assertThat(status.path("message").asText()).isEqualTo("interrupted before the first step");
    assertThat(names(directory.resolve("model"))).doesNotContain("model.json");
  }

  @Test
  void whileRowsArePackedItLeavesARecordThatIsReplaced() throws Exception {
    try (CommandProcess process =
        begin("train --data " + made.resolve("rows.csv") + " --label y --out model")) {
      process.awaitLine("^history ");
      process.signal("TERM");
      assertTold(process.endsWith(130), "interrupted before the first step");
    }
    assertThat(json("model/status.json").path("exit_code").asInt()).isEqualTo(130);
    assertThat(names(directory.resolve("model"))).contains("history.jsonl");
    try (CommandProcess next = begin("train --demo xor --epochs 1 --out model")) {
      next.endsWith(0);
    }
  }

  @Test
  void aSecondSignalEndsAtOnce() throws Exception {
    try (CommandProcess process =
        begin(
            "train --demo spirals --hidden 2000,2000 --optimizer gd --batch full --blas ejml --out model")) {
      process.awaitLine("^arithmetic ");
      process.signal(CommandProcess.INTERRUPT);
      process.awaitLine("rappel: interrupted: the run ends after this step");
      process.signal(CommandProcess.INTERRUPT);
      process.endsWith(130);
    }
    assertThat(directory.resolve("model")).doesNotExist();
  }

  @Test
  void predictLeavesNothing() throws Exception {
    Path out = Files.createDirectory(directory.resolve("out"));
    try (CommandProcess process =
        begin(
            "predict --model %s --data %s --out out/p.csv"
                .formatted(made.resolve("model"), made.resolve("rows.csv")))) {
      process.await(
          out, () -> names(out).stream().anyMatch(name -> name.matches("\\.p\\.csv\\.run-.*")));
      process.signal("TERM");
      assertTold(process.endsWith(130), "interrupted");
    }
    assertThat(names(out)).isEmpty();
  }

  private static String retrain(String more) {
    return "retrain --registry registry --label y --gate-margin 0.9 --data "
        + made.resolve("few.csv ")
        + more;
  }

  /** How the registry's run has ended, as the run tells. */
  private JsonNode status() throws IOException {
    try (Stream<Path> runs = Files.list(directory.resolve("registry/runs"))) {
      Path run =
          runs.filter(path -> !path.getFileName().toString().startsWith("."))
              .findFirst()
              .orElseThrow();
      return JSON.readTree(run.resolve("status.json").toFile());
    }
  }

  @Test
  void aRetrainingGoesOnWithTheSameCommand() throws Exception {
    String retrain = retrain("--epochs 4000 --patience 0 --optimizer adam --batch 32");
    try (CommandProcess process = begin(retrain)) {
      process.awaitLine("^epoch 1/");
      process.signal("TERM");
      assertThat(process.endsWith(130))
          .contains("; the same command goes on from its checkpoint")
          .doesNotContain("--resume");
    }
    assertThat(status().path("outcome").asText()).isEqualTo("interrupted");
    try (CommandProcess again = begin(retrain)) {
      again.awaitLine("^resumes ");
    }
  }

  @Test
  void theCommandAfterAPromotionEndsTooAndIsRunAgain() throws Exception {
    Path script = directory.resolve("deploy");
    Files.writeString(script, "echo deploys; sleep 600 & wait; echo deployed");
    String retrain = retrain("--epochs 1 --on-promote ./deploy");
    assertThat(script.toFile().setExecutable(true)).isTrue();
    try (CommandProcess process = begin(retrain)) {
      process.awaitLine("deploys");
      process.signal("TERM");
      assertTold(process.endsWith(130), "interrupted during --on-promote");
    }
    assertThat(status().path("exit_code").asInt()).isEqualTo(130);

    Files.writeString(script, "echo deploys again");
    try (CommandProcess again = begin(retrain)) {
      assertThat(again.endsWith(0)).contains("is recorded already: ", "deploys again");
    }
    assertThat(status().path("exit_code").asInt()).isZero();
  }
}
