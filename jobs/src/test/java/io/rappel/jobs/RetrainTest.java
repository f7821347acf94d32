package io.rappel.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.rappel.jobs.output.files.ClaimedPlace;
import io.rappel.jobs.registry.Registry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;

/** Retraining as a scheduler calls it, by the commands. */
class RetrainTest extends RetrainRuns {

  @Test
  void daysArePromotedOrRejectedAndEachRunIsRecordedOnce() throws IOException {
    for (int day = 1; day <= 6; day++) {
      write(day, day == 3);
    }
    assertThat(retrain(1)).as(err.toString()).isZero();
    String first = champion();
    assertThat(retrain(2)).as(err.toString()).isZero();
    assertThat(err.toString()).contains("start", "version " + first.substring(0, 12));
    String second = champion();
    assertThat(second).isNotEqualTo(first);

    assertThat(retrain(2)).isZero();
    assertThat(out.toString()).contains("is recorded already, and nothing was done", "promoted");
    assertThat(retrain(2, "--partitions", "3", "--local-path", "never")).isZero();
    assertThat(kinds(versions())).containsExactly("promoted", "promoted");

    assertThat(retrain(3)).as("shuffled labels").isEqualTo(5);
    assertThat(err.toString()).contains("rappel: error: version ", " was rejected: ", "no skill");
    assertThat(retrain(3)).as("the same again").isEqualTo(5);
    assertThat(retrain(3, "--on-reject", "ok")).isZero();
    assertThat(champion()).isEqualTo(second);

    assertThat(retrain(5, "--start-from", "scratch")).isZero();
    String fifth = champion();
    assertThat(fifth).isNotEqualTo(second);
    assertThat(retrain(4)).as("a missed day").isEqualTo(5);
    assertThat(err.toString())
        .contains("it stands for 2026-10-04, and the champion for 2026-10-05");
    assertThat(champion()).isEqualTo(fifth);

    assertThat(run("rollback", "--registry", registry)).as(err.toString()).isZero();
    assertThat(champion()).isEqualTo(second);
    assertThat(run("rollback", "--registry", registry, "--to", second.substring(0, 8)))
        .isEqualTo(2);
    assertThat(err.toString()).contains("is the champion of", "already");
    assertThat(run("rollback", "--registry", registry)).as("once more, further").isZero();
    assertThat(champion()).isEqualTo(first);
    assertThat(retrain(5, "--start-from", "scratch"))
        .as("a run that is recorded does not undo a rollback")
        .isZero();
    assertThat(champion()).isEqualTo(first);
    assertThat(kinds(versions()))
        .containsExactly(
            "promoted",
            "promoted",
            "rejected",
            "promoted",
            "rejected",
            "rolled-back",
            "rolled-back");

    JsonNode rejected = versions().path("records").get(2);
    assertThat(rejected.fieldNames())
        .toIterable()
        .containsExactly(
            "number",
            "kind",
            "version",
            "previous",
            "logical_date",
            "run",
            "when",
            "who",
            "why",
            "challenger",
            "champion");
    assertThat(rejected.path("previous").asText()).isEqualTo(second);
    assertThat(rejected.path("champion").path("version").asText()).isEqualTo(second);
    assertThat(rejected.path("challenger").path("score").asDouble()).isPositive();
    assertThat(run("versions", "--registry", registry)).isZero();
    assertThat(out.toString()).contains("champion  " + first, "rolled back from");
    assertThat(run("versions", "--registry", registry, "--at", "2999-01-01")).isZero();
    assertThat(out.toString().strip()).isEqualTo(first);
    assertThat(run("versions", "--registry", registry, "--at", "2001-01-01")).isEqualTo(3);
  }

  @Test
  void otherCommandsTakeTheChampionOrAVersion() throws IOException {
    write(1, false);
    write(2, false);
    assertThat(run("versions", "--registry", registry)).isEqualTo(3);
    assertThat(err.toString()).contains("is no registry: it has no registry.json");
    assertThat(retrain(1)).as(err.toString()).isZero();
    String first = champion();
    assertThat(retrain(2)).as(err.toString()).isZero();
    String data = directory.resolve("rows/day=" + date(2) + "/rows.csv").toString();
    String out1 = directory.resolve("p1.csv").toString();

    assertThat(run("evaluate", "--model", "registry:" + registry, "--data", data)).isZero();
    double ofChampion = JSON.readTree(out.toString()).path("log_loss").asDouble();
    assertThat(
            run(
                "evaluate",
                "--model",
                "registry:" + registry + "@" + first.substring(0, 12),
                "--data",
                data))
        .isZero();
    double ofFirst = JSON.readTree(out.toString()).path("log_loss").asDouble();
    assertThat(ofChampion).isNotEqualTo(ofFirst);
    assertThat(run("predict", "--model", "registry:" + registry, "--data", data, "--out", out1))
        .as(err.toString())
        .isZero();
    assertThat(Path.of(out1)).isNotEmptyFile();
    assertThat(run("inspect", "--check", "--model", "registry:" + registry)).isZero();
    assertThat(run("evaluate", "--model", "registry:" + registry + "@ffffffff", "--data", data))
        .isEqualTo(2);
    assertThat(err.toString()).contains("has no version ffffffff");
  }

