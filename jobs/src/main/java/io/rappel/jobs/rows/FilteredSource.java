package io.rappel.jobs.rows;

import io.rappel.jobs.rows.batch.BatchMaker;
import io.rappel.jobs.rows.batch.RowBatches;
import io.rappel.trainer.data.CellRules;
import io.rappel.trainer.data.DataException;
import io.rappel.trainer.spark.DealtRows;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.SparkException;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Those rows of a source that fulfil a condition. Malformed rows are among them, so that they are
 * found. Rows at fault are counted among all rows of the input, as the user sees them there.
 */
final class FilteredSource implements RowSource {

  private static final String KEPT = "__kept_row";
  private static final String CELL = "__cell_";

  private final RowSource all;
  private final Condition condition;
  private final Dataset<Row> kept;
  private final Dataset<Row> flagged;

  private FilteredSource(RowSource all, Condition condition, Dataset<Row> typed) {
    this.all = all;
    this.condition = condition;
    Column keeps = condition.on(typed);
    if (all.findsTypes()) {
      keeps = functions.col(cell(all.schema().size())).isNotNull().or(keeps);
    }
    Column keep = keeps;
    this.kept = condition.analysed(typed, () -> cells(typed.filter(keep), false));
    this.flagged = condition.analysed(typed, () -> cells(typed.withColumn(KEPT, keep), true));
  }

  /**
   * Analyses a condition. Where cells are text, a pass over all rows finds the columns' types
   * first.
   *
   * @throws io.rappel.trainer.ConfigurationException if the condition is wrong, or there are no
   *     columns
   */
  static FilteredSource of(RowSource all, String where, CellRules cells) {
    Condition condition = new Condition(where, List.of(all.schema().fieldNames()));
    if (all.isLibsvm()) {
      throw condition.wrong("it names columns, which rows of LIBSVM do not have");
    }
    return new FilteredSource(all, condition, typed(all, cells));
  }

  /** Numbered columns of the cells, and beside them the same cells by name and of their types. */
  private static Dataset<Row> typed(RowSource all, CellRules cells) {
    StructType schema = all.schema();
    StructType types = all.findsTypes() ? foundTypes(all, cells) : schema;
    Dataset<Row> frame = all.frame();
    List<String> numbers = new ArrayList<>();
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < frame.columns().length; i++) {
      numbers.add(cell(i));
      columns.add(functions.col(cell(i)));
    }
    for (int i = 0; i < schema.size(); i++) {
      StructField field = schema.apply(i);
      DataType type = types.apply(i).dataType();
      Column cell =
          field.dataType() instanceof StringType
              ? functions.expr("try_cast(%s as %s)".formatted(present(cell(i), cells), type.sql()))
              : functions.col(cell(i));
      columns.add(cell.as(field.name()));
    }
    return frame.toDF(numbers.toArray(String[]::new)).select(columns.toArray(Column[]::new));
  }

  /** A column of text in which cells that stand for nothing are null. */
  private static String present(String column, CellRules cells) {
    String texts =
        Stream.concat(Stream.of(""), cells.missing().stream())
            .map(text -> literal(text.trim().toLowerCase(Locale.ROOT)))
            .distinct()
            .collect(Collectors.joining(", "));
    return "if(lower(trim(%1$s)) in (%2$s), null, %1$s)".formatted(column, texts);
  }

  private static String literal(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  private static StructType foundTypes(RowSource all, CellRules cells) {
    StructType schema = all.schema();
    BatchMaker batches =
        new RowBatches(all.columns(List.of(schema.fieldNames()), List.of(), null, Set.of(), cells));
    try (DealtRows found = all.deal(batches, rows -> DealtRows.profiled(rows, schema.size(), 0))) {
      return CarriedColumns.types(schema, found.profile());
    }
  }

  /** The cells alone, as the source has them. */
  private Dataset<Row> cells(Dataset<Row> selected, boolean withFlag) {
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < all.frame().columns().length; i++) {
      columns.add(functions.col(cell(i)));
    }
    if (withFlag) {
      columns.add(functions.col(KEPT));
    }
    return selected.select(columns.toArray(Column[]::new));
  }

  private static String cell(int column) {
    return CELL + column;
  }

  @Override
  public SparkSession session() {
    return all.session();
  }

  @Override
  public StructType schema() {
    return all.schema();
  }

  @Override
  public boolean isLibsvm() {
    return false;
  }

  @Override
  public boolean findsTypes() {
    return all.findsTypes();
  }

  @Override
  public Dataset<Row> frame() {
    return kept;
  }

  @Override
  public RowOrder order(Dataset<Row> selected) {
    return all.order(selected);
  }

  @Override
  public ReadableRows readable() {
    return new FrameReading(kept, order(kept));
  }

  @Override
  public <T> T read(Pass<T> pass) {
    T found = ReadFailure.translate(this, () -> evaluated(() -> pass.over(readable())));
    if (pass.isEmpty(found)) {
      pass.discard(found);
      throw keepsNone();
    }
    return found;
  }

  private DataException keepsNone() {
    long rows = ReadFailure.translate(this, () -> order(all.frame()).inOrder().count());
    return new DataException(
        rows == 0
            ? this + " has no rows"
            : "%s keeps none of the %s of %s"
                .formatted(condition, Sentences.count(rows, "row"), this));
  }

  @Override
  public long bytes() {
    return all.bytes();
  }

  @Override
  public boolean decimalComma() {
    return all.decimalComma();
  }

  @Override
  public Map<String, String> unreadable() {
    return all.unreadable();
  }

  @Override
  public Set<String> indexes() {
    return all.indexes();
  }

  @Override
  public List<String> notes() {
    return all.notes();
  }

  @Override
  public void requireDecodable() {
    all.requireDecodable();
  }

  @Override
  public void requireUnchanged() {
    all.requireUnchanged();
  }

  @Override
  public List<RowMatches> find(List<? extends RowMatches.Fault> faults) {
    int flag = flagged.columns().length - 1;
    List<RowMatches.Fault> ofKept =
        faults.stream()
            .map(fault -> (RowMatches.Fault) row -> row.getBoolean(flag) ? fault.in(row) : null)
            .toList();
    return ReadFailure.translate(this, () -> RowMatches.find(order(flagged), ofKept));
  }

  /** A condition can fail on a cell, as when text is cast to a number. */
  private <T> T evaluated(ReadFailure.Read<T> read) throws SparkException, AnalysisException {
    try {
      return read.run();
    } catch (SparkException
        | ArithmeticException
        | IllegalArgumentException
        | DateTimeException
        | IndexOutOfBoundsException e) {
      condition.explain(e);
      throw e;
    }
  }

  @Override
  public String toString() {
    return all.toString();
  }
}
