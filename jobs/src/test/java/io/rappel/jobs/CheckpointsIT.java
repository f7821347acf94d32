package io.rappel.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rappel.jobs.RappelProcess.Result;
import io.rappel.jobs.output.SmallDisk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/** Drivers that are killed or told to end, as processes of their own, and what comes after them. */
@Timeout(value = 6, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
class CheckpointsIT {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** How often a driver is killed; more with {@code -Drappel.kills=20}. */
  private static final int KILLS = Integer.getInteger("rappel.kills", 5);

  /** Small, with dropout and a cosine, as the recipe has them. */
  private static final String TRAIN = "train --demo spirals --hidden 24,24 --batch 32 --epochs 25 ";

  /** Where a run that nothing disturbs is; others have its weights and its history. */
  @TempDir private static Path calm;

  @TempDir private Path directory;
  private Path checkpoints;
  private final List<CommandProcess> processes = new ArrayList<>();

  @BeforeAll
  static void trainWithoutDisturbance() throws Exception {
    Result whole = run(calm, TRAIN + "--out model");
    assertThat(whole.exitCode()).as(whole.err()).isZero();
  }

  @BeforeEach
  void makeFolder() throws IOException {
    checkpoints = Files.createDirectory(directory.resolve("checkpoints"));
  }

  @AfterEach
  void endProcesses() {
    processes.forEach(CommandProcess::close);
  }

  private Result run(String arguments) throws Exception {
    return run(directory, arguments);
  }

  private static Result run(Path directory, String arguments) throws Exception {
    return JavaProcess.ofTests(directory).run(Rappel.class.getName(), arguments.split(" "));
  }

  private CommandProcess begin(String arguments) throws IOException {
    CommandProcess process = CommandProcess.begin(directory, arguments.split(" "));
    processes.add(process);
    return process;
  }

  private JsonNode json(String file) throws IOException {
    return json(directory, file);
  }

  private static JsonNode json(Path directory, String file) throws IOException {
    return JSON.readTree(directory.resolve(file).toFile());
  }

  private static String weights(Path directory) throws IOException {
    return json(directory, "model/metrics.json").path("weights_sha256").asText();
  }

  private void assertAsIfUndisturbed() throws IOException {
    assertThat(weights(directory)).isEqualTo(weights(calm));
    assertThat(history(directory)).isEqualTo(history(calm));
    assertThat(json("model/metrics.json").path("validation"))
        .isEqualTo(json(calm, "model/metrics.json").path("validation"));
  }

  /** Lines of the history, without the time that they tell. */
  private static List<JsonNode> history(Path directory) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(directory.resolve("model/history.jsonl"))) {
      lines.add(
          ((ObjectNode) JSON.readTree(line))
              .without(List.of("seconds", "time", "examples_per_second")));
    }
    return lines;
  }

  private long newest() {
    try (Stream<Path> files = Files.list(checkpoints)) {
      return files
          .map(file -> file.getFileName().toString())
          .mapToLong(name -> Long.parseLong(name.replace("checkpoint-", "")))
          .max()
          .orElse(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private JsonNode newestState() throws IOException {
    return JSON.readTree(
        checkpoints.resolve("checkpoint-%08d/state.json".formatted(newest())).toFile());
  }

  /** Waits until a checkpoint is begun, which need not be complete. */
  private void awaitCheckpoint(long number, CommandProcess process) throws Exception {
    process.await(checkpoints, () -> newest() >= number);
  }

  @Test
  void aDriverThatIsKilledAgainAndAgainGivesTheSameModel() throws Exception {
    String resume = TRAIN + "--out model --checkpoint checkpoints --resume --checkpoint-every 2 ";
    Random random = new Random();
    List<Long> killedAt = new ArrayList<>();
    for (int kill = 0; kill < KILLS; kill++) {
      // On the driver's threads and through Spark, and in the midst of a checkpoint or between two.
      CommandProcess process =
          begin(resume + (kill % 2 == 0 ? "" : "--local-path never --partitions 3"));
      long number = newest() + 1 + random.nextInt(150 / KILLS);
      awaitCheckpoint(number, process);
      process.killAfter(random.nextInt(20));
      killedAt.add(number);
      assertThat(directory.resolve("model")).doesNotExist();
    }
    Result last = run(resume);

    assertThat(last.exitCode()).as(last.err()).isZero();
    assertThat(weights(directory)).as("killed at %s", killedAt).isEqualTo(weights(calm));
    assertAsIfUndisturbed();
    assertThat(json("model/metrics.json").path("resumed_at")).hasSizeBetween(1, KILLS);
  }

  @Test
  void aSignalEndsARunAfterItsStepAndLeavesTheBestModel() throws Exception {
    String endless =
        "train --demo spirals --hidden 24,24 --optimizer adam --batch 32 --epochs 100000 --patience 100000 ";
    CommandProcess process = begin(endless + "--out model --checkpoint checkpoints");
    process.awaitLine("^epoch 1/");
    awaitCheckpoint(newest() + 3, process);
    process.signal(CommandProcess.INTERRUPT);

    assertThat(process.endsWith(130))
        .contains("rappel: interrupted: the run ends after this step")
        .containsPattern("interrupted after \\d+ steps: the model so far is in .*/model; --resume");
    JsonNode status = json("model/status.json");
    assertThat(status.path("outcome").asText()).isEqualTo("interrupted");
    assertThat(status.path("exit_code").asInt()).isEqualTo(130);
    JsonNode metrics = json("model/metrics.json");
    assertThat(metrics.path("stopped_because").asText()).isEqualTo("interrupted");
    assertThat(directory.resolve("model/report.html")).isNotEmptyFile();
    JsonNode position = newestState().path("position");
    assertThat(position.path("steps").asLong()).isEqualTo(metrics.path("steps").asLong());
    assertThat(
            history(directory).stream().filter(line -> line.path("kind").asText().equals("epoch")))
        .hasSize(position.path("epochs").asInt());
    assertThat(run("inspect --model model").exitCode()).isZero();

    Result other = run(endless + "--out model --checkpoint other --resume");
    assertThat(other.exitCode()).as("the place is another run's").isEqualTo(2);
    Result resumed =
        run(
            endless.replace("--epochs 100000", "--epochs 100001")
                + "--out model --checkpoint checkpoints --resume --max-steps 5");
    assertThat(resumed.exitCode()).as(resumed.err()).isEqualTo(2);
    assertThat(resumed.err())
        .contains("whose settings differ: --max-steps was 0 and is 5;")
        .doesNotContain("--epochs was");
  }

  @Test
  void whatWasInterruptedIsTakenOverAndGivesTheSameModel() throws Exception {
    String resume = TRAIN + "--out model --checkpoint checkpoints --resume --checkpoint-every 1 ";
    CommandProcess process = begin(resume);
    awaitCheckpoint(60, process);
    process.signal("TERM");
    process.endsWith(130);
    String run = json("model/status.json").path("run").asText();

    Result last = run(resume);

    assertThat(last.exitCode()).as(last.err()).isZero();
    assertAsIfUndisturbed();
    assertThat(json("model/status.json").path("run").asText()).isEqualTo(run);
    assertThat(json("model/status.json").path("outcome").asText()).isEqualTo("done");
    Result again = run(resume);
    assertThat(again.exitCode()).as(again.err()).isZero();
    assertAsIfUndisturbed();
    assertThat(again.out()).contains("The model is in model");
  }

  @Test
  @Tag("long")
  void damagedCheckpointsArePassedOverAndNeverTakenForNone() throws Exception {
    String resume = TRAIN + "--out model --checkpoint checkpoints --resume ";
    CommandProcess process = begin(resume);
    awaitCheckpoint(5, process);
    process.killAfter(0);
    List<Path> complete = new ArrayList<>();
    try (Stream<Path> folders = Files.list(checkpoints)) {
      folders
          .sorted()
          .filter(folder -> Files.exists(folder.resolve("complete")))
          .forEach(complete::add);
    }
    Path newest = complete.get(complete.size() - 1).resolve("state.safetensors");
    byte[] bytes = Files.readAllBytes(newest);
    bytes[bytes.length / 2] ^= 1;
    Files.write(newest, bytes);

    Result last = run(resume + "--max-steps 0");
    assertThat(last.exitCode()).as(last.err()).isZero();
    assertThat(last.err())
        .contains(
            "rappel: warning: a damaged checkpoint is passed over: ",
            "state.safetensors: the SHA-256 is not the one that was written");
    assertAsIfUndisturbed();

    try (Stream<Path> files = Files.walk(checkpoints)) {
      for (Path file : files.filter(f -> f.endsWith("history.jsonl")).toList()) {
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 10));
      }
    }
    Result none = run(resume);
    assertThat(none.exitCode()).as(none.err()).isEqualTo(3);
    assertThat(none.err()).contains("complete checkpoints in ", " is whole: ", "history.jsonl: ");
  }

  @Test
  @Tag("long")
  void aFullDiskEndsTheRunAndLosesNoCheckpoint() throws Exception {
    Path disk = directory.resolve("disk");
    try (SmallDisk small = SmallDisk.mount(disk, 400)) {
      assertThat(small).isNotNull();
      Result full = run(TRAIN + "--out model --checkpoint disk/c");
      assertThat(full.exitCode()).as(full.err()).isEqualTo(1);
      assertThat(full.err())
          .contains("could not be written, and those before it are as they were: No space left")
          .doesNotContain("\tat ");
      try (Stream<Path> files = Files.walk(disk.resolve("c"))) {
        for (Path file : files.toList()) {
          Files.copy(
              file,
              checkpoints.resolve(disk.resolve("c").relativize(file).toString()),
              StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
    Result resumed = run(TRAIN + "--out model --checkpoint checkpoints --resume");
    assertThat(resumed.exitCode()).as(resumed.err()).isZero();
    assertThat(resumed.err()).contains("\nresumes ").doesNotContain("warning");
    assertAsIfUndisturbed();
  }

  @Test
  @Tag("long")
  void otherRowsAndOtherSettingsAreRefused() throws Exception {
    write("rows.csv", 300, 1);
    String train =
        "train --data rows.csv --label y --epochs 3 --out model --checkpoint checkpoints ";
    assertThat(run(train).exitCode()).isZero();
    String weights = weights(directory);

    Result settings = run(train + "--resume --l2 0.1 --hidden 7");
    assertThat(settings.exitCode()).as(settings.err()).isEqualTo(2);
    assertThat(settings.err())
        .contains("--hidden was auto and is 7, --l2 was auto and is 0.1; give the same");
    Result free = run(train + "--resume --partitions 2 --local-path never --test rows.csv");
    assertThat(free.exitCode()).as(free.err()).isZero();
    assertThat(weights(directory)).isEqualTo(weights);
    Result epochs = run(train.replace("--epochs 3", "--epochs 4") + "--resume");
    assertThat(epochs.exitCode()).as("a cosine over all epochs").isEqualTo(2);
    write("rows.csv", 301, 1);
    Result rows = run(train + "--resume");
    assertThat(rows.exitCode()).as(rows.err()).isEqualTo(3);
    assertThat(rows.err()).contains("rows to train on and ", "validate on, and were ");
    assertThat(weights(directory)).as("the model stays").isEqualTo(weights);
  }

  private void write(String name, int count, long seed) throws IOException {
    Random random = new Random(seed);
    StringBuilder rows = new StringBuilder("a,b,y\n");
    for (int i = 0; i < count; i++) {
      double a = random.nextGaussian();
      rows.append(a).append(',').append(random.nextGaussian()).append(',');
      rows.append(a > 0 ? "yes\n" : "no\n");
    }
    Files.writeString(directory.resolve(name), rows);
  }
}
