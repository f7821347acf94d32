package io.rappel.jobs.rows.source;

import io.rappel.jobs.rows.batch.InternalColumn;
import io.rappel.jobs.spark.SparkInternals;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.FileSourceScanExec;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import scala.Option;

/**
 * Reads files as batches of columns, where their format has them, in the partitions in which Spark
 * would read them as rows.
 *
 * @param batches each to be used before there is asked for another
 * @param columns the batches' columns, by their places in the frame; null: it is not read
 */
record ColumnarScan(JavaRDD<ColumnarBatch> batches, InternalColumn[] columns) {

  /** Cells that vectors have room for at once, about: they have it before rows are known. */
  private static final int CELLS = 1 << 20;

  private static final int MOST_ROWS = 4096;
  private static final int FEWEST_ROWS = 16;

  /**
   * Reads some columns of a frame.
   *
   * @param wanted by their places in the frame
   * @return nothing if the frame is more than one scan of files, or has no such batches
   */
  static Optional<ColumnarScan> of(Dataset<Row> frame, boolean[] wanted) {
    StructType all = frame.schema();
    int[] places = IntStream.range(0, wanted.length).filter(j -> wanted[j]).toArray();
    if (!IntStream.of(places).allMatch(j -> InternalColumn.isPlain(all.apply(j).dataType()))) {
      return Optional.empty();
    }
    return withSettings(
        frame.sparkSession(),
        settings(places.length),
        () ->
            scan(places.length == all.size() ? frame.select("*") : selected(frame, places))
                .map(scan -> new ColumnarScan(scan, columns(all, places))));
  }

  private static Map<String, String> settings(int columns) {
    String rows =
        Integer.toString(Math.max(FEWEST_ROWS, Math.min(MOST_ROWS, CELLS / (columns + 1))));
    return Map.of(
        "spark.sql.codegen.maxFields", Integer.toString(Integer.MAX_VALUE),
        "spark.sql.parquet.columnarReaderBatchSize", rows,
        "spark.sql.orc.columnarReaderBatchSize", rows);
  }

  /** Runs something while a session has settings. */
  private static <T> T withSettings(
      SparkSession session, Map<String, String> settings, Supplier<T> run) {
    Map<String, Option<String>> before = new HashMap<>();
    settings.forEach(
        (name, value) -> {
          before.put(name, session.conf().getAll().get(name));
          session.conf().set(name, value);
        });
    try {
      return run.get();
    } finally {
      before.forEach(
          (name, value) -> {
            if (value.isDefined()) {
              session.conf().set(name, value.get());
            } else {
              session.conf().unset(name);
            }
          });
    }
  }

  private static Dataset<Row> selected(Dataset<Row> frame, int[] places) {
    String[] names = frame.columns();
    List<Column> columns = new ArrayList<>();
    for (int j : places) {
      columns.add(functions.col("`" + names[j].replace("`", "``") + "`"));
    }
    return frame.select(columns.toArray(Column[]::new));
  }

  private static Optional<JavaRDD<ColumnarBatch>> scan(Dataset<Row> selected) {
    return SparkInternals.query(selected).sparkPlan() instanceof FileSourceScanExec scan
            && scan.supportsColumnar()
        ? Optional.of(scan.executeColumnar().toJavaRDD())
        : Optional.empty();
  }

  private static InternalColumn[] columns(StructType all, int[] places) {
    InternalColumn[] columns = new InternalColumn[all.size()];
    Arrays.setAll(columns, j -> null);
    for (int k = 0; k < places.length; k++) {
      columns[places[k]] = new InternalColumn(k, all.apply(places[k]).dataType());
    }
    return columns;
  }
}
