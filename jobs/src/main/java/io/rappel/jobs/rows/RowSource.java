package io.rappel.jobs.rows;

import io.rappel.trainer.ConfigurationException;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The rows of files as Spark reads them. Delimited cells are text, whose types are found later, in
 * the same pass that checks them. Each source has a session of its own, so that its settings
 * disturb no other.
 */
final class RowSource {

  private static final String MALFORMED = "__malformed_row";
  private static final List<String> HIDES_DAMAGE =
      List.of("spark.sql.files.ignoreCorruptFiles", "spark.sql.files.ignoreMissingFiles");

  private final SparkSession session;
  private final RowFormat format;
  private final InputFiles files;
  private final DelimitedHeader header;
  private final StructType schema;
  private final Splits splits;
  private final Splits lenient;

  private RowSource(SparkSession spark, List<String> paths, String formatName) {
    HIDES_DAMAGE.forEach(setting -> requireOff(spark, setting));
    this.session = spark.newSession();
    this.files = InputFiles.find(paths, spark.sparkContext().hadoopConfiguration());
    this.format = RowFormat.choose(formatName, files.list());
    long splitBytes = Splits.configure(session, Splits.largest(spark), files.bytes());
    session.conf().set("spark.sql.caseSensitive", "true");
    session.conf().set("spark.sql.csv.parser.columnPruning.enabled", "false");
    this.header = format.isDelimited() ? new DelimitedHeader(session, format, files) : null;
    Dataset<Row> frame = load(paths, "FAILFAST", header == null ? null : header.schema());
    this.schema = named(frame.schema());
    this.splits = new Splits(rowsOf(frame), files, splitBytes);
    this.lenient =
        header == null ? splits : new Splits(rowsOf(loadLenient(paths)), files, splitBytes);
  }

  /**
   * Opens files, without reading more of them than a header or schema.
   *
   * @param formatName as on the command line; null: by the files' names
   */
  static RowSource open(SparkSession spark, List<String> paths, String formatName) {
    return ReadFailure.translate(
        String.join(", ", paths), () -> new RowSource(spark, paths, formatName));
  }

  private static void requireOff(SparkSession spark, String setting) {
    if (Boolean.parseBoolean(spark.conf().get(setting))) {
      throw new ConfigurationException(
          setting + " is true and would hide damaged input: set it to false");
    }
  }

  private Dataset<Row> load(List<String> paths, String mode, StructType types) {
    DataFrameReader reader =
        session.read().format(format.source()).options(format.options()).option("mode", mode);
    if (types != null) {
      reader.schema(types).option("header", "true").option("columnNameOfCorruptRecord", MALFORMED);
    }
    return reader.load(paths.toArray(String[]::new));
  }

  /**
   * Delimited rows that do not end the pass where they are malformed, but say so in a last column.
   */
  private Dataset<Row> loadLenient(List<String> paths) {
    Dataset<Row> frame =
        load(paths, "PERMISSIVE", header.schema().add(MALFORMED, DataTypes.StringType));
    Column malformed = functions.col(MALFORMED);
    Column[] others =
        Arrays.stream(frame.columns())
            .filter(name -> !name.equals(MALFORMED))
            .map(name -> functions.col("`" + name.replace("`", "``") + "`"))
            .toArray(Column[]::new);
    Column[] all = Arrays.copyOf(others, others.length + 1);
    all[others.length] = malformed;
    return frame.select(all);
  }

  private JavaRDD<Row> rowsOf(Dataset<Row> frame) {
    return format == RowFormat.LIBSVM
        ? frame.javaRDD().filter(row -> LibsvmLine.isRow(row.getString(0)))
        : frame.javaRDD();
  }

  private StructType named(StructType found) {
    if (header == null) {
      return found;
    }
    List<String> names = header.names();
    StructType result = new StructType();
    for (int i = 0; i < found.size(); i++) {
      StructField field = found.apply(i);
      result = result.add(i < names.size() ? names.get(i) : field.name(), field.dataType());
    }
    return result;
  }

  SparkSession session() {
    return session;
  }

  RowFormat format() {
    return format;
  }

  InputFiles files() {
    return files;
  }

  /** The columns. */
  StructType schema() {
    return schema;
  }

  /** The rows in the input's order, read anew by each action. A malformed row is an exception. */
  JavaRDD<Row> rows() {
    return splits.inOrder();
  }

  /** The rows in the input's order, in one partition. */
  JavaRDD<Row> rowsInOnePartition() {
    return splits.inOnePartition();
  }

  /**
   * Summarises all rows. Delimited ones have one more cell than the schema has columns, which is
   * null unless the row is malformed.
   *
   * @throws DataException if they cannot be read, or headers differ
   */
  <S extends RowSummary<S>> S summarise(S empty) {
    return ReadFailure.translate(
        files,
        () -> {
          try {
            return RowSummary.of(lenient.inOrder(), empty);
          } catch (SparkException e) {
            if (header != null) {
              header.requireIn(files);
            }
            throw e;
          }
        });
  }

  /** Finds rows at fault, of which there are some; rows as in {@link #summarise}. */
  RowMatches find(RowMatches.Fault fault) {
    return ReadFailure.translate(files, () -> RowMatches.find(lenient, fault));
  }
}
