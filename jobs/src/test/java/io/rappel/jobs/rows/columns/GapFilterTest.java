package io.rappel.jobs.rows.columns;

import static io.rappel.jobs.rows.LocalSpark.reader;
import static io.rappel.jobs.rows.LocalSpark.session;
import static io.rappel.jobs.rows.LocalSpark.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.rappel.jobs.rows.Models;
import io.rappel.jobs.rows.source.RowInput;
import io.rappel.trainer.data.DataException;
import io.rappel.trainer.model.Model;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the error of missing cells offers, pasted into a shell, drops these rows. */
class GapFilterTest {

  @TempDir Path folder;

  private static RowsRequest request(RowInput input, String label, String weight) {
    return new RowsRequest(input, List.of(label), List.of(), List.of(), weight, null);
  }

  private static RowsRequest request(RowInput input) {
    return request(input, "y", null);
  }

  private static String message(RowsRequest request) {
    Throwable thrown = catchThrowable(() -> reader().readForTraining(request, null));
    assertThat(thrown).isInstanceOf(DataException.class);
    return thrown.getMessage();
  }

  /** The value of the option as a shell hands it on. */
  private static String pasted(String message) throws IOException, InterruptedException {
    String option = message.replaceFirst("(?s).*: drop such rows with ", "");
    Process shell = new ProcessBuilder("sh", "-c", "printf '%s' " + option).start();
    String words = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(shell.waitFor()).isZero();
    assertThat(words).startsWith("--where");
    return words.substring("--where".length());
  }

  private static long rowsLeft(RowsRequest request, String where) {
    return reader()
        .readForTraining(
            request(request.input().where(where), request.labels().get(0), request.weight()), null)
        .examples()
        .count();
  }

  /** Names that SQL, a shell or both would take for something else. */
  @ParameterizedTest
  @ValueSource(strings = {"a b", "it's", "null", "x-1", "`tick`", "Größe", "$HOME", "w"})
  void theConditionServesWhateverTheName(String name) throws Exception {
    String data =
        write(
            folder.resolve("gaps.csv"),
            "a," + name,
            "1,yes",
            "2,no",
            "3,",
            "4,\"\"",
            "5, ",
            "6,\" n/A \"",
            "7,yes");
    RowsRequest request = request(RowInput.files(List.of(data), null), name, null);

    String message = message(request);

    assertThat(message)
        .startsWith(
            "column '%s' has 4 missing cells, the first in row 3 of %s: ".formatted(name, data));
    assertThat(rowsLeft(request, pasted(message))).isEqualTo(3);
  }

  @Test
  void missingFeaturesAreNoFault() {
    String data = write(folder.resolve("a.csv"), "a,b,y", "1,,p", ",2,q", "3,4,p");
    RowsRequest request = request(RowInput.files(List.of(data), null));
    assertThat(reader().readForTraining(request, null).notes())
        .contains("2 columns have missing cells: a, b");
  }

  @Test
  void aConditionThatIsThereStaysInForce() throws Exception {
    RowInput data =
        RowInput.files(
            List.of(write(folder.resolve("a.csv"), "y,a", "1,5", "2,6", ",7", "3,8", "9,9.5")),
            null);
    RowsRequest request = request(data.where("y < 5 or a = 7"));

    String where = pasted(message(request));

    assertThat(where).isEqualTo("(y < 5 or a = 7) and y is not null");
    assertThat(rowsLeft(request, where)).isEqualTo(3);
  }

  @Test
  void labelsAndWeightsAreOfferedTheSame() throws Exception {
    RowsRequest labels =
        request(
            RowInput.files(
                List.of(write(folder.resolve("y.csv"), "a,y", "1,p", "2,", "3,q", "4,p")), null));
    assertThat(message(labels)).endsWith(": drop such rows with --where 'y is not null'");
    assertThat(rowsLeft(labels, pasted(message(labels)))).isEqualTo(3);

    RowsRequest weights =
        request(
            RowInput.files(
                List.of(
                    write(folder.resolve("w.csv"), "a,w,y", "1,1,p", "2,,q", "3,2,q", "4,NA,q")),
                null),
            "y",
            "w");
    assertThat(message(weights))
        .startsWith("column 'w' has 2 missing cells, the first in row 2 of ")
        .endsWith(": drop such rows with --where 'w is not null'");
    assertThat(rowsLeft(weights, pasted(message(weights)))).isEqualTo(2);
  }

  @Test
  void typedColumnsAndTablesAreOfferedTheSame() throws Exception {
    session()
        .sql(
            "select id a, if(id % 2 = 0, if(id = 4, ' ', if(id = 8, null, 'p')), 'q') y from range(9)")
        .createOrReplaceTempView("holes");
    Path parquet = folder.resolve("holes.parquet");
    session().table("holes").write().parquet(parquet.toString());

    for (RowInput input :
        List.of(RowInput.table("holes"), RowInput.files(List.of(parquet.toString()), null))) {
      assertThat(message(request(input))).startsWith("column 'y' has 2 missing cells");
      assertThat(rowsLeft(request(input), pasted(message(request(input))))).isEqualTo(7);
    }
  }

  @Test
  void nothingIsOfferedWhereEveryRowWouldGo() {
    String data = write(folder.resolve("a.csv"), "a,y", "1,", "2,NA");

    assertThat(message(request(RowInput.files(List.of(data), null))))
        .isEqualTo("column 'y' has 2 missing cells, the first in row 1 of " + data);
  }

  @Test
  void rowsToGoOnTrainingWithCanBeDroppedAndRowsToScoreCannot() {
    String data = write(folder.resolve("a.csv"), "a,c,y", "1,,5", ",2,6", "3,4,");
    RowInput input = RowInput.files(List.of(data), null);
    Model model = Models.sums(Models.numbers(List.of("a"), "y"));
    String sentence = "column 'y' has 1 missing cell, the first in row 3 of " + data;

    assertThatThrownBy(() -> reader().readForWarmStart(request(input), model))
        .isInstanceOf(DataException.class)
        .hasMessage(sentence + ": drop such rows with --where 'y is not null'");

    assertThatThrownBy(() -> reader().readLabelled(input, model))
        .isInstanceOf(DataException.class)
        .hasMessage(sentence);
  }
}
