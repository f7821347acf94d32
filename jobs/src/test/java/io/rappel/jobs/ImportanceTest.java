package io.rappel.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rappel.jobs.rows.LocalSpark;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the commands say of the importance of columns. */
class ImportanceTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private static Path directory;
  private static String data;
  private static String model;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void train() {
    LocalSpark.session();
    data = LocalSpark.write(directory.resolve("rows.csv"), rows(false));
    model = directory.resolve("model").toString();
  }

  /** Values that are three times one column and change with a text, and not with another column. */
  private static List<String> rows(boolean reversed) {
    Random random = new Random(3);
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      double size = random.nextDouble();
      String town = List.of("north", "south").get(random.nextInt(2));
      double price = 3 * size + (town.equals("north") ? 1 : 0);
      rows.add("%s,%s,%s,%s".formatted(size, town, random.nextDouble(), price));
    }
    if (reversed) {
      Collections.reverse(rows);
    }
    rows.add(0, "size,town,noise,price");
    return rows;
  }

  private JsonNode run(String... arguments) throws IOException {
    out.getBuffer().setLength(0);
    int code =
        new RappelCommand(new PrintWriter(out, true), new PrintWriter(err, true))
            .execute(arguments);
    assertThat(code).as(err.toString()).isZero();
    return arguments[0].equals("evaluate") ? JSON.readTree(out.toString()) : null;
  }

  private static List<String> columns(JsonNode importance) {
    List<String> names = new ArrayList<>();
    importance.path("columns").fieldNames().forEachRemaining(names::add);
    return names;
  }

  @Test
  void trainAndEvaluateTellWhatTheModelDependsOn() throws IOException {
    run(
        "train",
        "--data",
        data,
        "--label",
        "price",
        "--epochs",
        "20",
        "--out",
        model,
        "--importance");
    JsonNode trained = JSON.readTree(Path.of(model, "metrics.json").toFile()).path("importance");
    JsonNode evaluated = run("evaluate", "--model", model, "--data", data, "--importance");
    String other = LocalSpark.write(directory.resolve("reversed.csv"), rows(true));

    assertThat(columns(trained)).containsExactly("size", "town", "noise");
    assertThat(trained.path("metric").asText()).isEqualTo("rmse");
    assertThat(trained.path("rows").asInt()).isBetween(30, 90);
    // √2 · 3/√12: the difference of two independent sizes, times their factor
    assertThat(trained.path("columns").path("size").path("growth").asDouble()).isBetween(0.8, 1.6);
    assertThat(trained.path("columns").path("noise").path("growth").asDouble()).isLessThan(0.1);
    assertThat(evaluated.path("importance").path("rows").asInt()).isEqualTo(600);
    assertThat(columns(evaluated.path("importance"))).containsExactly("size", "town", "noise");
    assertThat(run("evaluate", "--model", model, "--data", other, "--importance"))
        .isEqualTo(evaluated);
    assertThat(run("evaluate", "--model", model, "--data", data).has("importance")).isFalse();
    assertThat(Files.readString(Path.of(model, "report.html"))).contains("Importance of columns");
  }
}
