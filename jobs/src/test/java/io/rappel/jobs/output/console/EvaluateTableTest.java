package io.rappel.jobs.output.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.rappel.trainer.model.Importance;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvaluateTableTest {

  private static Map<String, Object> ofClass(double precision, double recall, long rows) {
    Map<String, Object> scores = new LinkedHashMap<>();
    scores.put("precision", precision);
    scores.put("recall", recall);
    scores.put("rows", rows);
    return scores;
  }

  @Test
  void theMostImportantColumnsComeFirst() {
    Importance importance =
        new Importance(
            "rmse",
            2,
            500,
            5,
            List.of(
                new Importance.Column("room", 0.125, 0.25), new Importance.Column("age", 3, 0.5)));
    Map<String, Object> metrics = new LinkedHashMap<>();
    metrics.put("rmse", 2.0);
    metrics.put("importance", importance.toMap());

    assertThat(EvaluationTable.of(metrics, 80))
        .isEqualTo(
            """
            rmse           2.0000

            500 rows, each column permuted 5 times
            column      growth of rmse  deviation
            age                 3.0000     0.5000
            room                0.1250     0.2500
            """);
  }

  @Test
  void twoClassesAreShownWhole() {
    Map<String, Object> metrics = new LinkedHashMap<>();
    metrics.put("loss", 0.25);
    metrics.put("rows", 1234L);
    metrics.put("auc", null);
    Map<String, Object> classes = new LinkedHashMap<>();
    classes.put("no", ofClass(0.9, 0.8, 1000));
    classes.put("y\u001b[31mes", ofClass(0.5, 0.25, 234));
    metrics.put("per_class", classes);
    metrics.put("confusion_matrix", List.of(List.of(800L, 200L), List.of(175.5, 58.5)));

    assertThat(EvaluationTable.of(metrics, 80))
        .isEqualTo(
            """
            loss           0.2500
            rows            1,234
            auc         undefined

            class          precision     recall       rows
            no                0.9000     0.8000      1,000
            y\\u001b[31mes     0.5000     0.2500        234

            rows by their class, and columns by what was predicted
            actual                no  y\\u001b[31mes
            no                   800            200
            y\\u001b[31mes    175.500         58.500
            """);
  }

  private static Map<String, Object> metrics(int count) {
    Map<String, Object> classes = new LinkedHashMap<>();
    List<List<Long>> matrix = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      classes.put("class " + i, ofClass(1, 1, i));
      List<Long> row = new ArrayList<>();
      for (int j = 0; j < count; j++) {
        row.add(i == j ? (long) i : 0);
      }
      matrix.add(row);
    }
    Map<String, Object> metrics = new LinkedHashMap<>();
    metrics.put("per_class", classes);
    metrics.put("confusion_matrix", matrix);
    return metrics;
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 10, 100})
  void manyClassesFitTheWidthAndNoRowIsLost(int count) {
    String table = EvaluationTable.of(metrics(count), 80);

    assertThat(table.lines()).allMatch(line -> line.length() <= 80);
    // The class with the most rows is there by its name.
    assertThat(table).contains("\nclass " + (count - 1) + "  ");
    String matrix = table.substring(table.indexOf("actual"));
    long sum =
        matrix
            .lines()
            .skip(1)
            .map(line -> line.replaceFirst("^(class \\d+|\\(others\\))", ""))
            .flatMap(line -> List.of(line.trim().split("\\s+")).stream())
            .mapToLong(weight -> Long.parseLong(weight.replace(",", "")))
            .sum();
    assertThat(sum).isEqualTo(count * (count - 1L) / 2);
    assertThat(table.contains("(others)")).isEqualTo(count > 3);
  }

  @Test
  void whatIsLeftOutIsCounted() {
    assertThat(EvaluationTable.of(metrics(100), 80)).contains("and 80 more, which --json has");
  }

  @Test
  void outputsOfARegressionHaveALineEach() {
    Map<String, Object> metrics = new LinkedHashMap<>();
    metrics.put("rmse", 2.0);
    Map<String, Object> outputs = new LinkedHashMap<>();
    outputs.put("height", Map.of("rmse", 1.5));
    outputs.put("weight", Map.of("rmse", 2.5));
    metrics.put("per_output", outputs);

    assertThat(EvaluationTable.of(metrics, 80))
        .isEqualTo(
            """
            rmse           2.0000

            output           rmse
            height         1.5000
            weight         2.5000
            """);
  }
}
