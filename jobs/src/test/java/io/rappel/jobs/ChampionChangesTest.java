package io.rappel.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.rappel.jobs.registry.Registry;
import io.rappel.jobs.registry.log.LogRecord.Fields;
import io.rappel.jobs.registry.log.LogState;
import io.rappel.jobs.registry.log.RecordKind;
import io.rappel.jobs.registry.log.Records;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;

/** Changes of the champion by hand, and what they leave. */
class ChampionChangesTest extends RetrainRuns {

  private static final String FIRST = "a".repeat(64);
  private static final String SECOND = "b".repeat(64);
  private static final String THIRD = "c".repeat(64);

  /** Adds a record of a version with the model of another; gives the version's run. */
  private String add(RecordKind kind, String version, int day) throws IOException {
    Registry there = Registry.open(registry, new Configuration());
    LogState state = there.log().read();
    String run = "run" + (state.last() + 1);
    Map<String, Object> fields = Records.of(kind, version, state.champion().orElse(null), "a test");
    fields.put(Fields.LOGICAL_DATE, date(day));
    fields.put(Fields.RUN, run);
    there.log().append(state, fields).orElseThrow();
    Path model = Path.of(registry, "models", version);
    if (!Files.exists(model)) {
      copy(Path.of(registry, "models", state.records().get(0).version()), model);
    }
    return run;
  }

  private int rollback(String... more) {
    return run(with(new String[] {"rollback", "--registry", registry}, more));
  }

  @Test
  void aVersionThatIsPromotedOverItselfIsRolledBackToTheOneBefore() throws IOException {
    String[] scratch = {"--start-from", "scratch"};
    write(1, false);
    write(2, false);
    assertThat(retrain(1, scratch)).as(err.toString()).isZero();
    String first = champion();
    assertThat(rollback()).as("from the first").isEqualTo(2);
    assertThat(err.toString()).contains("took over from no other version");
    assertThat(retrain(2, scratch)).as(err.toString()).isZero();
    String second = champion();
    Path rows = directory.resolve("rows/day=" + date(2));
    Files.move(rows.resolve("rows.csv"), rows.resolve("again.csv"));
    assertThat(retrain(2, scratch)).as(err.toString()).isZero();
    assertThat(out.toString()).contains("was promoted: it is the champion, trained once more; ");
    assertThat(kinds(versions())).hasSize(3);
    assertThat(champion()).isEqualTo(second);

    assertThat(rollback()).as(err.toString()).isZero();
    assertThat(champion()).isEqualTo(first).isNotEqualTo(second);
    assertThat(rollback()).as("from the first").isEqualTo(2);
    assertThat(rollback("--to", second)).as(err.toString()).isZero();
    assertThat(retrain(1, with(scratch, "--l2", "0.001")))
        .as("the champion stands for the second day again")
        .isEqualTo(5);
    assertThat(err.toString())
        .contains("it stands for 2026-10-01, and the champion for 2026-10-02");
  }

  @Test
  void onlyWhatWasTheChampionIsRolledBackTo() throws IOException {
    write(1, false);
    assertThat(retrain(1)).as(err.toString()).isZero();
    String champion = champion();
    String rejected = add(RecordKind.REJECTED, FIRST, 2);
    String accepted = add(RecordKind.ACCEPTED, SECOND, 3);

    assertThat(rollback("--to", "aaaa")).isEqualTo(2);
    assertThat(err.toString())
        .contains(
            "version aaaaaaaaaaaa was rejected for 2026-10-02 by run %s: it never was the champion"
                .formatted(rejected));
    assertThat(rollback("--to", "bbbb")).isEqualTo(2);
    assertThat(err.toString())
        .contains(
            "version bbbbbbbbbbbb was accepted for 2026-10-03 by run %s".formatted(accepted),
            "rappel promote");
    assertThat(champion()).isEqualTo(champion);

    assertThat(run("promote", "--registry", registry, accepted)).as(err.toString()).isZero();
    add(RecordKind.PROMOTED, THIRD, 4);
    assertThat(rollback("--to", "bbbb")).as(err.toString()).isZero();
    assertThat(champion()).isEqualTo(SECOND);
    assertThat(rollback("--to", "cccc")).as("further than the champion").isZero();
    assertThat(champion()).isEqualTo(THIRD);
  }

