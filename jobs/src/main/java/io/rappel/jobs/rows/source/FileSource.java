package io.rappel.jobs.rows.source;

import io.rappel.jobs.rows.batch.InternalColumn;
import io.rappel.jobs.rows.batch.RowBatches;
import io.rappel.jobs.rows.cell.LibsvmLine;
import io.rappel.jobs.rows.files.DelimitedHeader;
import io.rappel.jobs.rows.files.FileFrames;
import io.rappel.jobs.rows.files.FileInput;
import io.rappel.jobs.rows.files.FileSchemas;
import io.rappel.jobs.rows.files.InputFiles;
import io.rappel.jobs.rows.files.ReadFailure;
import io.rappel.jobs.rows.files.RowFormat;
import io.rappel.jobs.rows.files.TextForm;
import io.rappel.jobs.rows.json.JsonGuess;
import io.rappel.jobs.rows.json.JsonRows;
import io.rappel.jobs.rows.json.UnexpectedJson;
import io.rappel.jobs.rows.order.OrderedSplits;
import io.rappel.jobs.rows.order.RowGroups;
import io.rappel.jobs.rows.order.RowMatches;
import io.rappel.jobs.rows.order.Splits;
import io.rappel.jobs.text.Sentences;
import io.rappel.trainer.data.DataException;
import io.rappel.trainer.data.RowBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The rows of files. Delimited cells are text, whose types are found later, in the same pass that
 * checks them. Each source has a session of its own, so that its settings disturb no other.
 */
public final class FileSource implements RowSource {

  private final SparkSession session;
  private final ColumnSearch search;
  private final Configuration hadoop;
  private final FileInput input;
  private final RowFormat format;
  private final TextForm text;
  private final InputFiles files;
  private final DelimitedHeader header;
  private final FileSchemas schemas;
  private final JsonGuess guess;
  private final StructType schema;
  private final long splitBytes;
  private FileFrames frames;
  private final Dataset<Row> json;

  private FileSource(
      SparkSession spark, List<String> paths, RowFormat format, TextForm text, ColumnSearch search)
      throws SparkException, AnalysisException {
    this.session = spark.newSession();
    this.search = search;
    this.hadoop = spark.sparkContext().hadoopConfiguration();
    this.input = FileInput.find(paths, format, text, hadoop);
    this.files = input.files();
    this.format = input.format();
    this.text = text;
    this.header = input.header();
    this.splitBytes = Splits.configure(session, Splits.largest(spark), files.bytes());
    session.conf().set("spark.sql.caseSensitive", "true");
    session.conf().set("spark.sql.csv.parser.columnPruning.enabled", "false");
    // Of JSON, a column of this name would be null.
    session.conf().set("spark.sql.columnNameOfCorruptRecord", UUID.randomUUID().toString());
    this.schemas =
        this.format.isColumnar()
            ? FileSchemas.read(files, this.format, hadoop, FileFrames.settings(session))
            : null;
    this.guess = this.format == RowFormat.JSON ? search.guess(session, files, hadoop) : null;
    this.frames = frames();
    this.json = this.format == RowFormat.JSON ? JsonRows.of(frames.frame(), guess) : null;
    this.schema = named(frames.schema());
  }

  /** Of JSON whose columns are not guessed, Spark reads all rows here, to find them. */
  private FileFrames frames() throws SparkException, AnalysisException {
    try {
      return ReadFailure.declared(
          () ->
              new FileFrames(
                  session, format, header, schemas, guess == null ? null : guess.schema(), files));
    } catch (SparkException e) {
      explain(e);
      throw e;
    }
  }

  /**
   * Looks for the reason why files of text could not be read.
   *
   * @throws DataException if there is one
   */
  private void explain(SparkException failure) {
    if (UnexpectedJson.isCauseOf(failure)) {
      return;
    }
    try {
      new FileFaults(context(), input).requireNone();
    } catch (DataException e) {
      search.settle();
      throw e;
    }
  }

  /**
   * Opens files, without reading more of them than a header or schema.
   *
   * @param format null: by the files' names
   * @param search how columns are found
   */
  static FileSource open(
      SparkSession spark,
      List<String> paths,
      RowFormat format,
      TextForm text,
      ColumnSearch search) {
    return ReadFailure.translate(
        String.join(", ", paths), () -> new FileSource(spark, paths, format, text, search));
  }

  /** Opens files whose text is in the usual form. */
  public static FileSource open(SparkSession spark, List<String> paths, RowFormat format) {
    return open(spark, paths, format, TextForm.DEFAULT, ColumnSearch.sure());
  }

