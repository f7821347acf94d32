package io.rappel.jobs.rows;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Files as frames, which are analysed once and read by each action. */
final class FileFrames {

  private static final String MALFORMED = "__malformed_row";

  private final SparkSession session;
  private final RowFormat format;
  private final DelimitedHeader header;
  private final List<String> paths;
  private final boolean wholeFiles;
  private final Dataset<Row> strict;
  private final Dataset<Row> lenient;

  /**
   * @param header of delimited files; null otherwise
   * @param wholeFiles whether quoted cells may hold line breaks, which takes a task a file
   */
  FileFrames(
      SparkSession session,
      RowFormat format,
      DelimitedHeader header,
      List<String> paths,
      boolean wholeFiles) {
    this.session = session;
    this.format = format;
    this.header = header;
    this.paths = paths;
    this.wholeFiles = wholeFiles;
    this.strict = load("FAILFAST", header == null ? null : header.schema());
    this.lenient = header == null ? strict : loadLenient();
  }

  private Dataset<Row> load(String mode, StructType types) {
    DataFrameReader reader =
        session.read().format(format.source()).options(format.options()).option("mode", mode);
    if (types != null) {
      reader
          .schema(types)
          .option("header", "true")
          .option("multiLine", Boolean.toString(wholeFiles))
          .option("columnNameOfCorruptRecord", MALFORMED);
    }
    return reader.load(paths.toArray(String[]::new));
  }

  private Dataset<Row> loadLenient() {
    Dataset<Row> frame = load("PERMISSIVE", header.schema().add(MALFORMED, DataTypes.StringType));
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

  /** The same files, with quoted cells that may hold line breaks. */
  FileFrames ofWholeFiles() {
    return new FileFrames(session, format, header, paths, true);
  }

  boolean wholeFiles() {
    return wholeFiles;
  }

  /** The rows; a malformed one is an exception. */
  Dataset<Row> strict() {
    return strict;
  }

  /**
   * The same; delimited rows do not end the pass where they are malformed, but say so in a last
   * column.
   */
  Dataset<Row> lenient() {
    return lenient;
  }
}
