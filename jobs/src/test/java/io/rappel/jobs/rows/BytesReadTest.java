package io.rappel.jobs.rows;

import static io.rappel.jobs.rows.LocalSpark.reader;
import static io.rappel.jobs.rows.LocalSpark.session;
import static org.assertj.core.api.Assertions.assertThat;

import io.rappel.jobs.rows.columns.RowsRequest;
import io.rappel.jobs.rows.files.RowFormat;
import io.rappel.jobs.rows.source.RowInput;
import io.rappel.trainer.config.TrainingConfig;
import io.rappel.trainer.progress.TrainingListener;
import io.rappel.trainer.spark.SparkTraining;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A training reads its input once: what is read of files is about what they hold. */
class BytesReadTest {

  private static final String SPLITS = "spark.sql.files.maxPartitionBytes";

  private static final String TABLE =
      """
      select sin(id) a, cos(id * 3) b, id %% 91 c, tan(id) d, concat('t', id %% 7) e,
        if(id %% 3 = 0, 'yes', 'no') y from range(%d)
      """;

  /** Bytes that are read of files before tasks do, at the most: headers, and how they begin. */
  private static final long BEGINNINGS = 1 << 20;

  @TempDir Path folder;

  @BeforeEach
  void splitAsUsual() {
    session()
        .sparkContext()
        .hadoopConfiguration()
        .set("fs.counted.impl", CountedFileSystem.class.getName());
    session().conf().set(SPLITS, "4m");
  }

  @AfterEach
  void splitAsBefore() {
    session().conf().set(SPLITS, LocalSpark.SPLIT_BYTES + "b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"parquet", "orc", "csv", "csv.gz", "json", "json.gz"})
  void inputIsReadOnce(String kind) throws IOException {
    String path = folder.resolve("rows").toString();
    Dataset<Row> table = session().sql(TABLE.formatted(100_000)).repartition(1);
    String format = kind.replace(".gz", "");
    table
        .write()
        .format(format)
        .option("header", "true")
        .option("compression", kind.endsWith("gz") ? "gzip" : "none")
        .save(path);
    RowsRequest request =
        new RowsRequest(
            RowInput.files(
                List.of(CountedFileSystem.SCHEME + "://" + path),
                RowFormat.valueOf(format.toUpperCase(Locale.ROOT))),
            List.of("y"),
            List.of(),
            List.of(),
            null,
            null);
    long before = CountedFileSystem.read();
    TrainingRows rows = reader().readForTraining(request, null);
    SparkTraining.train(
        rows.input(null, 2, null),
        TrainingConfig.builder().hidden(List.of()).epochs(1).build(),
        new TrainingListener() {});

    long held = bytes(path);
    assertThat(CountedFileSystem.read() - before).isBetween(held / 2, held * 12 / 10 + BEGINNINGS);
  }

  private static long bytes(String path) throws IOException {
    try (Stream<Path> files = Files.list(Path.of(path))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("part-"))
          .mapToLong(file -> file.toFile().length())
          .sum();
    }
  }
}
