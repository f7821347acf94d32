package io.rappel.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.rappel.jobs.rows.LocalSpark;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Numbers that stand for nothing do so in every format, in training and in scoring. */
class MissingNumbersTest {

  @TempDir private Path folder;

  private String run(String... arguments) {
    StringWriter err = new StringWriter();
    StringWriter out = new StringWriter();
    int exitCode =
        new RappelCommand(new PrintWriter(out, true), new PrintWriter(err, true))
            .execute(arguments);
    assertThat(exitCode).as(err.toString()).isZero();
    return out.toString();
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  @Test
  void allFormatsGiveTheSameModelAndPredictions() throws IOException {
    Dataset<Row> rows =
        LocalSpark.session()
            .sql(
                """
                select cast(if(id % 5 = 0, -999, id % 17) as int) i, if(id % 7 = 0, -999D, sin(id)) d,
                  cast(if(id % 3 = 0, -999, id % 4) as bigint) code, sin(id) + cos(id * 3) y
                from range(300)
                """)
            .coalesce(1);
    rows.selectExpr("i", "cast(d as decimal(10, 6)) d", "code", "y")
        .selectExpr("i", "if(d = -999, '-999', cast(d as string)) d", "code", "y")
        .write()
        .option("header", true)
        .csv(path("rows.csv"));
    rows.selectExpr("i", "cast(cast(d as decimal(10, 6)) as double) d", "code", "y")
        .write()
        .parquet(path("rows.parquet"));

    for (String format : new String[] {"csv", "parquet"}) {
      run(
          "train",
          "--data",
          path("rows." + format),
          "--label",
          "y",
          "--missing",
          "-999",
          "--categories",
          "code",
          "--epochs",
          "2",
          "--out",
          path(format));
    }
    assertThat(folder.resolve("parquet/weights.safetensors"))
        .hasSameBinaryContentAs(folder.resolve("csv/weights.safetensors"));

    for (String format : new String[] {"csv", "parquet"}) {
      run(
          "predict",
          "--model",
          path("csv"),
          "--data",
          path("rows." + format),
          "--blas",
          "ejml",
          "--out",
          path(format + "-predictions.csv"));
    }
    assertThat(predictions("parquet-predictions.csv"))
        .isEqualTo(predictions("csv-predictions.csv"));
  }

  private List<String> predictions(String name) throws IOException {
    return Files.readAllLines(folder.resolve(name)).stream()
        .map(line -> line.substring(line.lastIndexOf(',') + 1))
        .toList();
  }
}
