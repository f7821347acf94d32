package io.rappel.jobs.rows.source;

import static io.rappel.jobs.rows.LocalSpark.reader;
import static io.rappel.jobs.rows.LocalSpark.session;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rappel.jobs.rows.CsvTrainingTest;
import io.rappel.jobs.rows.Models;
import io.rappel.jobs.rows.TrainingRows;
import io.rappel.jobs.rows.columns.RowsRequest;
import io.rappel.trainer.config.ConfigurationException;
import io.rappel.trainer.data.DataException;
import io.rappel.trainer.math.blas.BlasKind;
import io.rappel.trainer.model.Model;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableSourceTest {

  private static final String ROWS =
      "select a, a / 2 b, concat('k', a % 3) label from (select explode(sequence(0, 99)) a)";

  @TempDir Path folder;

  @BeforeEach
  void createTable() {
    session()
        .sql(
            "create table points using parquet location '%s' as %s"
                .formatted(folder.resolve("points").toUri(), ROWS));
  }

  @AfterEach
  void dropTable() {
    session().sql("drop table points");
  }

  @Test
  void trainsOnTablesByAnyOfTheirNames() {
    session().sql(ROWS).createOrReplaceTempView("seen");
    List<String> names =
        List.of(
            "points",
            "default.points",
            "spark_catalog.default.points",
            "parquet.`" + folder + "/points`",
            "seen");
    for (String name : names) {
      TrainingRows rows = reader().readForTraining(request(RowInput.table(name)), null);
      assertThat(rows.schema().classes()).as(name).containsExactly("k0", "k1", "k2");
      assertThat(CsvTrainingTest.describe(rows)).hasSize(100).contains("5.0 2.5 > 2.0 *1.0");
    }
  }

  @Test
  void keepsTheRowsThatFulfilACondition() {
    TrainingRows rows =
        reader().readForTraining(request(RowInput.table("points").where("A < 4")), null);
    assertThat(CsvTrainingTest.describe(rows))
        .containsExactly(
            "0.0 0.0 > 0.0 *1.0", "1.0 0.5 > 1.0 *1.0", "2.0 1.0 > 2.0 *1.0", "3.0 1.5 > 0.0 *1.0");
    assertThatThrownBy(
            () -> reader().readForTraining(request(RowInput.table("points").where("a < 0")), null))
        .isInstanceOf(DataException.class)
        .hasMessage("--where 'a < 0' keeps none of the 100 rows of table points");
  }

  @Test
  void predictsInTheOrderInWhichSparkReads() throws Exception {
    Path out = folder.resolve("out.csv");
    Model model = Models.sums(Models.numbers(List.of("a"), "y"));
    reader()
        .openForPrediction(RowInput.table("points"), model)
        .writePredictions(model, BlasKind.EJML, out.toString(), false);
    List<String> expected =
        session().table("points").collectAsList().stream()
            .map(row -> row.mkString(",") + "," + (double) row.getInt(0))
            .toList();
    assertThat(Files.readAllLines(out))
        .startsWith("a,b,label,prediction")
        .containsSubsequence(expected)
        .hasSize(101);
  }

  @Test
  void refusesWhatIsNoTable() {
    fails("pionts", DataException.class, "there is no table pionts");
    fails("nowhere.points", DataException.class, "there is no table nowhere.points");
    fails("a b", ConfigurationException.class, "--table 'a b' is no name of a table");
    fails("parquet.`" + folder + "/none`", DataException.class, folder + "/none");
  }

  @Test
  void namesFaultsByRow() {
    session()
        .sql("select a, if(a = 7, null, a) label from (select explode(sequence(0, 29)) a)")
        .createOrReplaceTempView("gaps");
    fails("gaps", DataException.class, "column 'label' has 1 missing cell, the first in row ");
    assertThatThrownBy(() -> RowInput.files(List.of("x"), null).where(" "))
        .isInstanceOf(ConfigurationException.class);
    assertThatThrownBy(() -> new RowInput(List.of("x"), null, "gaps", null))
        .isInstanceOf(ConfigurationException.class);
  }

  private static void fails(String table, Class<? extends Exception> type, String part) {
    assertThatThrownBy(() -> reader().readForTraining(request(RowInput.table(table)), null))
        .isInstanceOf(type)
        .hasMessageContaining(part)
        .message()
        .doesNotContain("SQLSTATE", "\n");
  }

  private static RowsRequest request(RowInput input) {
    return new RowsRequest(input, List.of("label"), List.of(), List.of(), null, null);
  }
}
