package io.rappel.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.rappel.jobs.output.ModelFiles;
import io.rappel.jobs.output.ModelUse;
import io.rappel.jobs.registry.RegistryModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A month of a scheduler's calls, under a reader who never finds the registry without a champion.
 */
class RetrainMonthIT extends RetrainRuns {

  private static final int DAYS = 30;
  private static final int SHUFFLED = 10;
  private static final int MISSED = 15;
  private static final int MADE_GOOD = 17;
  private static final int KILLED = 20;
  private static final int ROLLED_BACK = 22;

  @Test
  @Tag("long")
  void aMonthPassesAndIsReplayedWithTheSameHashes() throws Exception {
    for (int day = 1; day <= DAYS; day++) {
      write(day, day == SHUFFLED);
    }
    assertThat(retrain(1)).as(err.toString()).isZero();
    AtomicBoolean ended = new AtomicBoolean();
    ExecutorService reader = Executors.newSingleThreadExecutor();
    Future<Integer> read = reader.submit(() -> read(ended));
    for (int day = 2; day <= DAYS; day++) {
      if (day != MISSED) {
        int exitCode = retrain(day);
        assertThat(exitCode).as("day %d: %s", day, err).isEqualTo(day == SHUFFLED ? 5 : 0);
      }
      if (day == MADE_GOOD) {
        assertThat(retrain(MISSED)).as("the day that was missed").isEqualTo(5);
      }
      if (day == KILLED) {
        killed(day);
      }
      if (day == ROLLED_BACK) {
        assertThat(run("rollback", "--registry", registry)).as(err.toString()).isZero();
      }
    }
    ended.set(true);
    assertThat(read.get()).as("models that were read").isPositive();
    reader.shutdown();

    List<String> kinds = kinds(versions());
    assertThat(kinds).hasSize(DAYS + 1);
    assertThat(kinds.stream().filter("rejected"::equals)).hasSize(2);
    assertThat(kinds).contains("rolled-back");
    String again = directory.resolve("again").toString();
    assertThat(
            run(
                "retrain",
                "--replay",
                date(1) + ".." + date(DAYS),
                "--registry",
                registry,
                "--into",
                again,
                "--partitions",
                "3"))
        .as(out + "\n" + err)
        .isZero();
    assertThat(out.toString()).contains("%d records, all as they were".formatted(DAYS + 1));
  }

  /** Loads the champion again and again. */
  private int read(AtomicBoolean ended) throws Exception {
    int count = 0;
    Configuration hadoop = new Configuration();
    while (!ended.get()) {
      String model = RegistryModel.directory("registry:" + registry, hadoop);
      ModelFiles.read(model, hadoop, ModelUse.INSPECT, null);
      count++;
    }
    return count;
  }

  /** As if the process had died before its record. */
  private void killed(int day) throws Exception {
    JsonNode records = versions().path("records");
    JsonNode last = records.get(records.size() - 1);
    Path log = Path.of(registry, "log", "%010d.json".formatted(last.path("number").asInt()));
    Files.delete(log);
    Files.delete(Path.of(registry, "runs", last.path("run").asText(), "status.json"));
    assertThat(retrain(day)).as(err.toString()).isZero();
    List<String> versions = new ArrayList<>();
    versions().path("records").forEach(record -> versions.add(record.path("version").asText()));
    assertThat(versions).last().isEqualTo(last.path("version").asText());
  }
}
