package io.rappel.jobs.rows.source;

import io.rappel.jobs.rows.batch.BatchColumns;
import io.rappel.jobs.rows.batch.BatchMaker;
import io.rappel.jobs.rows.batch.InternalColumn;
import io.rappel.jobs.rows.batch.RowBatches;
import io.rappel.jobs.rows.cell.TextCells;
import io.rappel.jobs.rows.files.ReadFailure;
import io.rappel.jobs.rows.order.ColumnTasks;
import io.rappel.jobs.rows.order.RowGroups;
import io.rappel.jobs.rows.order.RowMatches;
import io.rappel.jobs.rows.order.RowOrder;
import io.rappel.trainer.config.ConfigurationException;
import io.rappel.trainer.data.CellRules;
import io.rappel.trainer.data.RowBatch;
import io.rappel.trainer.spark.deal.DealtRows;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;

/** Rows as Spark reads them. What {@code toString} gives is their name for people. */
public interface RowSource {

  /** Settings of Spark that turn damaged files into fewer rows. */
  List<String> HIDES_DAMAGE =
      List.of("spark.sql.files.ignoreCorruptFiles", "spark.sql.files.ignoreMissingFiles");

  /**
   * Opens an input, without reading more of it than a header or schema, unless it has a condition.
   *
   * @param cells what text says, to conditions
   * @throws ConfigurationException if the condition is wrong, or a setting would hide damage
   * @throws io.rappel.trainer.data.DataException if there is no such input, or it cannot be read
   */
  static RowSource open(SparkSession spark, RowInput input, CellRules cells) {
    return open(spark, input, cells, null, ColumnSearch.sure(), array -> true);
  }

  /**
   * Opens an input whose rows are followed by a cell more: 1 where a condition is true, else 0.
   *
   * @param heldOut the condition; null: there is none, and no such cell
   * @param search how columns are found
   * @param arrays whether entries of an array of this name are to be columns
   */
  static RowSource open(
      SparkSession spark,
      RowInput input,
      CellRules cells,
      String heldOut,
      ColumnSearch search,
      Predicate<String> arrays) {
    HIDES_DAMAGE.forEach(setting -> requireOff(spark, setting));
    RowSource all = all(spark, input, search);
    RowSource kept =
        input.where() == null && heldOut == null
            ? all
            : FilteredSource.of(all, input.where(), heldOut, cells);
    return ExpandedSource.of(kept, arrays);
  }

  private static RowSource all(SparkSession spark, RowInput input, ColumnSearch search) {
    if (input.frame() != null) {
      return TableSource.of(spark, input.toString(), input.frame());
    }
    return input.table() == null
        ? FileSource.open(spark, input.paths(), input.format(), input.text(), search)
        : TableSource.open(spark, input.table());
  }

  private static void requireOff(SparkSession spark, String setting) {
    if (Boolean.parseBoolean(spark.conf().get(setting))) {
      throw new ConfigurationException(
          setting + " is true and would hide damaged input: set it to false");
    }
  }

  /** A session in which names of columns that differ in case alone are different ones. */
  SparkSession session();

  /** The columns. */
  StructType schema();

  /** Whether each row is one line of text, without columns, as in LIBSVM. */
  boolean isLibsvm();

  /** Whether it is Parquet, ORC or a table. */
  boolean isColumnar();

  /** Whether cells are text, whose types are found in the pass that checks them. */
  boolean findsTypes();

  /**
   * All rows. Where types are to be found, they have one more column than the schema, of text that
   * is null unless the row is malformed.
   */
  Dataset<Row> frame();

  /** The order of rows that were selected from the frame. */
  RowOrder order(Dataset<Row> selected);

  /** The rows in the input's order, read anew by each action. */
  ReadableRows readable();

  /**
   * Reads all rows once, unless the first reading was no good.
   *
   * @throws io.rappel.trainer.data.DataException if they cannot be read
   */
  <T> T read(Pass<T> pass);

  /**
   * Looks at a few rows, before all are read.
   *
   * @param action on the frame of the rows
   * @throws io.rappel.trainer.data.DataException if they cannot be read
   */
  default <T> T look(Function<Dataset<Row>, T> action) {
    return ReadFailure.translate(this, () -> ReadFailure.declared(() -> action.apply(frame())));
  }

  /**
   * Rows of a frame, in the input's order. Where types are to be found, they have one more cell
   * than the schema, of text that is null unless the row is malformed.
   *
   * @param order for which Spark compiles the reading of rows, in vain where there is a faster way
   */
  record ReadableRows(Dataset<Row> frame, Supplier<RowOrder> order, FastWay fast) {

    /** Rows that have no faster way than through Spark's own. */
    static ReadableRows of(Dataset<Row> frame, Supplier<RowOrder> order) {
      return new ReadableRows(frame, order, batches -> Optional.empty());
    }

