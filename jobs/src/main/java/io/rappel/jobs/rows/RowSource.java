package io.rappel.jobs.rows;

import io.rappel.trainer.ConfigurationException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** Rows as Spark reads them. What {@code toString} gives is their name for people. */
interface RowSource {

  /** Settings of Spark that turn damaged files into fewer rows. */
  List<String> HIDES_DAMAGE =
      List.of("spark.sql.files.ignoreCorruptFiles", "spark.sql.files.ignoreMissingFiles");

  /**
   * Opens an input, without reading more of it than a header or schema, unless it has a condition.
   *
   * @throws ConfigurationException if the condition is wrong, or a setting would hide damage
   * @throws io.rappel.trainer.data.DataException if there is no such input, or it cannot be read
   */
  static RowSource open(SparkSession spark, RowInput input) {
    HIDES_DAMAGE.forEach(setting -> requireOff(spark, setting));
    RowSource all =
        input.table() == null
            ? FileSource.open(spark, input.paths(), input.format())
            : TableSource.open(spark, input.table());
    return input.where() == null ? all : FilteredSource.of(all, input.where());
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

  /** Whether cells are text, whose types are found in the pass that checks them. */
  boolean findsTypes();

  /**
   * All rows. Where types are to be found, they have one more column than the schema, of text that
   * is null unless the row is malformed.
   */
  Dataset<Row> frame();

  /** The order of rows that were selected from the frame. */
  RowOrder order(Dataset<Row> selected);

  /** The rows in the input's order, read anew by each action. A malformed row is an exception. */
  JavaRDD<Row> rows();

  /**
   * Summarises all rows, as {@link #frame} has them.
   *
   * @throws io.rappel.trainer.data.DataException if they cannot be read
   */
  <S extends RowSummary<S>> S summarise(S empty);

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

  /** Finds rows at fault, of which there are some; rows as in {@link #summarise}. */
  RowMatches find(RowMatches.Fault fault);
}
