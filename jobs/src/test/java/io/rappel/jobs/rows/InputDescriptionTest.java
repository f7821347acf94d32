package io.rappel.jobs.rows;

import static io.rappel.jobs.rows.LocalSpark.reader;
import static io.rappel.jobs.rows.LocalSpark.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.rappel.jobs.rows.source.RowInput;
import io.rappel.jobs.rows.survey.InputDescription;
import io.rappel.trainer.data.CellRules;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one pass says of an input. */
class InputDescriptionTest {

  @TempDir Path folder;

  private String table() {
    List<String> lines = new ArrayList<>(List.of("order_id,town,code,size,seen,fine,none,same"));
    String[] towns = {"Ulm", "Bonn", "", "Köln"};
    for (int i = 0; i < 40; i++) {
      lines.add(
          "%d,%s,%03d,%s,2024-02-%02d,%s,,x"
              .formatted(
                  1000 + i, towns[i % 4], i % 3, i == 7 ? "NA" : i / 4.0, 1 + i % 28, i % 2 == 0));
    }
    return write(folder.resolve("orders.csv"), lines);
  }

  private static InputDescription describe(String path, String... categories) {
    return reader()
        .describe(RowInput.files(List.of(path), null), List.of(categories), CellRules.DEFAULT);
  }

  @Test
  void columnsHaveKindsRangesGapsAndLevels() {
    InputDescription found = describe(table());

    assertThat(found.rows()).isEqualTo(40);
    assertThat(found.columns())
        .containsExactly(
            new InputDescription.Column(
                "order_id",
                "left out: it looks like an identifier",
                0,
                0,
                1000.0,
                1039.0,
                List.of()),
            new InputDescription.Column(
                "town", "category", 10, 3, null, null, List.of("Bonn", "Köln", "Ulm")),
            new InputDescription.Column(
                "code", "category", 0, 3, null, null, List.of("000", "001", "002")),
            new InputDescription.Column("size", "number", 1, 0, 0.0, 9.75, List.of()),
            new InputDescription.Column(
                "seen", "date", 0, 0, "2024-02-01", "2024-02-28", List.of()),
            new InputDescription.Column(
                "fine", "boolean", 0, 2, null, null, List.of("false", "true")),
            new InputDescription.Column(
                "none",
                "left out: it has no cell with anything in it",
                40,
                0,
                null,
                null,
                List.of()),
            new InputDescription.Column(
                "same", "left out: it has one value throughout", 0, 1, null, null, List.of("x")));
  }

  @Test
  void codesAreCategoriesWhereTheyAreSaidToBe() {
    assertThat(describe(table(), "size").columns().get(3).kind()).isEqualTo("category");
  }

  @Test
  void linesOfLibsvmHaveALabelAndACountOfFeatures() {
    String path = write(folder.resolve("a.libsvm"), "1 1:2 4:1", "-1 2:1", "1 1:1 3:1 4:5");

    InputDescription found = describe(path);

    assertThat(found.rows()).isEqualTo(3);
    assertThat(found.columns())
        .containsExactly(
            new InputDescription.Column("label", "number", 0, 0, -1.0, 1.0, List.of()));
    assertThat(found.notes()).contains("4 features, of which 50.0 % are not 0");
  }
}
