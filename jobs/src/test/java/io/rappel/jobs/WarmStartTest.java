package io.rappel.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.rappel.jobs.rows.LocalSpark;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trainings that begin with a model, from rows that are far from those that it was trained on. */
class WarmStartTest {

  private static final String LARGE =
      "rappel: error: column 'y' has 1 cell that is too large for the scaling of the model, in"
          + " float32, the first '1e30' in row 7 of %s%n";

  @TempDir private Path folder;

  private final StringWriter err = new StringWriter();

  private int run(String arguments) {
    LocalSpark.session();
    err.getBuffer().setLength(0);
    PrintWriter writer = new PrintWriter(err, true);
    return new RappelCommand(new PrintWriter(new StringWriter()), writer)
        .execute(arguments.replace("in/", folder + "/").split(" "));
  }

  private String rows(String name, String label) {
    List<String> lines =
        IntStream.rangeClosed(0, 40)
            .mapToObj(i -> i == 0 ? "x,y" : i + "," + (i == 7 ? label : i + ".5"))
            .toList();
    return LocalSpark.write(folder.resolve(name), lines);
  }

  @Test
  void aLabelThatIsTooLargeIsToldWithItsRow() {
    String large = rows("large.csv", "1e30");
    rows("rows.csv", "7.5");
    String train = "train --label y --epochs 1 --hidden none --data ";
    assertThat(run(train + "in/rows.csv --out in/model")).as(err.toString()).isZero();

    String again = train + "in/%s --warm-start in/model --out in/next";
    for (String arguments :
        List.of(
            again.formatted("large.csv"), again.formatted("rows.csv --validation in/large.csv"))) {
      assertThat(run(arguments)).isEqualTo(3);
      assertThat(err.toString()).endsWith(LARGE.formatted(large));
    }
  }

  @Test
  void optionsWithoutEffectAreTold() {
    rows("rows.csv", "7.5");
    String train = "train --label y --epochs 1 --hidden none --data in/rows.csv --out in/";
    String unused = "--patience and --keep best have no effect without rows to validate on";
    for (String named : List.of("--patience 3", "--keep best")) {
      String arguments = train + named.substring(2, 6) + " " + named;
      assertThat(run(arguments)).as(err.toString()).isZero();
      assertThat(err.toString()).doesNotContain(unused);
      assertThat(run(arguments + " --overwrite --validation-fraction 0")).isZero();
      assertThat(err.toString()).contains(unused);
    }
    assertThat(run(train + "next --encoding hat:2 --warm-start in/keep"))
        .as(err.toString())
        .isZero();
    assertThat(err.toString())
        .contains("encodings, levels and missing cells are taken from there too, whatever options");
  }
}
