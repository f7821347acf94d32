package io.rappel.jobs.rows.source;

import static io.rappel.jobs.rows.LocalSpark.session;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rappel.jobs.rows.LocalSpark;
import io.rappel.jobs.rows.TrainingRows;
import io.rappel.trainer.data.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scala.collection.Seq;

/** Tables of many columns, and sets of many files. */
class WideTablesTest {

  private static final int COLUMNS = 3_000;

  private static final String EVERY_TYPE =
      """
      select cast(1 as tinyint) a, cast(2 as smallint) b, 3 c, 4L d, cast(0.5 as float) e, 0.25D f,
        1.50BD g, true h, 'é' i, date'1500-03-01' j, timestamp'2024-05-06 07:08:09.123' k,
        timestamp_ntz'2024-05-06 07:08:09' l, array(1, null) m, named_struct('x', 1, 'y', 'z') n,
        map('k', date'2024-01-02') o, X'0102' p, interval 2 days q, interval 3 months r
      union all
      select null, null, null, null, null, null, null, null, null, null, null, null, null, null,
        null, null, null, null
      """;

  @TempDir Path folder;

  @Test
  void cellsOfEveryTypeAreThoseOfSpark() {
    Dataset<Row> frame = session().sql(EVERY_TYPE);
    List<String> expected = frame.collectAsList().stream().map(WideTablesTest::text).toList();
    assertThat(texts(FrameRows.of(frame))).isEqualTo(expected);
    Dataset<Row> again = FrameRows.frame(session(), FrameRows.internal(frame), frame.schema());
    assertThat(again.schema()).isEqualTo(frame.schema());
    assertThat(again.collectAsList()).extracting(WideTablesTest::text).isEqualTo(expected);
  }

  private static List<String> texts(JavaRDD<Row> rows) {
    return rows.map(WideTablesTest::text).collect();
  }

  /** Each cell's class and value; of arrays, which are one of Scala's sequences, the value. */
  private static String text(Row row) {
    return IntStream.range(0, row.size())
        .mapToObj(row::get)
        .map(cell -> cell instanceof byte[] bytes ? List.of(bytes[0], bytes[1]) : cell)
        .map(cell -> cell == null || cell instanceof Seq<?> ? cell : cell.getClass() + " " + cell)
        .map(String::valueOf)
        .collect(Collectors.joining("; "));
  }

  @Test
  void readsWideTablesOfText() throws IOException {
    Path csv = Files.writeString(folder.resolve("wide.csv"), wide());
    TrainingRows rows = read(csv);
    assertThat(rows.schema().features()).hasSize(COLUMNS);
    assertThat(rows.examples().collect())
        .extracting(example -> example.features().apply(COLUMNS - 1))
        .containsExactlyInAnyOrder(COLUMNS - 1.0, (double) COLUMNS);
  }

  private static TrainingRows read(Path path) {
    return LocalSpark.reader().readForTraining(LocalSpark.request("y", path.toString()), null);
  }

  private static String wide() {
    return line("c", 0) + ",y\n" + line("", 0) + ",no\n" + line("", 1) + ",yes\n";
  }

  private static String line(String before, int first) {
    return IntStream.range(first, first + COLUMNS)
        .mapToObj(i -> before + i)
        .collect(Collectors.joining(","));
  }

  @Test
  void manySmallFilesAreReadInAFewTasksInTheirOrder() throws IOException {
    manyFiles();
    SparkSession spark = session().newSession();
    spark.conf().set("spark.sql.files.maxPartitionBytes", "128m");
    FileSource source = FileSource.open(spark, List.of(folder.toString()), null);
    assertThat(source.readable().rows().getNumPartitions()).isBetween(2, 10);
    assertThat(source.readable().rows().map(row -> row.getString(0)).collect())
        .isEqualTo(IntStream.range(0, 200).mapToObj(Integer::toString).toList());
  }

  @Test
  void namesTheFileAndRowOfAFaultAmongManyFiles() throws IOException {
    manyFiles();
    Files.writeString(folder.resolve("part-150.csv"), "a,y\n1,no\n2,\n");
    assertThatThrownBy(() -> read(folder))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("row 2 of " + folder.resolve("part-150.csv"));
  }

  private void manyFiles() throws IOException {
    for (int i = 0; i < 200; i++) {
      Files.writeString(
          folder.resolve("part-%03d.csv".formatted(i)),
          "a,y\n%d,%s\n".formatted(i, i % 2 == 0 ? "no" : "yes"));
    }
  }
}
