package io.rappel.jobs.rows;

import io.rappel.trainer.data.DataException;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
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
  static FilteredSource of(RowSource all, String where) {
    Condition condition = new Condition(where, List.of(all.schema().fieldNames()));
    if (all.isLibsvm()) {
      throw condition.wrong("it names columns, which rows of LIBSVM do not have");
    }
    return new FilteredSource(all, condition, typed(all));
  }

  /** Numbered columns of the cells, and beside them the same cells by name and of their types. */
  private static Dataset<Row> typed(RowSource all) {
    StructType schema = all.schema();
    StructType types = all.findsTypes() ? foundTypes(all) : schema;
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
          type.equals(field.dataType())
              ? functions.col(cell(i))
              : functions.expr("try_cast(%s as %s)".formatted(cell(i), type.sql()));
      columns.add(cell.as(field.name()));
    }
    return frame.toDF(numbers.toArray(String[]::new)).select(columns.toArray(Column[]::new));
  }

  private static StructType foundTypes(RowSource all) {
    StructType schema = all.schema();
    TableSummary summary =
        all.summarise(new TableSummary(schema, true, List.of(schema.fieldNames()), List.of()));
    return CarriedColumns.typed(schema, summary).schema();
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
  public JavaRDD<Row> rows() {
    return order(kept).inOrder();
  }

  @Override
  public <S extends RowSummary<S>> S summarise(S empty) {
    S found = ReadFailure.translate(this, () -> evaluated(() -> RowSummary.of(rows(), empty)));
    if (found.rows() == 0) {
      long rows = ReadFailure.translate(this, () -> order(all.frame()).inOrder().count());
      throw new DataException(
          rows == 0
              ? this + " has no rows"
              : "%s keeps none of the %s of %s"
                  .formatted(condition, Sentences.count(rows, "row"), this));
    }
    return found;
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
  public RowMatches find(RowMatches.Fault fault) {
    int flag = flagged.columns().length - 1;
    return ReadFailure.translate(
        this,
        () -> RowMatches.find(order(flagged), row -> row.getBoolean(flag) ? fault.in(row) : null));
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
