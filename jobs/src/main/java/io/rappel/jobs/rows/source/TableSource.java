package io.rappel.jobs.rows.source;

import io.rappel.jobs.rows.files.ReadFailure;
import io.rappel.jobs.rows.order.RowMatches;
import io.rappel.jobs.rows.order.RowOrder;
import io.rappel.jobs.spark.SparkInternals;
import io.rappel.trainer.config.ConfigurationException;
import io.rappel.trainer.data.DataException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.types.StructType;

/**
 * The rows of a table or view that Spark knows by a name, or of a frame, in the order in which
 * Spark reads them. Both are of the caller's session, with its settings, catalogs and views.
 */
final class TableSource implements RowSource {

  private final String name;
  private final SparkSession session;
  private final Dataset<Row> frame;
  private final RowOrder order;

  private TableSource(SparkSession session, String name, Dataset<Row> frame) {
    this.name = name;
    this.session = session;
    this.frame = frame;
    this.order = order(frame);
    session.conf().set("spark.sql.caseSensitive", "true");
  }

  /**
   * Opens a table.
   *
   * @throws ConfigurationException if the name is none
   * @throws DataException if there is no such table, or it has two columns of a name
   */
  static TableSource open(SparkSession spark, String name) {
    String table = "table " + name;
    return ReadFailure.translate(
        table, () -> new TableSource(spark.newSession(), table, table(spark, name)));
  }

  /**
   * The rows of a frame.
   *
   * @throws DataException if it has two columns of a name
   */
  static TableSource of(SparkSession spark, String name, Dataset<Row> frame) {
    requireDifferentColumns(name, frame.columns());
    return new TableSource(spark.newSession(), name, frame);
  }

  private static Dataset<Row> table(SparkSession spark, String name)
      throws SparkException, AnalysisException {
    try {
      Dataset<Row> frame = ReadFailure.declared(() -> spark.table(name));
      requireDifferentColumns("table " + name, frame.columns());
      return frame;
    } catch (ParseException e) {
      throw new ConfigurationException("--table '%s' is no name of a table".formatted(name));
    } catch (AnalysisException e) {
      if ("TABLE_OR_VIEW_NOT_FOUND".equals(SparkInternals.condition(e))) {
        throw new DataException("there is no table " + name, e);
      }
      throw e;
    }
  }

  private static void requireDifferentColumns(String name, String[] columns) {
    Set<String> seen = new HashSet<>();
    for (String column : columns) {
      if (!seen.add(column)) {
        throw new DataException("%s has two columns named '%s'".formatted(name, column));
      }
    }
  }

  @Override
  public SparkSession session() {
    return session;
  }

  @Override
  public StructType schema() {
    return frame.schema();
  }

  @Override
  public boolean isLibsvm() {
    return false;
  }

  @Override
  public boolean isColumnar() {
    return true;
  }

  @Override
  public boolean findsTypes() {
    return false;
  }

  @Override
  public Dataset<Row> frame() {
    return frame;
  }

  @Override
  public RowOrder order(Dataset<Row> selected) {
    return new AsRead(FrameRows.of(selected), toString());
  }

  @Override
  public ReadableRows readable() {
    return ReadableRows.of(frame, () -> order);
  }

  @Override
  public <T> T read(Pass<T> pass) {
    return ReadFailure.translate(this, () -> ReadFailure.declared(() -> pass.over(readable())));
  }

  @Override
  public void requireDecodable() {
    ReadFailure.translate(
        this,
        () -> {
          TextColumns.requireUtf8(this);
          return null;
        });
  }

  /** Spark reads a table as it was when it was opened. */
  @Override
  public void requireUnchanged() {}

  @Override
  public List<RowMatches> find(List<? extends RowMatches.Fault> faults) {
    return ReadFailure.translate(this, () -> RowMatches.find(order, faults));
  }

  @Override
  public String toString() {
    return name;
  }

  /** Rows whose order is that of Spark's partitions. */
  private record AsRead(JavaRDD<Row> unordered, String name) implements RowOrder {

    @Override
    public <T> JavaRDD<T> grouped(JavaRDD<T> ofPartitions) {
      return ofPartitions;
    }

    @Override
    public List<Part> parts() {
      return IntStream.range(0, unordered.getNumPartitions())
          .mapToObj(index -> new Part(index, name))
          .toList();
    }
  }
}
