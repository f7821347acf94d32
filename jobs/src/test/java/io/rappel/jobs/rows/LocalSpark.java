package io.rappel.jobs.rows;

import io.rappel.jobs.rows.columns.RowsRequest;
import io.rappel.jobs.rows.source.RowInput;
import io.rappel.trainer.spark.RappelKryoRegistrator;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.SparkSession;

/**
 * One session for all tests, in which every class that is serialized must be registered; and small
 * files.
 */
public final class LocalSpark {

  /** Bytes of a split, so that small files have several. */
  static final int SPLIT_BYTES = 2_000;

  /** Spark's own, which it sends with the schemas of files, but does not register. */
  private static final List<String> TYPES =
      List.of(
          "org.apache.spark.sql.types.NullType$",
          "org.apache.spark.sql.types.BooleanType$",
          "org.apache.spark.sql.types.ByteType$",
          "org.apache.spark.sql.types.ShortType$",
          "org.apache.spark.sql.types.FloatType$",
          "org.apache.spark.sql.types.BinaryType$",
          "org.apache.spark.sql.types.TimestampType$",
          "org.apache.spark.sql.types.TimestampNTZType$",
          "org.apache.spark.sql.types.MapType",
          "org.apache.spark.sql.types.ArrayType",
          "org.apache.spark.sql.types.DecimalType",
          "org.apache.spark.ml.linalg.VectorUDT",
          "org.apache.spark.ml.stat.SummarizerBuffer");

  /** Of the evaluator of numbers. */
  private static final List<String> SUMMARIES =
      Stream.of(
              "ComputeL1",
              "ComputeM2",
              "ComputeM2n",
              "ComputeMax",
              "ComputeMean",
              "ComputeMin",
              "ComputeNNZ",
              "ComputeWeightSum",
              "Count",
              "Max",
              "Mean",
              "Min",
              "NormL1",
              "NormL2",
              "NumNonZeros",
              "Std",
              "Sum",
              "Variance")
          .map("org.apache.spark.ml.stat.SummaryBuilderImpl$%s$"::formatted)
          .toList();

  private static final String SPARK_VERSION = org.apache.spark.package$.MODULE$.SPARK_VERSION();
  private static final SparkSession SESSION = start();

  private LocalSpark() {}

  private static SparkSession start() {
    SparkSession session =
        SparkSession.builder()
            .master("local[2]")
            .appName("rows")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.serializer", "org.apache.spark.serializer.KryoSerializer")
            .config("spark.kryo.registrator", RappelKryoRegistrator.class.getName())
            // Older ones send classes of their own that they do not register.
            .config("spark.kryo.registrationRequired", SPARK_VERSION.startsWith("4.1."))
            .config(
                "spark.kryo.classesToRegister",
                String.join(",", TYPES) + "," + String.join(",", SUMMARIES))
            // As they are by themselves from Spark 4.0 on.
            .config("spark.sql.ansi.enabled", "true")
            .config("spark.sql.parquet.datetimeRebaseModeInWrite", "CORRECTED")
            .config("spark.sql.parquet.int96RebaseModeInWrite", "CORRECTED")
            .config("spark.sql.files.maxPartitionBytes", SPLIT_BYTES + "b")
            .getOrCreate();
    session.sparkContext().setLogLevel("OFF");
    return session;
  }

  public static SparkSession session() {
    return SESSION;
  }

  public static RowReader reader() {
    return new RowReader(SESSION);
  }

  /** Writes a file of lines, compressed if its name ends in .gz; gives its path. */
  public static String write(Path file, String... lines) {
    return write(file, List.of(lines));
  }

  public static String write(Path file, List<String> lines) {
    String text = String.join("\n", lines) + (lines.isEmpty() ? "" : "\n");
    try {
      Files.createDirectories(file.getParent());
      try (OutputStream plain = Files.newOutputStream(file);
          OutputStream out =
              file.toString().endsWith(".gz") ? new GZIPOutputStream(plain) : plain) {
        out.write(text.getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file.toString();
  }

  /** A request of everything in some files. */
  public static RowsRequest request(String label, String... paths) {
    return new RowsRequest(
        RowInput.files(List.of(paths), null),
        label == null ? List.of() : List.of(label.split(",")),
        List.of(),
        List.of(),
        null,
        null);
  }
}
