package io.rappel.jobs.rows.predict;

import io.rappel.jobs.rows.order.RowGroups;
import io.rappel.jobs.rows.source.FrameRows;
import io.rappel.jobs.rows.source.RowSource;
import io.rappel.jobs.spark.SparkInternals;
import io.rappel.jobs.text.Sentences;
import io.rappel.trainer.config.ConfigurationException;
import io.rappel.trainer.data.pack.RowTyping;
import io.rappel.trainer.math.blas.BlasKind;
import io.rappel.trainer.model.Model;
import io.rappel.trainer.objective.score.OutputDecoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.DataFrameWriter;
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
 * Writes rows with their predictions. All tasks write parts to a hidden folder, or to a table of
 * another name; where one file is wanted, the parts are then joined in order. Only a complete
 * output gets the name that was asked for.
 */
public final class PredictionWriter {

  /** CSV as it is read: doubled quotes, text with its blanks, and moments to the microsecond. */
  private static final Map<String, String> CSV_OPTIONS =
      Map.of(
          "header", "true",
          "escape", "\"",
          "timestampFormat", "yyyy-MM-dd'T'HH:mm:ss.SSSSSSXXX",
          "timestampNTZFormat", "yyyy-MM-dd'T'HH:mm:ss.SSSSSS",
          "ignoreLeadingWhiteSpace", "false",
          "ignoreTrailingWhiteSpace", "false");

  /** How Spark writes moments in Parquet. */
  private static final String MOMENTS = "spark.sql.parquet.outputTimestampType";

  private final SparkSession session;
  private final RowSource source;
  private final ScorableRows rows;
  private final Model model;
  private final OutputDecoder decoder;
  private final BlasKind blas;

  /**
   * @param session in which a table's name is resolved
   * @param decoder the model's, with a threshold or without
   */
  public PredictionWriter(
      SparkSession session,
      RowSource source,
      ScorableRows rows,
      Model model,
      OutputDecoder decoder,
      BlasKind blas) {
    this.session = session;
    this.source = source;
    this.rows = rows;
    this.model = model;
    this.decoder = decoder;
    this.blas = blas;
  }

  /**
   * Writes everything, or nothing.
   *
   * @return sentences on what is unusual about the rows
   */
  public List<String> write(PredictionOutput output) {
    return output.table() == null ? writeFiles(output) : writeTable(output);
  }

  private List<String> writeFiles(PredictionOutput output) {
    try (OutputPlace place =
        OutputPlace.open(
            output.path(),
            output.overwrite(),
            source.session().sparkContext().hadoopConfiguration())) {
      OutputFormat format = output.format(source.isColumnar());
      Path parts = place.staged("parts");
      RowGroups groups = source.rowGroups();
      List<String> notes =
          write(
              source.session(),
              format,
              groups,
              (frame, added) -> save(frame, added, format, groups, parts));
      if (output.isOneFile()) {
        place.publish(format == OutputFormat.CSV ? place.joinCsv(parts) : place.joinParquet(parts));
      } else {
        place.publish(parts);
      }
      return notes;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + output.path() + ": " + e.getMessage(), e);
    }
  }

  private List<String> writeTable(PredictionOutput output) {
    try (OutputTable table = OutputTable.open(session, output.table(), output.overwrite())) {
      List<String> notes =
          write(
              session,
              OutputFormat.PARQUET,
              source.rowGroups(),
              (frame, added) -> table.stage(frame));
      table.publish();
      return notes;
    }
  }

  /**
   * Writes rows where nobody looks for them.
   *
   * @param target the session that writes
   * @param format of which the columns' types are
   * @param groups of which the rows are read; null: they are not known
   */
  private List<String> write(
      SparkSession target,
      OutputFormat format,
      RowGroups groups,
      BiConsumer<Dataset<Row>, PredictionColumns> save) {
    boolean text = format == OutputFormat.CSV;
    CarriedColumns carried = rows.carried(!text);
    PredictionColumns added = new PredictionColumns(model.schema(), carried.schema(), text);
    if (text) {
      requireCsvTypes(added.all());
    }
    PredictedRows found = source.read(new Predicting(target, carried, added, groups, save));
    List<String> notes = new ArrayList<>(added.notes());
    notes.addAll(rows.check(found.profile(), false));
    if (found.beyond() > 0) {
      notes.add(Sentences.beyond(found.beyond(), model.precision()));
    }
    source.requireUnchanged();
    return notes;
  }

  /** Writes the rows while they are read. */
  private final class Predicting implements RowSource.Pass<PredictedRows> {

    private final SparkSession target;
    private final CarriedColumns carried;
    private final PredictionColumns added;
    private final RowGroups groups;
    private final BiConsumer<Dataset<Row>, PredictionColumns> save;

    Predicting(
        SparkSession target,
        CarriedColumns carried,
        PredictionColumns added,
        RowGroups groups,
        BiConsumer<Dataset<Row>, PredictionColumns> save) {
      this.target = target;
      this.carried = carried;
      this.added = added;
      this.groups = groups;
      this.save = save;
    }

    @Override
    public PredictedRows over(RowSource.ReadableRows readable) {
      PredictedRows found = PredictedRows.in(target.sparkContext(), rows.width());
      RowTyping typing =
          rows.width() < 0
              ? RowTyping.numbers(rows.columns().size(), 0)
              : model.encoder().typing(rows.columns(), 0, null);
      PredictRows predict =
          new PredictRows(
              model, decoder, blas, rows.features(), rows.width(), typing, carried, added, found);
      save.accept(FrameRows.frame(target, predict.of(readable, groups), added.all()), added);
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
      // The rows have been written again.
    }
  }

  private static void requireCsvTypes(StructType schema) {
    for (StructField field : schema.fields()) {
      if (field.dataType() instanceof ArrayType
          || field.dataType() instanceof MapType
          || field.dataType() instanceof StructType
          || field.dataType() instanceof BinaryType) {
        throw new ConfigurationException(
            "column '%s' is %s, which CSV cannot hold: give --out-format parquet, or a name that ends in .parquet"
                .formatted(field.name(), field.dataType().simpleString()));
      }
    }
  }

  private void save(
      Dataset<Row> frame,
      PredictionColumns added,
      OutputFormat format,
      RowGroups groups,
      Path folder) {
    DataFrameWriter<Row> writer = frame.write().mode(SaveMode.Overwrite);
    if (format == OutputFormat.PARQUET) {
      writeMomentsWithTheirZone(frame.sparkSession());
      // Parquet's writer would try a dictionary first, which takes a quarter of all time.
      Stream.concat(
              added.fractions().stream(), groups == null ? Stream.empty() : groups.plain().stream())
          .forEach(column -> writer.option("parquet.enable.dictionary#" + column, "false"));
      writer.parquet(folder.toString());
    } else {
      // Where 1,5 is a number, it is one in cells that end with semicolons alone.
      writer
          .options(CSV_OPTIONS)
          .option("sep", source.decimalComma() ? ";" : ",")
          .csv(folder.toString());
    }
  }

  /**
   * Spark's own INT96 has no zone, and most other readers wrap its years after 2262 round. What the
   * user has set stays.
   */
  private static void writeMomentsWithTheirZone(SparkSession own) {
    if (!SparkInternals.state(own).conf().contains(MOMENTS)) {
      own.conf().set(MOMENTS, "TIMESTAMP_MICROS");
    }
  }
}
