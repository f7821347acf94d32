package io.rappel.jobs.rows;

import io.rappel.trainer.data.DataException;
import java.util.List;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The rows of files. Delimited cells are text, whose types are found later, in the same pass that
 * checks them. Each source has a session of its own, so that its settings disturb no other.
 */
final class FileSource implements RowSource {

  private final SparkSession session;
  private final RowFormat format;
  private final InputFiles files;
  private final DelimitedHeader header;
  private final StructType schema;
  private final long splitBytes;
  private FileFrames frames;

  private FileSource(SparkSession spark, List<String> paths, RowFormat format) {
    this.session = spark.newSession();
    this.files = InputFiles.find(paths, spark.sparkContext().hadoopConfiguration());
    this.format = format == null ? RowFormat.infer(files.list()) : format;
    this.splitBytes = Splits.configure(session, Splits.largest(spark), files.bytes());
    session.conf().set("spark.sql.caseSensitive", "true");
    session.conf().set("spark.sql.csv.parser.columnPruning.enabled", "false");
    this.header =
        this.format.isDelimited() ? new DelimitedHeader(session, this.format, files) : null;
    this.frames = new FileFrames(session, this.format, header, paths, false);
    this.schema = named(frames.strict().schema());
  }

  /**
   * Opens files, without reading more of them than a header or schema.
   *
   * @param format null: by the files' names
   */
  static FileSource open(SparkSession spark, List<String> paths, RowFormat format) {
    return ReadFailure.translate(
        String.join(", ", paths), () -> new FileSource(spark, paths, format));
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

  @Override
  public SparkSession session() {
    return session;
  }

  @Override
  public StructType schema() {
    return schema;
  }

  @Override
  public boolean isLibsvm() {
    return format == RowFormat.LIBSVM;
  }

  @Override
  public boolean findsTypes() {
    return format.isDelimited();
  }

  @Override
  public Dataset<Row> frame() {
    return frames.lenient();
  }

  @Override
  public Splits order(Dataset<Row> selected) {
    JavaRDD<Row> rows = selected.javaRDD();
    return new Splits(
        isLibsvm() ? rows.filter(row -> LibsvmLine.isRow(row.getString(0))) : rows,
        files,
        splitBytes);
  }

  @Override
  public JavaRDD<Row> rows() {
    return order(frames.strict()).inOrder();
  }

  /** The rows in the input's order, in one partition. */
  JavaRDD<Row> rowsInOnePartition() {
    return order(frames.strict()).inOnePartition();
  }

  /**
   * {@inheritDoc}
   *
   * <p>Delimited files are read line by line at first, which lets large ones be split. Where that
   * finds malformed rows, and fewer are malformed when quoted cells may hold line breaks, files are
   * read as a whole from then on, one task each.
   *
   * @throws DataException if headers differ
   */
  @Override
  public <S extends RowSummary<S>> S summarise(S empty) {
    return ReadFailure.translate(
        this,
        () -> {
          S found = summarise(frames, empty);
          if (found.malformed() > 0 && findsTypes() && !frames.wholeFiles()) {
            FileFrames whole = frames.ofWholeFiles();
            S again = summarise(whole, empty);
            if (again.malformed() < found.malformed()) {
              frames = whole;
              return again;
            }
          }
          return found;
        });
  }

  private <S extends RowSummary<S>> S summarise(FileFrames of, S empty) throws SparkException {
    try {
      return RowSummary.of(order(of.lenient()).inOrder(), empty);
    } catch (SparkException e) {
      if (header != null) {
        header.requireIn(files);
      }
      throw e;
    }
  }

  @Override
  public RowMatches find(RowMatches.Fault fault) {
    return ReadFailure.translate(this, () -> RowMatches.find(order(frame()), fault));
  }

  @Override
  public String toString() {
    return files.toString();
  }
}
