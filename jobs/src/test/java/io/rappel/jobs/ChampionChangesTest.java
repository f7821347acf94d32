package io.rappel.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.rappel.jobs.registry.Registry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;

/** Changes of the champion by hand, and what they leave. */
class ChampionChangesTest extends RetrainRuns {

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
  void aRegistryWithoutItsLogSaysSo() throws IOException {
    Registry.openOrFound("--registry", registry, new Configuration()).found(SETTINGS);
    delete(Path.of(registry, "log"));
    assertThat(run("versions", "--registry", registry)).isEqualTo(3);
    assertThat(err.toString())
        .contains("the log of registry " + registry + " is not there: put its folder log back");
    assertThat(err.toString().lines()).hasSize(1);
  }
}
