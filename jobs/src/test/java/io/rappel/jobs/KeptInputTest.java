package io.rappel.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.rappel.jobs.rows.Models;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands that are to write where they read, before Spark starts. */
class KeptInputTest {

  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;

  private int run(String arguments) {
    PrintWriter writer = new PrintWriter(err, true);
    return new RappelCommand(writer, writer)
        .execute(arguments.replace("in/", folder + "/in/").split(" "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "train --data in/rows.csv --label y --out in/",
        "train --demo xor --test in/rows.csv --out in/",
        "train --table t --label y --validation in/rows.csv --out in/",
        "evaluate --model MODEL --data in/rows.csv --out in/rows.csv",
        "predict --model MODEL --data in/rows.csv --out in/",
        "bench --data in/rows.csv --label y --out in/rows.csv"
      })
  void rowsAreNotReplaced(String command) throws IOException {
    Path rows = folder.resolve("in/rows.csv");
    Files.createDirectories(rows.getParent());
    Files.writeString(rows, "x,y\n1,a\n");

    Path model = folder.resolve("model");
    Models.save(model);

    assertThat(run(command.replace("MODEL", model.toString()) + " --overwrite")).isEqualTo(2);
    assertThat(err.toString())
        .startsWith("rappel: error: --out " + folder + "/in/")
        .endsWith("/in/rows.csv, which is read; name another place\n");
    assertThat(rows).hasContent("x,y\n1,a");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "export --model in/model --format onnx --out in/model/model.json",
        "export --model in/model --format onnx --out in/model/../model/weights.safetensors",
        "evaluate --model in/model --data in/rows.csv --out in/model/status.json",
        "predict --model in/model --data in/rows.csv --out in/model"
      })
  void modelsAreNotReplaced(String command) throws IOException {
    Path model = folder.resolve("in/model");
    Models.save(model);
    Files.writeString(folder.resolve("in/rows.csv"), "x,y\n1,a\n");
    String before = Files.readString(model.resolve("model.json"));

    assertThat(run(command + " --overwrite")).isEqualTo(2);
    assertThat(err.toString())
        .startsWith("rappel: error: --out " + folder + "/in/")
        .endsWith(", a file of the model; name another place\n");
    assertThat(model.resolve("model.json")).hasContent(before);
    assertThat(run("inspect --model in/model --check")).isZero();
  }

  @Test
  void aModelsFolderTakesFilesOfOtherNames() throws IOException {
    Models.save(folder.resolve("in/model"));

    String command = "export --model in/model --format onnx --out in/model/model.onnx --overwrite";
    assertThat(run(command)).isZero();
    assertThat(run(command)).isZero();
  }
}
