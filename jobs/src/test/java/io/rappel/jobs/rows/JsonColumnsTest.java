package io.rappel.jobs.rows;

import static io.rappel.jobs.rows.LocalSpark.reader;
import static io.rappel.jobs.rows.LocalSpark.session;
import static io.rappel.jobs.rows.LocalSpark.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rappel.jobs.rows.columns.FittedColumns;
import io.rappel.jobs.rows.columns.RowsRequest;
import io.rappel.jobs.rows.files.RowFormat;
import io.rappel.jobs.rows.source.ArrayFaultException;
import io.rappel.jobs.rows.source.ColumnSearch;
import io.rappel.jobs.rows.source.RowInput;
import io.rappel.jobs.rows.source.RowSource;
import io.rappel.jobs.rows.survey.InputDescription;
import io.rappel.trainer.config.ConfigurationException;
import io.rappel.trainer.config.TrainingConfig;
import io.rappel.trainer.data.CellRules;
import io.rappel.trainer.data.DataException;
import io.rappel.trainer.math.blas.BlasKind;
import io.rappel.trainer.model.Model;
import io.rappel.trainer.progress.TrainingListener;
import io.rappel.trainer.spark.SparkTraining;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Columns of JSON that are guessed from some rows give what those of all rows give. */
class JsonColumnsTest {

  private static final String SPLITS = "spark.sql.files.maxPartitionBytes";
  private static final int ROWS = 20_000;

  /** Of a row that is not among those by which columns are guessed. */
  private static final int ODD = 1_500;

  @TempDir Path folder;

  @BeforeEach
  void largeSplits() {
    session()
        .sparkContext()
        .hadoopConfiguration()
        .set("fs.counted.impl", CountedFileSystem.class.getName());
    session().conf().set(SPLITS, "256k");
  }

  @AfterEach
  void splitAsBefore() {
    session().conf().set(SPLITS, LocalSpark.SPLIT_BYTES + "b");
  }

  private static String row(int i) {
    return "{\"n\": %d, \"x\": %s, \"t\": \"t%d\", \"b\": %b, \"gap\": null, \"v\": [%d, 1.5], \"label\": \"%s\"}"
        .formatted(i % 83, i * 0.25 + 0.5, i % 7, i % 3 == 0, i % 5, i % 11 < 5 ? "no" : "yes");
  }