  private StructType named(StructType found) {
    if (header == null) {
      return found;
    }
    List<String> names = header.names();
    StructField[] fields = found.fields().clone();
    for (int i = 0; i < names.size(); i++) {
      StructField field = fields[i];
      fields[i] =
          new StructField(names.get(i), field.dataType(), field.nullable(), field.metadata());
    }
    return new StructType(fields);
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
  public Map<String, String> unreadable() {
    return schemas == null ? Map.of() : schemas.unreadable();
  }

  @Override
  public Set<String> indexes() {
    return schemas == null ? Set.of() : schemas.indexes();
  }

  @Override
  public List<String> notes() {
    List<String> notes = new ArrayList<>();
    List<Path> hidden = files.hidden();
    if (!hidden.isEmpty()) {
      notes.add(
          "%s left out, as names of hidden files begin with a dot or an underscore, such as %s"
              .formatted(
                  Sentences.count(hidden.size(), "file"), InputFiles.display(hidden.get(0))));
    }
    return notes;
  }

  @Override
  public boolean isLibsvm() {
    return format == RowFormat.LIBSVM;
  }

  @Override
  public boolean isColumnar() {
    return format.isColumnar();
  }

  @Override
  public boolean findsTypes() {
    return format.isDelimited();
  }

  @Override
  public Dataset<Row> frame() {
    return frame(frames);
  }

  private Dataset<Row> frame(FileFrames of) {
    return json == null ? of.frame() : json;
  }

  @Override
  public Splits order(Dataset<Row> selected) {
    JavaRDD<Row> rows = FrameRows.of(selected);
    return new Splits(
        isLibsvm() ? rows.filter(row -> LibsvmLine.isRow(row.getString(0))) : rows,
        files,
        splitBytes);
  }

  @Override
  public ReadableRows readable() {
    return readable(frames);
  }

  private ReadableRows readable(FileFrames of) {
    Dataset<Row> frame = frame(of);
    return new ReadableRows(frame, () -> order(frame), batches -> fast(frame, batches));
  }

  /** Batches without rows of Spark's between, where files can be read so. */
  private Optional<JavaRDD<RowBatch>> fast(Dataset<Row> frame, RowBatches batches) {
    if (header != null && !text.isUtf8()) {
      return Optional.empty();
    }
    if (header != null) {
      return FrameRows.delimitedScan(frame)
          .map(scan -> inOrder(DelimitedScan.of(scan, header.cells()).toJavaRDD()))
          .map(rows -> rows.mapPartitions(r -> batches.ofDelimited(DelimitedScan.rows(r))));
    }
    return ColumnarScan.of(frame, batches.columns().wanted()).map(scan -> ofColumns(scan, batches));
  }

  private JavaRDD<RowBatch> ofColumns(ColumnarScan scan, RowBatches batches) {
    InternalColumn[] columns = scan.columns();
    return inOrder(scan.batches()).mapPartitions(found -> batches.ofColumns(found, columns));
  }

  private <T> JavaRDD<T> inOrder(JavaRDD<T> scanned) {
    return new OrderedSplits(scanned.rdd(), files).grouped(scanned, splitBytes);
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
  public <T> T read(Pass<T> pass) {
    return ReadFailure.translate(
        this,
        () -> {
          T found = read(frames, pass);
          if (pass.malformed(found) > 0 && findsTypes() && !frames.wholeFiles()) {
            FileFrames whole = frames.ofWholeFiles();
            T again = read(whole, pass);
            if (pass.malformed(again) < pass.malformed(found)) {
              frames = whole;
              pass.discard(found);
              found = again;
            } else {
              pass.discard(again);
            }
          }
          if (header != null && header.isSuspect()) {
            requireDecodable();
          }
          return found;
        });
  }

  private <T> T read(FileFrames of, Pass<T> pass) throws SparkException, AnalysisException {
    try {
      T found = ReadFailure.declared(() -> pass.over(readable(of)));
      search.settle();
      return found;
    } catch (SparkException e) {
      explain(e);
      throw e;
    }
  }

  @Override
  public RowGroups rowGroups() {
    boolean few = files.nonEmpty().size() <= session.sparkContext().defaultParallelism();
    return format == RowFormat.PARQUET && few ? RowGroups.of(files.nonEmpty(), hadoop) : null;
  }

  @Override
  public long bytes() {
    return files.bytes();
  }

  @Override
  public List<Map<String, Object>> manifest() {
    return files.manifest();
  }

  @Override
  public boolean decimalComma() {
    return header != null && header.separator() == ';';
  }

  @Override
  public void requireDecodable() {
    if (format.isText()) {
      new FileFaults(context(), input).requireDecodable();
      return;
    }
    ReadFailure.translate(
        this,
        () -> {
          TextColumns.requireUtf8(this);
          return null;
        });
  }

  private JavaSparkContext context() {
    return JavaSparkContext.fromSparkContext(session.sparkContext());
  }

  @Override
  public void requireUnchanged() {
    files.requireUnchanged(hadoop);
  }

  @Override
  public List<RowMatches> find(List<? extends RowMatches.Fault> faults) {
    return ReadFailure.translate(this, () -> RowMatches.find(order(frame()), faults));
  }

  @Override
  public String toString() {
    return files.toString();
  }
}
