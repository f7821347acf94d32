package io.rappel.jobs.rows.source;

import static io.rappel.jobs.rows.LocalSpark.session;
import static org.assertj.core.api.Assertions.assertThat;

import io.rappel.jobs.rows.batch.RowBatches;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.metrics.source.CodegenMetrics;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of columns as they are read fast, compared with Spark's rows of them. */
class ColumnarScanTest {

  /** Each third cell of a column is null, beginning elsewhere. */
  private static final String EVERY_TYPE =
      """
      select %s from (select id,
        case when id %% 3 = 0 then null else sin(id) * pow(10, id %% 40) end d,
        sin(id) full,
        cast(id %% 7 as double) few,
        case when id %% 3 = 1 then null else cast(cos(id) as float) end f,
        case when id %% 3 = 2 then null else xxhash64(id) end l,
        case when id %% 3 = 0 then null else cast(id - 50 as int) end i,
        case when id %% 3 = 1 then null else cast(id %% 200 as smallint) end s,
        case when id %% 3 = 2 then null else cast(id %% 100 as tinyint) end b,
        case when id %% 3 = 0 then null else id %% 2 = 0 end t,
        case when id %% 3 = 1 then null else cast(id / 7 as decimal(10, 3)) end dec,
        case when id %% 3 = 1 then null else cast(id as decimal(38, 0)) end wide,
        case when id %% 3 = 2 then null else date_add(date'1970-01-01', cast(id * 700 - 200000 as int)) end day,
        case when id %% 3 = 0 then null
          else timestamp_micros(id * 30000000001234567 - 6000000000000000000) end at,
        case when id %% 3 = 1 then null
          else cast(timestamp_micros(id * 12345678901234 - 2500000000000000) as timestamp_ntz) end local,
        case when id %% 3 = 2 then null
          else element_at(array('', ' x ', '7', '007', 'NA', 'größer', 'TRUE', '2024-05-06', '1e3', '1,5'),
            cast(id %% 10 + 1 as int)) end text,
        concat('level ', id) many,
        case when id %% 5 = 0 then null else cast(id %% 4 as %s) end y
        from range(%d))
      """;

  private static final String ALL =
      "d, full, few, f, l, i, s, b, t, dec, wide, day, at, local, text, many, y";

  @TempDir Path folder;

  private Dataset<Row> rows(String columns, String label, int count) {
    return session().sql(EVERY_TYPE.formatted(columns, label, count));
  }

  private FileSource open() {
    return FileSource.open(session(), List.of(folder + "/data"), null);
  }

  private void compare(RowBatches maker) {
    FileSource source = open();
    assertThat(ColumnarScan.of(source.frame(), maker.columns().wanted())).isPresent();
    assertThat(Batches.of(source, maker, Batches.Way.BATCHES))
        .hasSizeGreaterThan(10)
        .isEqualTo(Batches.of(source, maker, Batches.Way.ROWS));
  }

  @ParameterizedTest
  @CsvSource({
    "parquet, true, double",
    "parquet, false, bigint",
    "orc, true, int",
    "orc, false, string",
    "parquet, true, boolean",
    "parquet, false, 'decimal(20, 2)'"
  })
  void cellsOfEveryTypeAreThoseOfRows(String format, String dictionaries, String label) {
    rows(ALL, label, 300)
        .repartition(3)
        .write()
        .format(format)
        .options(
            Map.of(
                "parquet.enable.dictionary",
                dictionaries,
                "orc.dictionary.key.threshold",
                dictionaries.equals("true") ? "1.0" : "0.0",
                "parquet.block.size",
                "4000"))
        .save(folder + "/data");
    compare(Batches.maker(open(), Set.of(), null));
    compare(Batches.maker(open(), Set.of("few", "l", "i", "f", "dec", "text"), "full"));
  }

  @Test
  void batchesEndWhereThoseOfRowsDo() {
    rows("d, text, y", "string", 10_000).coalesce(1).write().parquet(folder + "/data");
    compare(Batches.maker(open(), Set.of(), null));
  }

  @Test
  void columnsThatAreNotWantedAreNotRead() {
    rows(ALL, "double", 50).write().parquet(folder + "/data");
    FileSource source = open();
    RowBatches all = Batches.maker(source, Set.of(), null);
    boolean[] wanted = new boolean[source.schema().size()];
    wanted[2] = true;
    wanted[15] = true;
    ColumnarScan scan = ColumnarScan.of(source.frame(), wanted).orElseThrow();
    assertThat(scan.batches().map(batch -> batch.numCols()).collect()).containsOnly(2);
    assertThat(all.columns().wanted()).containsOnly(true);
  }

  @Test
  void foldersAreColumns() {
    rows("d, few, s, text, y, b", "string", 200)
        .write()
        .partitionBy("few", "text", "s")
        .parquet(folder + "/data");
    compare(Batches.maker(open(), Set.of("few"), null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"array(d, 1D)", "named_struct('d', d)"})
  void columnsOfColumnsAreReadAsRows(String nested) {
    rows("d, " + nested + " n, y", "string", 50).write().parquet(folder + "/data");
    FileSource source = open();
    boolean[] wanted = {true, true, true};
    assertThat(ColumnarScan.of(source.frame(), wanted)).isEmpty();
    wanted[1] = false;
    assertThat(ColumnarScan.of(source.frame(), wanted)).isPresent();
  }

  @Test
  void settingsAreThoseOfBefore() {
    rows("d, y", "string", 50).write().parquet(folder + "/data");
    FileSource source = open();
    List<String> before = settings(source);
    ColumnarScan.of(source.frame(), new boolean[] {true, true});
    assertThat(settings(source)).isEqualTo(before);
  }

  private static List<String> settings(FileSource source) {
    return Stream.of(
            "spark.sql.codegen.maxFields",
            "spark.sql.parquet.columnarReaderBatchSize",
            "spark.sql.orc.columnarReaderBatchSize")
        .map(source.session().conf()::get)
        .toList();
  }

  /** Which takes a third of a second, and longer the more columns there are. */
  @ParameterizedTest
  @ValueSource(strings = {"parquet", "orc"})
  void nothingIsCompiledForThem(String format) {
    rows("t, f, l, b, y", "smallint", 50).write().format(format).save(folder + "/data");
    FileSource source = open();
    RowBatches maker = Batches.maker(source, Set.of(), null);
    long before = CodegenMetrics.METRIC_COMPILATION_TIME().getCount();
    assertThat(Batches.of(source, maker, Batches.Way.BATCHES)).isNotEmpty();
    assertThat(CodegenMetrics.METRIC_COMPILATION_TIME().getCount()).isEqualTo(before);
  }
}