  @Test
  void aRegistryWithoutItsLogSaysSo() throws IOException {
    Registry.openOrFound("--registry", registry, new Configuration()).found(SETTINGS);
    delete(Path.of(registry, "log"));
    assertThat(run("versions", "--registry", registry)).isEqualTo(3);
    assertThat(err.toString())
        .contains("the log of registry " + registry + " is not there: put its folder log back");
    assertThat(err.toString().lines()).hasSize(1);
  }

  private String history() throws IOException {
    return Files.readString(Path.of(registry, "history.html"));
  }

  private static String inForce(String version) {
    return "The champion is version %.12s.".formatted(version);
  }

  @Test
  void thePageAndTheStatusOfTheRunFollowAChange() throws IOException {
    write(1, false);
    assertThat(retrain(1, "--promote", "manual")).as(err.toString()).isZero();
    String run = versions().path("records").get(0).path("run").asText();
    Path status = Path.of(registry, "runs", run, "status.json");
    assertThat(status).content().contains("accepted: ");
    assertThat(run("promote", "--registry", registry, run)).as(err.toString()).isZero();
    assertThat(err.toString()).isEmpty();
    String first = champion();
    assertThat(history()).contains(inForce(first), "promoted by hand");
    assertThat(JSON.readTree(status.toFile()).path("message").asText())
        .startsWith("promoted: promoted by hand; ");
    assertThat(status.resolveSibling("report.html"))
        .content()
        .contains("<h1>Accepted: ", ", logical date 2026-10-01</h1>")
        .contains("stands in history.html of the registry")
        .doesNotContain("<dt>logical date");
    assertThat(JSON.readTree(status.resolveSibling("record.json").toFile()).path("kind").asText())
        .isEqualTo("accepted");

    add(RecordKind.PROMOTED, SECOND, 2);
    assertThat(rollback()).as(err.toString()).isZero();
    assertThat(history()).contains(inForce(first), "rolled back from bbbbbbbbbbbb");

    Path page = Path.of(registry, "history.html");
    Files.delete(page);
    Files.createDirectories(page.resolve("in the way"));
    assertThat(rollback("--to", "bbbb")).isZero();
    assertThat(out.toString()).contains("version bbbbbbbbbbbb is the champion of");
    assertThat(err.toString())
        .contains("rappel: warning: the champion has changed, but ", page.toString());
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(champion()).isEqualTo(SECOND);
  }

  @Test
  void aCommandThatWouldFollowNoPromotionIsRefused() throws IOException {
    Path options = directory.resolve("options.yaml");
    Files.writeString(options, "promote: manual\non-promote: ./deploy.sh\n");
    for (String[] asked :
        new String[][] {
          {"--promote", "manual", "--on-promote", "true"}, {"--config", options.toString()}
        }) {
      assertThat(retrain(1, asked)).isEqualTo(2);
      assertThat(err.toString())
          .contains("with --promote manual there is none: run the command after rappel promote");
      assertThat(err.toString().lines()).hasSize(1);
    }
  }

  @Test
  void whatAReplayRejectsIsNotPromotedThere() throws IOException {
    write(1, false);
    assertThat(retrain(1, "--promote", "manual")).as(err.toString()).isZero();
    String run = versions().path("records").get(0).path("run").asText();
    assertThat(run("promote", "--registry", registry, run)).as(err.toString()).isZero();
    String first = champion();
    add(RecordKind.PROMOTED, SECOND, 2);
    assertThat(rollback()).as(err.toString()).isZero();
    add(RecordKind.REJECTED, THIRD, 3);
    String[] replay = {
      "retrain", "--registry", registry, "--replay", date(1) + ".." + date(3), "--into"
    };

    registry = directory.resolve("other").toString();
    assertThat(run(with(replay, registry, "--gate-floor", "0.0001"))).as(err.toString()).isOne();
    String nothing = "%.12s then, nothing now, as the gate has not let it in".formatted(first);
    assertThat(out.toString())
        .contains("of 2026-10-01: promoted " + nothing, "of 2026-10-01: rolled-back " + nothing);
    assertThat(kinds(versions())).containsExactly("rejected");
    assertThat(versions().path("champion").isNull()).isTrue();

    registry = directory.resolve("same").toString();
    assertThat(run(with(replay, registry))).as(err.toString()).isOne();
    assertThat(kinds(versions())).containsExactly("accepted", "promoted", "rolled-back");
    assertThat(history()).contains(inForce(first), "replayed: rolled back from");
  }
}
