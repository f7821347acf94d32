package io.rappel.jobs.rows;

import io.rappel.trainer.ConfigurationException;
import io.rappel.trainer.math.BlasKind;
import io.rappel.trainer.model.Model;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.LongAccumulator;

/**
 * Writes rows with their predictions. All tasks write parts to a staging folder; where one file is
 * wanted, the parts are then joined in order. Only a complete output gets the name that was asked
 * for.
 */
final class PredictionWriter {

  /** CSV as it is read: doubled quotes, and text with its blanks. */
  private static final Map<String, String> CSV_OPTIONS =
      Map.of(
          "header", "true",
          "escape", "\"",
          "ignoreLeadingWhiteSpace", "false",
          "ignoreTrailingWhiteSpace", "false");

  private final RowSource source;
  private final ScorableRows rows;
  private final Model model;
  private final BlasKind blas;

  PredictionWriter(RowSource source, ScorableRows rows, Model model, BlasKind blas) {
    this.source = source;
    this.rows = rows;
    this.model = model;
    this.blas = blas;
  }

  /**
   * Writes everything, or nothing.
   *
   * @return how many rows had a feature beyond the range of the model's arithmetic
   */
  long write(String outPath, boolean overwrite) {
    SparkSession session = source.session();
    LongAccumulator rowsBeyond = session.sparkContext().longAccumulator();
    try (OutputPlace place =
        OutputPlace.open(outPath, overwrite, session.sparkContext().hadoopConfiguration())) {
      Dataset<Row> frame = predictions(place.kind(), rowsBeyond);
      Path parts = place.staged("parts");
      ReadFailure.translate(
          source,
          () -> {
            save(frame, place.kind(), parts);
            if (place.kind() == OutputPlace.Kind.PARQUET_FILE) {
              save(inOnePart(parts), place.kind(), place.staged("joined"));
            }
            return null;
          });
      source.requireUnchanged();
      switch (place.kind()) {
        case CSV_FOLDER -> place.publish(parts);
        case CSV_FILE -> place.publish(place.joinCsv(parts));
        case PARQUET_FILE -> place.publish(place.onlyPart(place.staged("joined")));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + outPath + ": " + e.getMessage(), e);
    }
    return rowsBeyond.value();
  }

  private Dataset<Row> predictions(OutputPlace.Kind kind, LongAccumulator rowsBeyond) {
    CarriedColumns carried = rows.carried(kind == OutputPlace.Kind.PARQUET_FILE);
    PredictionColumns added =
        new PredictionColumns(model.schema(), kind != OutputPlace.Kind.PARQUET_FILE);
    StructType schema = added.after(carried.schema());
    if (kind != OutputPlace.Kind.PARQUET_FILE) {
      requireCsvTypes(schema);
    }
    PredictRows predict =
        new PredictRows(
            model, blas, rows.decoder(false), carried, added, schema.size(), rowsBeyond);
    JavaRDD<Row> predicted = source.rows().mapPartitions(predict);
    return FrameRows.frame(source.session(), predicted, schema);
  }

  private static void requireCsvTypes(StructType schema) {
    for (StructField field : schema.fields()) {
      if (field.dataType() instanceof ArrayType
          || field.dataType() instanceof MapType
          || field.dataType() instanceof StructType
          || field.dataType() instanceof BinaryType) {
        throw new ConfigurationException(
            "column '%s' is %s, which CSV cannot hold: choose an output that ends in .parquet"
                .formatted(field.name(), field.dataType().simpleString()));
      }
    }
  }

  private Dataset<Row> inOnePart(Path parts) {
    FileSource staged =
        FileSource.open(source.session(), List.of(InputFiles.literal(parts)), RowFormat.PARQUET);
    return FrameRows.frame(source.session(), staged.rowsInOnePartition(), staged.schema());
  }

  private static void save(Dataset<Row> frame, OutputPlace.Kind kind, Path folder) {
    if (kind == OutputPlace.Kind.PARQUET_FILE) {
      frame.write().parquet(folder.toString());
    } else {
      frame.write().options(CSV_OPTIONS).csv(folder.toString());
    }
  }
}