  @Test
  void runsLeaveTheirFilesAndNoCheckpoints() throws IOException {
    write(1, false);
    assertThat(retrain(1)).as(err.toString()).isZero();
    String run = versions().path("records").get(0).path("run").asText();
    Path folder = Path.of(registry, "runs", run);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "start.json", "record.json", "metrics.json", "report.html", "status.json");
    }
    JsonNode record = JSON.readTree(folder.resolve("record.json").toFile());
    assertThat(
            record.path("data").path("rows").asInt()
                + record.path("data").path("gate_rows").asInt())
        .isEqualTo(ROWS);
    assertThat(record.path("gate").path("rows").asInt())
        .isEqualTo(record.path("data").path("gate_rows").asInt())
        .isBetween(ROWS / 7, ROWS / 3);
    assertThat(JSON.readTree(folder.resolve("status.json").toFile()).path("exit_code").asInt())
        .isZero();
  }

  @Test
  void whatIsAcceptedWaitsForSomebody() throws IOException {
    write(1, false);
    write(2, false);
    assertThat(retrain(1, "--promote", "manual")).as(err.toString()).isZero();
    assertThat(out.toString()).contains("was accepted", "promote --registry");
    JsonNode versions = versions();
    assertThat(versions.path("champion").isNull()).isTrue();
    String run = versions.path("records").get(0).path("run").asText();
    assertThat(retrain(2, "--promote", "manual")).isZero();

    assertThat(run("promote", "--registry", registry, run.substring(0, 10))).isZero();
    assertThat(champion()).isEqualTo(versions.path("records").get(0).path("version").asText());
    assertThat(run("promote", "--registry", registry, run)).as("again").isEqualTo(2);
    String other = versions().path("records").get(1).path("run").asText();
    assertThat(run("promote", "--registry", registry, other)).isEqualTo(2);
    assertThat(err.toString()).contains("was compared with no champion, which is no longer so");
    assertThat(run("promote", "--registry", registry, "none")).isEqualTo(2);
  }

  @Test
  void aWindowIsOfDaysAndAClassThatIsNewBeginsAnew() throws IOException {
    write(1, false);
    write(3, false);
    assertThat(retrain(3, "--window", "3")).as(err.toString()).isZero();
    assertThat(err.toString()).contains("of the 3 days of the window, 1 is not there");
    assertThat(retrain(4)).isEqualTo(3);
    assertThat(err.toString()).contains("there are no rows of 2026-10-04");

    Path rows = directory.resolve("rows/day=2026-10-05/rows.csv");
    write(5, false);
    List<String> lines = new ArrayList<>(Files.readAllLines(rows).subList(0, 700));
    for (int i = 1; i < lines.size(); i += 9) {
      lines.set(i, lines.get(i).replaceAll(",(yes|no)$", ",maybe"));
    }
    Files.write(rows, lines);
    assertThat(retrain(5, "--start-from", "champion", "--on-drift", "ok"))
        .as(err.toString())
        .isEqualTo(2);
    assertThat(err.toString()).contains("--start-from champion cannot be: class 'maybe' is new");
    assertThat(retrain(5)).as("far fewer rows than the champion's").isEqualTo(3);
    assertThat(err.toString()).contains("training on these rows would be wrong: there are ");
    assertThat(retrain(5, "--on-drift", "ok")).as(err.toString()).isZero();
    assertThat(err.toString())
        .contains("the training does not begin with the champion: class 'maybe' is new");
  }

  @Test
  void whatCannotBeIsToldInASentence() throws IOException {
    write(1, false);
    assertThat(retrain(1, "--gate-share", "30")).isEqualTo(2);
    assertThat(err.toString()).contains("--gate-share must be a percentage");
    assertThat(retrain(1, "--gate", "rmse")).isEqualTo(2);
    assertThat(err.toString()).contains("--gate rmse is no metric of a classification");
    assertThat(retrain(1, "--gate-slice", "size")).isEqualTo(2);
    assertThat(err.toString()).contains("--gate-slice size is none of the features");
    assertThat(retrain(1, "--warm-start", "model")).isEqualTo(2);
    assertThat(retrain(1, "--start-from", "champion")).isEqualTo(2);
    assertThat(err.toString()).contains("has no champion yet");
    assertThat(retrain(1, "--gate-slice", "colour", "--gate", "auc")).as(err.toString()).isZero();
    assertThat(retrain(1, "--gate-share", "10%")).isEqualTo(2);
    assertThat(err.toString()).contains("--gate-share is not that with which");
    assertThat(retrain(1, "--exclude", "colour")).isEqualTo(3);
    assertThat(err.toString()).contains("column 'colour' is not among those that are read");
    registry = directory.resolve("rows").toString();
    assertThat(retrain(1)).isEqualTo(2);
    assertThat(err.toString()).contains("holds other things than a registry");
  }

  @Test
  void aRegistryThatIsTrainedForIsLocked() throws IOException {
    write(1, false);
    Registry held = Registry.openOrFound("--registry", registry, new Configuration());
    try (ClaimedPlace lease = held.lease(Duration.ofMinutes(1))) {
      assertThat(retrain(1)).as(err.toString()).isEqualTo(6);
      lease.confirm();
    }
    assertThat(retrain(1)).as(err.toString()).isZero();
  }

  @Test
  void aCommandFollowsAPromotionOnce() throws IOException {
    write(1, false);
    Path told = directory.resolve("told");
    String command = "echo $RAPPEL_VERSION >> " + told;
    assertThat(retrain(1, "--on-promote", command)).as(err.toString()).isZero();
    assertThat(retrain(1, "--on-promote", command)).isZero();
    assertThat(Files.readString(told).strip()).isEqualTo(champion());
  }

  private int exitCodeInStatus() throws IOException {
    String run = versions().path("records").get(0).path("run").asText();
    return JSON.readTree(Path.of(registry, "runs", run, "status.json").toFile())
        .path("exit_code")
        .asInt();
  }

  @Test
  void aCommandThatFailedAfterAPromotionIsRunAgainUntilItSucceeds() throws IOException {
    write(1, false);
    Path told = directory.resolve("told");
    Path ready = directory.resolve("ready");
    String command = "echo $RAPPEL_VERSION >> %s; test -f %s".formatted(told, ready);
    for (int attempt = 1; attempt <= 2; attempt++) {
      assertThat(retrain(1, "--on-promote", command)).isEqualTo(1);
      assertThat(err.toString())
          .contains("ended with 1 after it; the same run again runs it again");
      assertThat(Files.readAllLines(told)).hasSize(attempt);
      assertThat(exitCodeInStatus()).isEqualTo(1);
    }
    Files.createFile(ready);
    assertThat(retrain(1, "--on-promote", command)).as(err.toString()).isZero();
    assertThat(exitCodeInStatus()).isZero();
    assertThat(retrain(1, "--on-promote", command)).isZero();
    assertThat(out.toString()).contains("and nothing was done");
    assertThat(Files.readAllLines(told)).hasSize(3).containsOnly(champion());
  }

  @Test
  void aCommandThatFailedIsNotRunForAVersionThatIsNoLongerInForce() throws IOException {
    Path told = directory.resolve("told");
    String command = "echo $RAPPEL_VERSION >> %s; false".formatted(told);
    write(1, false);
    assertThat(retrain(1, "--on-promote", command)).isEqualTo(1);
    write(2, false);
    assertThat(retrain(2)).as(err.toString()).isZero();
    assertThat(kinds(versions())).containsExactly("promoted", "promoted");

    assertThat(retrain(1, "--on-promote", command)).as(err.toString()).isZero();
    assertThat(out.toString())
        .contains("--on-promote is not run any more: version %.12s".formatted(champion()));
    assertThat(Files.readAllLines(told)).hasSize(1);
    assertThat(exitCodeInStatus()).isZero();
  }

  @Test
  void modelsOfARegistryAreNamedAsTheUserNamesThem() throws IOException {
    write(1, false);
    assertThat(retrain(1)).as(err.toString()).isZero();
    String version = champion();
    assertThat(inspect("@" + version.substring(0, 2))).as(err.toString()).isZero();
    for (String none : List.of("@zz", "@", "@" + version + "0")) {
      assertThat(inspect(none)).isEqualTo(2);
      assertThat(err.toString())
          .contains("--model registry:%s has ".formatted(registry), none.substring(1));
    }
    assertThat(inspect("/other")).isEqualTo(3);
    assertThat(err.toString())
        .contains("--model registry:%s/other is no registry".formatted(registry));

    Path other = directory.resolve("name@with");
    copy(Path.of(registry), other);
    assertThat(run("inspect", "--model", "registry:" + other)).as(err.toString()).isZero();
    delete(Path.of(registry, "models", version));
    assertThat(inspect("")).isEqualTo(3);
    assertThat(err.toString())
        .contains("%.12s is no longer kept in %s".formatted(version, registry));
  }

  private int inspect(String behind) {
    return run("inspect", "--model", "registry:" + registry + behind);
  }

  @Test
  void modelsThatNobodyNeedsAreRemoved() throws IOException {
    for (int day = 1; day <= 4; day++) {
      write(day, false);
      assertThat(retrain(day, "--keep", "2", "--keep-days", "0")).as(err.toString()).isZero();
    }
    List<String> last = new ArrayList<>();
    versions().path("records").forEach(record -> last.add(record.path("version").asText()));
    try (Stream<Path> models = Files.list(Path.of(registry, "models"))) {
      assertThat(models.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(last.subList(2, 4));
    }
    assertThat(run("rollback", "--registry", registry, "--to", last.get(0)))
        .as("its model is gone")
        .isEqualTo(3);
  }

  /** What a process that is killed between two of its writes has left. */
  private interface Killed {
    void leave(Path registry, Path run, Path model) throws IOException;
  }

  @Test
  void whereverARunIsKilledTheSameCommandEndsIt() throws IOException {
    write(1, false);
    write(2, false);
    assertThat(retrain(1)).as(err.toString()).isZero();
    assertThat(retrain(2)).as(err.toString()).isZero();
    Path whole = Path.of(registry);
    JsonNode record = versions().path("records").get(1);
    String version = record.path("version").asText();
    List<Killed> moments =
        List.of(
            // Before it has begun with anything.
            (to, run, model) -> {
              delete(to.resolve("log/0000000002.json"));
              delete(model);
              delete(run);
            },
            // Before the challenger is in its place.
            (to, run, model) -> {
              delete(to.resolve("log/0000000002.json"));
              Files.move(model, run.resolve("challenger"));
              delete(run.resolve("status.json"));
            },
            // Before the record.
            (to, run, model) -> {
              delete(to.resolve("log/0000000002.json"));
              delete(run.resolve("status.json"));
            },
            // While the record is written, where files are not made in one step.
            (to, run, model) -> {
              Path file = to.resolve("log/0000000002.json");
              Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 100));
              delete(run.resolve("status.json"));
            },
            // Before the run's own files.
            (to, run, model) -> {
              delete(run.resolve("status.json"));
              delete(run.resolve("record.json"));
            });
    for (int moment = 0; moment < moments.size(); moment++) {
      registry = directory.resolve("killed" + moment).toString();
      copy(whole, Path.of(registry));
      Path run = Path.of(registry, "runs", record.path("run").asText());
      moments.get(moment).leave(Path.of(registry), run, Path.of(registry, "models", version));

      assertThat(retrain(2)).as("moment %d: %s", moment, err).isZero();
      JsonNode versions = versions();
      assertThat(versions.path("champion").asText()).as("moment %d", moment).isEqualTo(version);
      assertThat(kinds(versions)).as("moment %d", moment).containsExactly("promoted", "promoted");
      assertThat(run.resolve("status.json")).as("moment %d", moment).exists();
      assertThat(run.resolve("record.json")).as("moment %d", moment).exists();
      assertThat(run("inspect", "--check", "--model", "registry:" + registry)).isZero();
    }
  }

  @Test
  void daysAreReplayedWithTheSameHashesAndWithAnotherGateToldOtherwise() throws IOException {
    write(1, false);
    write(2, false);
    write(3, true);
    assertThat(retrain(1)).as(err.toString()).isZero();
    assertThat(retrain(2)).as(err.toString()).isZero();
    assertThat(retrain(3)).isEqualTo(5);
    assertThat(run("rollback", "--registry", registry)).isZero();
    JsonNode then = versions();
    String again = directory.resolve("again").toString();
    String[] replay = {
      "retrain", "--registry", registry, "--replay", date(1) + ".." + date(3), "--into"
    };

    assertThat(run(with(replay, again, "--partitions", "3"))).as(out + "\n" + err).isZero();
    assertThat(out.toString()).contains("3 records, all as they were");
    assertThat(run(with(replay, again))).as("it is there already").isEqualTo(2);
    String first = then.path("records").get(0).path("version").asText();
    String other = directory.resolve("other").toString();
    assertThat(run(with(replay, other, "--gate-floor", "0.0001"))).as(err.toString()).isEqualTo(1);
    assertThat(out.toString())
        .contains(
            "record 1 of 2026-10-01: promoted %.12s then, rejected %.12s now"
                .formatted(first, first));
    assertThat(run("retrain", "--registry", registry, "--replay", "now", "--into", "x"))
        .isEqualTo(2);
  }
}
