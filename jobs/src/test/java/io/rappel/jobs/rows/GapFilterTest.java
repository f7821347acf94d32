package io.rappel.jobs.rows;

import static io.rappel.jobs.rows.LocalSpark.reader;
import static io.rappel.jobs.rows.LocalSpark.session;
import static io.rappel.jobs.rows.LocalSpark.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.rappel.trainer.data.DataException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the error of missing cells offers, pasted into a shell, drops these rows. */
class GapFilterTest {

  @TempDir Path folder;

  /** Names that SQL, a shell or both would take for something else. */
  private static final String HEADER = "a b,it's,null,x-1,`tick`,Größe,$HOME,w,y,unused";

  private static RowsRequest request(RowInput input, String weight, String... exclude) {
    return new RowsRequest(input, List.of("y"), List.of(), List.of(exclude), weight, null);
  }

  private static String message(RowsRequest request) {
    Throwable thrown = catchThrowable(() -> reader().readForTraining(request, null));
    assertThat(thrown).isInstanceOf(DataException.class);
    return thrown.getMessage();
  }

  /** The value of the option as a shell hands it on. */
  private static String pasted(String message) throws IOException, InterruptedException {
    String option = message.replaceFirst("(?s).*: drop such rows with ", "");
    Process shell =
        new ProcessBuilder(
                "sh", "-c", "printf '%s' " + option.replaceFirst(", or leave the column.*", ""))
            .start();
    String words = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(shell.waitFor()).isZero();
    assertThat(words).startsWith("--where");
    return words.substring("--where".length());
  }

  private static long rowsLeft(RowInput input, String where, String weight, String... exclude) {
    return reader()
        .readForTraining(request(input.where(where), weight, exclude), null)
        .examples()
        .count();
  }

  @Test
  void oneConditionServesAllColumnsWhateverTheirNames() throws Exception {
    RowInput data =
        RowInput.files(
            List.of(
                write(
                    folder.resolve("gaps.csv"),
                    HEADER,
                    "1,2,3,4,5,6,7,1,yes,",
                    "2,1,3,2,5,6,7,1,no,",
                    ",2,3,4,5,6,7,1,yes,",
                    "1,,3,4,5,6,7,1,yes,",
                    "1,2,\"\",4,5,6,7,1,yes,",
                    "1,2,3, ,5,6,7,1,yes,",
                    "1,2,3,4,,6,7,1,yes,",
                    "1,2,3,4,5,,7,1,yes,",
                    "1,2,3,4,5,6,,1,yes,",
                    "1,2,3,4,5,6,7,,yes,",
                    "1,2,3,4,5,6,7,1,,",
                    "1,2,3,4,5,6,7,1,\"  \",")),
            null);

    String message = message(request(data, "w", "unused"));

    assertThat(message)
        .contains("column 'a b' has 1 missing cell, the first in row 3 of ")
        .contains("`a b` is not null and `it'\\''s` is not null and `null` is not null")
        .contains("```tick``` is not null and `Größe` is not null and `$HOME` is not null and w is")
        .contains("trim(y) <> '\\'''\\''", ", or leave the columns out with --exclude 'a b,it")
        .doesNotContain("unused");
    assertThat(rowsLeft(data, pasted(message), "w", "unused")).isEqualTo(2);
  }

  @Test
  void aConditionThatIsThereStaysInForce() throws Exception {
    RowInput data =
        RowInput.files(
            List.of(write(folder.resolve("a.csv"), "a,y", "1,5", "2,6", ",7", "3,8", "9,9.5")),
            null);

    String where = pasted(message(request(data.where("a < 5 or y = 7"), null)));

    assertThat(where).isEqualTo("(a < 5 or y = 7) and a is not null");
    assertThat(rowsLeft(data, where, null)).isEqualTo(3);
  }

  @Test
  void labelsAndWeightsAreOfferedTheSame() throws Exception {
    RowInput labels =
        RowInput.files(
            List.of(write(folder.resolve("y.csv"), "a,y", "1,p", "2,", "3,q", "4,p")), null);
    assertThat(rowsLeft(labels, pasted(message(request(labels, null))), null)).isEqualTo(3);

    RowInput weights =
        RowInput.files(
            List.of(write(folder.resolve("w.csv"), "a,w,y", "1,1,p", "2,,q", "3,2,q")), null);
    assertThat(rowsLeft(weights, pasted(message(request(weights, "w"))), "w")).isEqualTo(2);
  }

  @Test
  void typedColumnsAndTablesAreOfferedTheSame() throws Exception {
    session()
        .sql(
            "select if(id = 7, null, id) a, if(id % 2 = 0, if(id = 4, ' ', 'p'), 'q') y from range(9)")
        .createOrReplaceTempView("holes");
    Path parquet = folder.resolve("holes.parquet");
    session().table("holes").write().parquet(parquet.toString());

    for (RowInput input :
        List.of(RowInput.table("holes"), RowInput.files(List.of(parquet.toString()), null))) {
      assertThat(rowsLeft(input, pasted(message(request(input, null))), null)).isEqualTo(7);
    }
  }

  @Test
  void nothingIsOfferedWhereEveryRowWouldGo() {
    RowInput data =
        RowInput.files(List.of(write(folder.resolve("a.csv"), "a,b,y", ",1,5", ",,6")), null);

    assertThat(message(request(data, null)))
        .endsWith(": leave the columns out with --exclude a,b")
        .doesNotContain("--where");
  }

  @Test
  void rowsToGoOnTrainingWithCanBeDroppedAndRowsToScoreCannot() throws Exception {
    RowInput data =
        RowInput.files(
            List.of(write(folder.resolve("a.csv"), "a,c,y", "1,,5", ",2,6", "3,,7")), null);
    RowsRequest request = request(data, null);

    Throwable warm =
        catchThrowable(() -> reader().readForWarmStart(request, Models.numbers(List.of("a"), "y")));
    assertThat(warm)
        .isInstanceOf(DataException.class)
        .hasMessageEndingWith(": drop such rows with --where 'a is not null'");

    Throwable scored =
        catchThrowable(
            () -> reader().readForScoring(data, Models.numbers(List.of("a"), "y"), true));
    assertThat(scored).isInstanceOf(DataException.class).message().doesNotContain("--where");
  }
}