  /** A file in which one row is another one. */
  private RowInput rows(String odd) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      lines.add(i == ODD ? odd : row(i));
    }
    return counted(write(folder.resolve("rows.json"), lines));
  }

  private static RowInput counted(String path) {
    return RowInput.files(List.of(CountedFileSystem.SCHEME + "://" + path), RowFormat.JSON);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'n': 1.5, 'x': 1, 'label': 'no'}",
        "{'n': 9223372036854775808, 'x': 1, 'label': 'no'}",
        "{'n': '1', 'x': 1, 'label': 'no'}",
        "{'n': true, 'x': 1, 'label': 'no'}",
        "{'n': [1], 'x': 1, 'label': 'no'}",
        "{'n': 1, 'x': 'NaN', 'label': 'no'}",
        "{'n': 1, 'x': 1, 'gap': 5, 'label': 'no'}",
        "{'n': 1, 'x': 1, 'gap': 'some', 'label': 'no'}",
        "{'n': 1, 'x': 1, 'v': ['a', 'b'], 'label': 'no'}",
        "{'n': 1, 'x': 1, 'v': {'a': 1}, 'label': 'no'}",
        "{'n': 1, 'x': 1, 'more': null, 'label': 'no'}",
        "{'n': 1, 'x': 1, 'label': 'no', 'N': 2}",
        "{'n': 1, 'n': 2, 'x': 1, 'label': 'no'}",
        "[{'n': 1, 'x': 1, 'label': 'no'}, {'n': 1.5, 'x': 1, 'label': 'no'}]",
        "{'n': 1, 'x': 1, 'label': 'no', 'more': 1} {}",
        "{'n': 1.5, 'x': 1, 'label': 'no'",
        "12",
        "null",
        "{'n': '', 'x': 1, 'label': 'no'}",
        "{'n': 1, 'x': 1, 'label': 'no', 'v': []}"
      })
  void otherRowsEndTheGuess(String odd) {
    assertThat(shareReadToSeeTheSame(rows(odd))).isGreaterThan(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'label': 'no', 'x': 7, 'n': 1}",
        "{'n': null, 'x': NaN, 't': null, 'b': null, 'gap': '', 'v': null, 'label': 'no'}",
        "{'x': 9223372036854775808, 't': 5, 'label': {'a': [1, 'b']}}",
        "{'n': 1, 'x': 1e400, 'label': 'no'}",
        "{'n': 1, 'x': 1, 'label': 7, 'v': [1, 2]}",
        "[{'n': 1, 'x': 1, 'label': 'no'}, {'n': 2, 'x': 1, 'label': 'no'}]",
        "[]",
        "\t",
        "{}"
      })
  void otherRowsFit(String odd) {
    assertThat(shareReadToSeeTheSame(rows(odd))).isLessThan(2);
  }

  /** How often all bytes of the file are read. */
  private double shareReadToSeeTheSame(RowInput input) {
    long before = CountedFileSystem.read();
    String quick = described(input);
    long read = CountedFileSystem.read() - before;
    assertThat(quick).isEqualTo(surelyDescribed(input));
    return (double) read / folder.resolve("rows.json").toFile().length();
  }

  private static String described(RowInput input) {
    return outcome(() -> reader().describe(input, List.of(), CellRules.DEFAULT).toMap());
  }

  private static String surelyDescribed(RowInput input) {
    return outcome(
        () -> {
          try {
            return described(sure(input), Map.of());
          } catch (ArrayFaultException e) {
            RowSource others =
                RowSource.open(
                    session(), input, CellRules.DEFAULT, null, ColumnSearch.sure(), v -> false);
            return described(others, Map.of(e.column(), e.getMessage()));
          }
        });
  }

  private static Map<String, Object> described(RowSource source, Map<String, String> faults) {
    return InputDescription.ofTable(source, List.of(), CellRules.DEFAULT, faults).toMap();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'n': 1, 'x': 1, 'label': 'no'}",
        "{'n': 1.5, 'x': 1, 'more': 5, 'label': 'no'}",
        "{'n': 'x', 'x': 1, 'label': 'no'}",
        "{'n': 1, 'x': 1, 'label': 'perhaps'}",
        "{'n': 1, 'x': 1, 'label': 'no'}{}"
      })
  void allCommandsSeeTheSame(String odd) {
    RowInput input = rows(odd);
    Model model = Models.logistic(Models.classes(List.of("n", "x"), false, "no", "yes"));
    Seen seen = quickly(input, model);
    assertThat(seen).isEqualTo(surely(input, model));
    if (odd.endsWith("}{}")) {
      String fault = "row %d of ".formatted(ODD + 1);
      String more = "rows.json is more than one value of JSON: '" + odd + "'";
      assertThat(seen.described()).contains(fault, more);
      assertThat(seen.trained()).contains(fault, more);
      assertThat(seen.evaluated()).contains(fault, more);
      assertThat(seen.predicted()).contains(fault, more);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"n + more > 20", "n > 20", "none > 20"})
  void conditionsSeeTheSame(String where) {
    RowInput input = rows("{'n': 1, 'x': 1, 'more': 50, 'label': 'no'}").where(where);
    assertThat(described(input)).isEqualTo(surelyDescribed(input));
  }

  @Test
  void filesOfSeveralKinds() {
    Path set = folder.resolve("set");
    String row = "{\"a\": %d, \"A\": %s, \"label\": \"%s\"}";
    write(set.resolve("k=01/1.json"), "\uFEFF" + row.formatted(1, "1.0", "no"), "", "  ");
    write(set.resolve("k=01/2.json"));
    write(set.resolve("k=02/1.json.gz"), row.formatted(3, "\"x\"", "yes"), "[]");
    write(
        set.resolve("k=02/2.json"),
        "[%s, %s]".formatted(row.formatted(5, "2", "yes"), row.formatted(6, "1", "no")),
        "{\"label\": \"yes\", \"nested\": {\"a\": [[]], \"b\": null}}");
    RowInput input = counted(set.toString());
    Model model = Models.logistic(Models.classes(List.of("a"), false, "no", "yes"));
    assertThat(quickly(input, model)).isEqualTo(surely(input, model));
    assertThat(described(input.where("k = '02'")))
        .isEqualTo(surelyDescribed(input.where("k = '02'")));
  }

  /** What a user sees of an input, in all commands. */
  private record Seen(String described, String trained, String evaluated, String predicted) {}

  private static String outcome(Supplier<?> command) {
    try {
      return String.valueOf(command.get());
    } catch (DataException | ConfigurationException e) {
      return e.getClass().getSimpleName() + ": " + e.getMessage();
    }
  }

  private Seen quickly(RowInput input, Model model) {
    RowReader reader = reader();
    return new Seen(
        described(input),
        outcome(() -> trained(reader.readForTraining(request(input), null))),
        outcome(() -> evaluated(reader.readLabelled(input, model), model)),
        outcome(() -> predicted(reader.openForPrediction(input, model), model)));
  }

  private Seen surely(RowInput input, Model model) {
    return new Seen(
        surelyDescribed(input),
        outcome(() -> trained(TableTraining.read(sure(input), request(input), null, null))),
        outcome(() -> evaluated(scoring(input, model).withLabels(), model)),
        outcome(() -> predicted(scoring(input, model), model)));
  }

  /** There are no columns either, of which the wanted ones could be missing. */
  @Test
  void filesOfEmptyArraysHaveNoRows() {
    String data = write(folder.resolve("none.json"), "[]", "[ ]");
    RowInput none = RowInput.files(List.of(data), null);
    String sentence = data + " has no rows, or none that have a cell";
    Model model = Models.sums(Models.numbers(List.of("a", "b"), "y"));

    assertThatThrownBy(() -> reader().readForTraining(LocalSpark.request("y", data), null))
        .isInstanceOf(DataException.class)
        .hasMessage(sentence);
    assertThatThrownBy(() -> reader().readLabelled(none, model)).hasMessage(sentence);
    assertThatThrownBy(() -> reader().openForPrediction(none, model)).hasMessage(sentence);
  }

  private static RowsRequest request(RowInput input) {
    return new RowsRequest(input, List.of("label"), List.of(), List.of(), null, null);
  }

  private static RowSource sure(RowInput input) {
    return RowSource.open(session(), input, CellRules.DEFAULT);
  }

  private static ScoringRows scoring(RowInput input, Model model) {
    return new ScoringRows(
        session(),
        model.schema(),
        ignored -> {
          RowSource source = sure(input);
          return new ScoringRows.Opened(
              ColumnSearch.sure(), source, new TableScoring(source, FittedColumns.of(model, null)));
        });
  }

  private static String trained(TrainingRows rows) {
    Object read = rows.provenance().get("rows_fingerprint");
    return "%s %s %s %s"
        .formatted(rows.specs(), rows.notes(), read, Arrays.toString(model(rows).parameters()));
  }

  private static Model model(TrainingRows rows) {
    return SparkTraining.train(
            rows.input(null, 2, null),
            TrainingConfig.builder().hidden(List.of()).epochs(1).build(),
            new TrainingListener() {})
        .model();
  }

  private static String evaluated(ScoringRows rows, Model model) {
    try (rows) {
      return rows.evaluate(model, BlasKind.EJML, told -> {}).toString();
    }
  }

  private String predicted(ScoringRows rows, Model model) {
    Path out = folder.resolve("predictions.parquet");
    try {
      List<String> notes = rows.writePredictions(model, BlasKind.EJML, out.toString(), true);
      SparkSession cased = session().newSession();
      cased.conf().set("spark.sql.caseSensitive", "true");
      Dataset<Row> frame = cased.read().parquet(out.toString());
      return notes + frame.schema().treeString() + frame.collectAsList();
    } finally {
      try {
        Files.deleteIfExists(out);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
