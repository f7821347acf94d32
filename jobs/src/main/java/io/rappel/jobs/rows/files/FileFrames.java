package io.rappel.jobs.rows.files;

import io.rappel.jobs.spark.SparkInternals;
import io.rappel.trainer.data.DataException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Files as frames, which are analysed once and read by each action. */
public final class FileFrames {

  private static final String MALFORMED = "__malformed_row";
  private static final int SPARE_COLUMNS = 1_000;

  private final SparkSession session;
  private final RowFormat format;
  private final DelimitedHeader header;
  private final FileSchemas schemas;
  private final StructType columns;
  private final InputFiles files;
  private final boolean wholeFiles;
  private final String malformed;
  private final Dataset<Row> frame;

  /**
   * @param header of delimited files; null otherwise
   * @param schemas of Parquet and ORC; null otherwise
   * @param columns of JSON without those of folders; null: Spark reads all rows to find them
   */
  public FileFrames(
      SparkSession session,
      RowFormat format,
      DelimitedHeader header,
      FileSchemas schemas,
      StructType columns,
      InputFiles files) {
    this(
        session,
        format,
        header,
        schemas,
        columns,
        files,
        header != null && header.wantsWholeFiles());
  }

  private FileFrames(
      SparkSession session,
      RowFormat format,
      DelimitedHeader header,
      FileSchemas schemas,
      StructType columns,
      InputFiles files,
      boolean wholeFiles) {
    this.session = session;
    this.format = format;
    this.header = header;
    this.schemas = schemas;
    this.columns = columns;
    this.files = files;
    this.wholeFiles = wholeFiles;
    this.malformed = header == null ? null : malformed(header, files);
    this.frame = header == null ? typedFrame() : delimitedFrame();
  }

  private static String malformed(DelimitedHeader header, InputFiles files) {
    List<String> names = new ArrayList<>(header.names());
    names.addAll(PartitionFolders.columns(files.list()));
    return FreeNames.of(MALFORMED, names);
  }

  /** The settings of a session, as Spark's converters of schemas take them. */
  public static SQLConf settings(SparkSession session) {
    return SparkInternals.state(session).conf();
  }

  private Dataset<Row> typedFrame() {
    Dataset<Row> typed = load("FAILFAST", schemas == null ? columns : schemas.columns());
    return schemas == null || schemas.uniform() ? typed : widened(typed.schema());
  }

  private Dataset<Row> load(String mode, StructType types) {
    requireNoFolders(types);
    DataFrameReader reader = reader(mode, types);
    String[] all = files.roots().keySet().stream().map(InputFiles::literal).toArray(String[]::new);
    Dataset<Row> frame = reader.load(all);
    Set<String> codes = PartitionFolders.codes(files.list());
    return codes.isEmpty()
        ? frame
        : reader.schema(PartitionFolders.asText(frame.schema(), codes)).load(all);
  }

  private DataFrameReader reader(String mode, StructType types) {
    DataFrameReader reader =
        session.read().format(format.source()).options(format.options()).option("mode", mode);
    if (types != null) {
      reader.schema(types);
    }
    if (header != null) {
      reader
          .option("sep", String.valueOf(header.separator()))
          .option("encoding", header.charset().name())
          .option("header", "true")
          // Each row of each task takes this much room, so that it is near what is needed.
          .option("maxColumns", Integer.toString(header.width() + SPARE_COLUMNS))
          .option("multiLine", Boolean.toString(wholeFiles))
          .option("columnNameOfCorruptRecord", malformed);
    }
    return reader;
  }

  private void requireNoFolders(StructType types) {
    if (types != null) {
      List<String> names = Arrays.asList(types.fieldNames());
      for (String folder : PartitionFolders.columns(files.list())) {
        if (names.contains(folder)) {
          throw new DataException(
              "column '%s' is in the files of %s and in the names of their folders"
                  .formatted(folder, files));
        }
      }
    }
  }

  /** Files of different types, each read by its own and cast to the types of all. */
  private Dataset<Row> widened(StructType all) {
    List<Dataset<Row>> parts = new ArrayList<>();
    files
        .roots()
        .forEach(
            (root, ofRoot) ->
                schemas
                    .byTypes(ofRoot)
                    .forEach((types, group) -> parts.add(part(root, types, group, all))));
    return parts.stream().reduce(Dataset::union).orElseThrow();
  }

  private Dataset<Row> part(Path root, StructType types, List<Path> group, StructType all) {
    StructType own = types;
    for (int i = types.size(); i < all.size(); i++) {
      own = own.add(all.apply(i));
    }
    DataFrameReader reader = reader("FAILFAST", own);
    if (own.size() > types.size()) {
      reader.option("basePath", root.toString());
    }
    Dataset<Row> frame =
        reader.load(group.stream().map(InputFiles::literal).toArray(String[]::new));
    Column[] cells =
        Arrays.stream(all.fields())
            .map(field -> column(field.name()).cast(field.dataType()).as(field.name()))
            .toArray(Column[]::new);
    return frame.select(cells);
  }

  private static Column column(String name) {
    return functions.col("`" + name.replace("`", "``") + "`");
  }

  private Dataset<Row> delimitedFrame() {
    Dataset<Row> cells = load("PERMISSIVE", header.schema().add(malformed, DataTypes.StringType));
    String[] names = cells.columns();
    if (names[names.length - 1].equals(malformed)) {
      return cells;
    }
    List<Column> ordered = new ArrayList<>();
    for (String name : names) {
      if (!name.equals(malformed)) {
        ordered.add(column(name));
      }
    }
    ordered.add(functions.col(malformed));
    return cells.select(ordered.toArray(Column[]::new));
  }

  /** The same files, with quoted cells that may hold line breaks, which takes a task a file. */
  public FileFrames ofWholeFiles() {
    return new FileFrames(session, format, header, schemas, columns, files, true);
  }

  public boolean wholeFiles() {
    return wholeFiles;
  }

  /**
   * The rows. Delimited ones do not end a pass where they are malformed, but say so in a last
   * column; others are an exception.
   */
  public Dataset<Row> frame() {
    return frame;
  }

  /** The columns, without the one that tells malformed rows. */
  public StructType schema() {
    StructType all = frame.schema();
    return header == null ? all : new StructType(Arrays.copyOf(all.fields(), all.size() - 1));
  }
}
