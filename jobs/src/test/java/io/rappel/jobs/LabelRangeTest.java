package io.rappel.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.rappel.jobs.rows.LocalSpark;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Labels that a loss cannot have, or that are too large, in each of the inputs of a training. */
class LabelRangeTest {

  private static final String TRAIN = "train --label y --epochs 1 --hidden none --out in/model ";

  @TempDir private Path folder;

  private final StringWriter err = new StringWriter();

  @BeforeEach
  void rows() {
    LocalSpark.session();
    rows("rows.csv", "5");
    rows("negative.csv", "-5");
    rows("large.csv", "1e30");
  }

  private void rows(String name, String label) {
    List<String> lines =
        IntStream.rangeClosed(0, 60)
            .mapToObj(i -> i == 0 ? "x,y" : i + "," + (i == 7 ? label : Integer.toString(i)))
            .toList();
    LocalSpark.write(folder.resolve(name), lines);
  }

  private int run(String arguments) {
    err.getBuffer().setLength(0);
    PrintWriter writer = new PrintWriter(err, true);
    return new RappelCommand(new PrintWriter(new StringWriter()), writer)
        .execute(arguments.replace("in/", folder + "/").split(" "));
  }

  private void refused(String arguments, String what, String label, String file) {
    assertThat(run(arguments)).as(err.toString()).isEqualTo(3);
    assertThat(err.toString())
        .as(arguments)
        .endsWith(
            "rappel: error: column 'y' has 1 cell that is %s, the first '%s' in row 7 of %s%n"
                .formatted(what, label, folder.resolve(file)))
        .doesNotContain("epoch 1");
  }

  @Test
  void countsAreNotNegative() {
    String what = "negative, which the poisson loss does not take";
    String train = TRAIN + "--loss poisson --data in/";
    for (String inputs :
        List.of(
            "negative.csv",
            "rows.csv --validation in/negative.csv",
            "rows.csv --test in/negative.csv")) {
      refused(train + inputs, what, "-5", "negative.csv");
    }

    assertThat(run(train + "rows.csv --overwrite")).as(err.toString()).isZero();
    refused("evaluate --model in/model --data in/negative.csv", what, "-5", "negative.csv");
  }

  @Test
  void whatFloat32DoesNotHoldIsToldBeforeTheFirstStep() {
    String scaled = "too large for the scaling of the model, in float32";
    refused(
        TRAIN + "--scaling none --data in/large.csv", "too large for float32", "1e30", "large.csv");
    for (String inputs : List.of("--validation in/large.csv", "--test in/large.csv")) {
      refused(TRAIN + "--data in/rows.csv " + inputs, scaled, "1e30", "large.csv");
    }
  }
}
