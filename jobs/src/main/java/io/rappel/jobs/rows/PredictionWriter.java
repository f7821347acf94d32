package io.rappel.jobs.rows;

import io.rappel.trainer.ConfigurationException;
import io.rappel.trainer.data.RowTyping;
import io.rappel.trainer.math.BlasKind;
import io.rappel.trainer.model.Model;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

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
   * @return sentences on what is unusual about the rows
   */
  List<String> write(String outPath, boolean overwrite) {
    try (OutputPlace place =
        OutputPlace.open(
            outPath, overwrite, source.session().sparkContext().hadoopConfiguration())) {
      CarriedColumns carried = rows.carried(place.kind() == OutputPlace.Kind.PARQUET_FILE);
      PredictionColumns added =
          new PredictionColumns(model.schema(), place.kind() != OutputPlace.Kind.PARQUET_FILE);
      StructType schema = added.after(carried.schema());
      if (place.kind() != OutputPlace.Kind.PARQUET_FILE) {
        requireCsvTypes(schema);
      }
      Path parts = place.staged("parts");
      PredictedRows found =
          source.read(new Predicting(carried, added, schema, place.kind(), parts));
      List<String> notes = new ArrayList<>(rows.check(found.profile(), false));
      if (found.beyond() > 0) {
        notes.add(Sentences.beyond(found.beyond(), model.precision()));
      }
      Path joined = place.staged("joined");
      if (place.kind() == OutputPlace.Kind.PARQUET_FILE) {
        ReadFailure.translate(
            source,
            () -> {
              save(inOnePart(parts), place.kind(), joined);
              return null;
            });
      }
      source.requireUnchanged();
      switch (place.kind()) {
        case CSV_FOLDER -> place.publish(parts);
        case CSV_FILE -> place.publish(place.joinCsv(parts));
        case PARQUET_FILE -> place.publish(place.onlyPart(joined));
      }
      return notes;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + outPath + ": " + e.getMessage(), e);
    }
  }

  /** Writes the parts while rows are read. */
  private final class Predicting implements RowSource.Pass<PredictedRows> {

    private final CarriedColumns carried;
    private final PredictionColumns added;
    private final StructType schema;
    private final OutputPlace.Kind kind;
    private final Path parts;

    Predicting(
        CarriedColumns carried,
        PredictionColumns added,
        StructType schema,
        OutputPlace.Kind kind,
        Path parts) {
      this.carried = carried;
      this.added = added;
      this.schema = schema;
      this.kind = kind;
      this.parts = parts;
    }

    @Override
    public PredictedRows over(RowSource.ReadableRows readable) {
      SparkSession session = source.session();
      PredictedRows found = PredictedRows.in(session.sparkContext(), rows.width());
      RowTyping typing =
          rows.width() < 0
              ? RowTyping.numbers(rows.columns().size(), 0)
              : model.encoder().typing(rows.columns(), 0, null);
      PredictRows predict =
          new PredictRows(
              model,
              blas,
              rows.width(),
              typing,
              rows.maker(false),
              carried,
              added,
              schema.size(),
              found);
      save(FrameRows.frame(session, readable.rows().mapPartitions(predict), schema), kind, parts);
      return found;
    }

    @Override
    public long malformed(PredictedRows found) {
      return found.profile().malformed();
    }

    @Override
    public boolean isEmpty(PredictedRows found) {
      return found.isZero();
    }

    @Override
    public void discard(PredictedRows found) {
      // The parts have been written again.
    }
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
      frame.write().mode(SaveMode.Overwrite).parquet(folder.toString());
    } else {
      frame.write().mode(SaveMode.Overwrite).options(CSV_OPTIONS).csv(folder.toString());
    }
  }
}
