package io.rappel.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.rappel.jobs.RappelProcess.Result;
import io.rappel.jobs.output.files.BrokenRenames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows that lie unevenly, settings that are tight, and file systems that break their word. */
@Tag("long")
class HardInputsIT {

  private static final String SPARK = " --local-path never --master local[2] --overwrite";

  @TempDir private Path directory;

  private Result run(String arguments) throws Exception {
    return JavaProcess.ofTests(directory).run(Rappel.class.getName(), arguments.split(" "));
  }

  /** The weights' SHA-256 of a run to its good end. */
  private String trained(String arguments) throws Exception {
    Result result = run(arguments + " --out model");
    assertThat(result.exitCode()).as(result.err()).isZero();
    return weights("model");
  }

  private String weights(String model) throws IOException {
    return new ObjectMapper()
        .readTree(directory.resolve(model + "/metrics.json").toFile())
        .path("weights_sha256")
        .asText();
  }

  private static String rows(int count, long seed) {
    Random random = new Random(seed);
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < count; i++) {
      double a = random.nextGaussian();
      rows.append(a).append(',').append(random.nextGaussian()).append(a > 0 ? ",yes\n" : ",no\n");
    }
    return rows.toString();
  }

  private void write(String file, String rows) throws IOException {
    Files.createDirectories(directory.resolve(file).getParent());
    Files.writeString(directory.resolve(file), "a,b,y\n" + rows);
  }

  @Test
  void fourRowsInSixteenPartitions() throws Exception {
    write("rows.csv", "1,2,yes\n2,1,no\n3,1,yes\n4,3,no\n");
    String train = "train --data rows.csv --label y --validation-fraction 0 --epochs 3";

    assertThat(trained(train + SPARK + " --partitions 16"))
        .isEqualTo(trained(train + " --overwrite"));
  }

  @Test
  void nearlyAllRowsInOneFile() throws Exception {
    String large = rows(19_800, 1);
    write("whole/rows.csv", large + rows(200, 2));
    write("skewed/large.csv", large);
    String[] rest = rows(200, 2).split("(?<=\n)");
    for (int i = 0; i < 10; i++) {
      StringBuilder few = new StringBuilder();
      for (int j = i; j < rest.length; j += 10) {
        few.append(rest[j]);
      }
      write("skewed/small%d.csv".formatted(i), few.toString());
    }
    String train = "train --label y --epochs 2 --data ";

    assertThat(trained(train + "skewed --format csv" + SPARK))
        .isEqualTo(trained(train + "whole --format csv --overwrite"));
  }

  @Test
  void tenThousandRowsInTwoThousandPartitions() throws Exception {
    write("rows.csv", rows(10_000, 1));
    String train = "train --data rows.csv --label y --batch full --epochs 3";

    assertThat(trained(train + SPARK + " --partitions 2000"))
        .isEqualTo(trained(train + " --overwrite"));
  }

  /** 20 MB of gradient, of which 16 MB are allowed at a time. */
  @Test
  void aGradientLargerThanTheResultsThatAreAllowed() throws Exception {
    String train = "train --demo xor --hidden 1580,1580 --batch full --epochs 2 --optimizer gd";

    assertThat(trained(train + SPARK + " --partitions 3 --conf spark.driver.maxResultSize=16m"))
        .isEqualTo(trained(train + " --overwrite"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"halves", "refuses"})
  void renamesThatFailLoseNeitherCheckpointsNorAnOlderModel(String scheme) throws Exception {
    String train =
        "train --demo xor --batch 32 --epochs 3 --checkpoint %s://%s/checkpoints "
                .formatted(scheme, directory)
            + BrokenRenames.SETTINGS;
    assertThat(run("train --demo xor --epochs 1 --out model").exitCode()).isZero();
    String older = weights("model");

    Result broken = run(train + "--overwrite --out %s://%s/model".formatted(scheme, directory));
    assertThat(broken.exitCode()).as(broken.err()).isOne();
    assertThat(broken.err().lines().filter(line -> line.startsWith("rappel: error: ")))
        .singleElement()
        .asString()
        .containsPattern("/model could not be renamed to ");
    assertThat(weights("model")).isEqualTo(older);
    assertThat(run("inspect --model model").exitCode()).isZero();
    Result fresh = run("train --demo xor --batch 32 --epochs 3 --out fresh");
    assertThat(fresh.exitCode()).as(fresh.err()).isZero();

    Result resumed = run(train + "--resume --out resumed");

    assertThat(resumed.exitCode()).as(resumed.err()).isZero();
    assertThat(resumed.err()).contains("\nresumes ");
    assertThat(weights("resumed")).isEqualTo(weights("fresh"));
  }
}