    /** The rows. */
    public JavaRDD<Row> rows() {
      return order.get().inOrder();
    }

    /** The rows as batches. */
    public JavaRDD<RowBatch> batches(BatchMaker maker) {
      return maker instanceof RowBatches batches
          ? fast.of(batches).orElseGet(() -> ofInternalRows(batches))
          : rows().mapPartitions(maker);
    }

    private JavaRDD<RowBatch> ofInternalRows(RowBatches batches) {
      InternalColumn[] columns = FrameRows.columns(frame.schema());
      return internalRows().mapPartitions(found -> batches.ofInternal(found, columns));
    }

    /** All lines of files, as Spark has them itself: those of LIBSVM that are no rows as well. */
    public JavaRDD<InternalRow> internalRows() {
      return order.get().grouped(FrameRows.internal(frame));
    }

    /**
     * The rows by column, where Spark reads them so.
     *
     * @param groups null: they are not known
     */
    public Optional<ColumnTasks> columns(RowGroups groups) {
      return FrameRows.columns(frame).map(batches -> order.get().tasks(batches, groups));
    }
  }

  /** Makes batches of files without rows of Spark's between, where that can be. */
  @FunctionalInterface
  interface FastWay {
    Optional<JavaRDD<RowBatch>> of(RowBatches batches);
  }

  /** What is done with rows while they are read. */
  interface Pass<T> {

    T over(ReadableRows rows);

    /** Malformed rows that were found. */
    long malformed(T found);

    /** Whether there was no row at all. */
    boolean isEmpty(T found);

    /** Another reading takes the place of this one. */
    void discard(T found);
  }

  /** The columns that go with predictions. */
  default StructType carried() {
    return schema();
  }

  /** Columns of arrays and vectors, each with the names of its entries, which are columns too. */
  default Map<String, List<String>> arrays() {
    return Map.of();
  }

  /** Names of columns that are entries of arrays. */
  default Set<String> entries() {
    return arrays().values().stream().flatMap(List::stream).collect(Collectors.toSet());
  }

  /** Types of columns that cannot be read, by name; they are not in the schema. */
  default Map<String, String> unreadable() {
    return Map.of();
  }

  /** Columns that are an index of rows by what the files say, and no data. */
  default Set<String> indexes() {
    return Set.of();
  }

  /** Sentences for the user on what is not read. */
  default List<String> notes() {
    return List.of();
  }

  /**
   * @throws io.rappel.trainer.data.DataException if text holds bytes that cannot be decoded
   */
  void requireDecodable();

  /**
   * @throws io.rappel.trainer.data.DataException if the input is not what it was when it was opened
   */
  void requireUnchanged();

  /**
   * Reads all rows as batches, once.
   *
   * @param read reads what it is given
   * @throws io.rappel.trainer.data.DataException if they cannot be read
   */
  default DealtRows deal(BatchMaker maker, Function<JavaRDD<RowBatch>, DealtRows> read) {
    return read(
        new Pass<>() {
          @Override
          public DealtRows over(ReadableRows rows) {
            return read.apply(rows.batches(maker));
          }

          @Override
          public long malformed(DealtRows found) {
            return found.profile().malformed();
          }

          @Override
          public boolean isEmpty(DealtRows found) {
            return found.profile().rows() + found.profile().malformed() == 0;
          }

          @Override
          public void discard(DealtRows found) {
            found.close();
          }
        });
  }

  /**
   * Which cells become batches.
   *
   * @param weight or null
   * @param holdOut place of the cell that tells which rows are held out; −1: there is none
   * @param categories features whose numbers are codes
   */
  default BatchColumns columns(
      List<String> features,
      List<String> labels,
      String weight,
      int holdOut,
      Set<String> categories,
      CellRules cells) {
    List<String> all = List.of(schema().fieldNames());
    boolean[] codes = new boolean[features.size()];
    for (int j = 0; j < codes.length; j++) {
      codes[j] = categories.contains(features.get(j));
    }
    return new BatchColumns(
        BatchColumns.places(features, all),
        BatchColumns.places(labels, all),
        weight == null ? -1 : all.indexOf(weight),
        holdOut,
        all.size(),
        codes,
        findsTypes(),
        new TextCells(cells, decimalComma()));
  }

  /** The groups of rows of few files of Parquet, read now; of others, null. */
  default RowGroups rowGroups() {
    return null;
  }

  /** Bytes of the input as it is stored, as far as they are known; 0: they are not. */
  default long bytes() {
    return 0;
  }

  /** The files that are read, the first of them: path, bytes and time; empty: there are none. */
  default List<Map<String, Object>> manifest() {
    return List.of();
  }

  /** Whether 1,5 is a number. */
  default boolean decimalComma() {
    return false;
  }

  /** Finds rows of each fault, of which there are some; rows are as {@link #frame} has them. */
  List<RowMatches> find(List<? extends RowMatches.Fault> faults);
}
