package io.rappel.jobs.rows.source;

import io.rappel.jobs.rows.batch.BatchMaker;
import io.rappel.jobs.rows.batch.RowBatches;
import io.rappel.jobs.rows.files.FreeNames;
import io.rappel.jobs.rows.files.ReadFailure;
import io.rappel.jobs.rows.order.RowMatches;
import io.rappel.jobs.text.Sentences;
import io.rappel.trainer.data.CellRules;
import io.rappel.trainer.data.DataException;
import io.rappel.trainer.spark.deal.DealtRows;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.SparkException;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Those rows of a source that fulfil a condition. Malformed rows are among them, so that they are
 * found. Rows at fault are counted among all rows of the input, as the user sees them there.
 */
final class FilteredSource extends WrappedSource {

  private static final String CELL = "__cell_";

  private final Condition condition;
  private final Condition heldOut;
  private final Dataset<Row> kept;
  private final Dataset<Row> flagged;

  private FilteredSource(
      RowSource all, Condition condition, Condition heldOut, String own, Dataset<Row> typed) {
    super(all);
    String heldOutFlag = own + "held_out";
    String keptFlag = own + "kept";
    this.condition = condition;
    this.heldOut = heldOut;
    Column keep = condition == null ? functions.lit(true) : keep(typed, own);
    List<String> names = new ArrayList<>();
    for (int i = 0; i < all.frame().columns().length; i++) {
      names.add(own + i);
    }
    Dataset<Row> both = typed;
    if (heldOut != null) {
      names.add(heldOutFlag);
      Column flag = functions.when(heldOut.on(typed), 1).otherwise(0);
      both = heldOut.analysed(typed, () -> typed.withColumn(heldOutFlag, flag));
    }
    Dataset<Row> cells = both;
    Condition any = condition == null ? heldOut : condition;
    this.kept = any.analysed(typed, () -> select(cells.filter(keep), names));
    names.add(keptFlag);
    this.flagged = any.analysed(typed, () -> select(cells.withColumn(keptFlag, keep), names));
  }

  private Column keep(Dataset<Row> typed, String own) {
    Column keeps = condition.on(typed);
    return all.findsTypes()
        ? functions.col(own + all.schema().size()).isNotNull().or(keeps)
        : keeps;
  }

  private static Dataset<Row> select(Dataset<Row> frame, List<String> names) {
    return frame.select(names.stream().map(functions::col).toArray(Column[]::new));
  }

  /**
   * Analyses conditions. Where cells are text, a pass over all rows finds the columns' types first.
   *
   * @param where which rows are kept; null: all
   * @param after which rows have a 1 in a cell more, and others a 0; null: there is no such cell
   * @throws io.rappel.trainer.config.ConfigurationException if a condition is wrong, or there are
   *     no columns
   */
  static FilteredSource of(RowSource all, String where, String after, CellRules cells) {
    List<String> columns = List.of(all.schema().fieldNames());
    Condition condition = where == null ? null : new Condition("--where", where, columns);
    Condition heldOut = after == null ? null : new Condition("--validation-after", after, columns);
    if (all.isLibsvm()) {
      throw (condition == null ? heldOut : condition)
          .wrong("it names columns, which rows of LIBSVM do not have");
    }
    String own = FreeNames.of(CELL, columns);
    return new FilteredSource(all, condition, heldOut, own, typed(all, cells, own));
  }

  /** Numbered columns of the cells, and beside them the same cells by name and of their types. */
  private static Dataset<Row> typed(RowSource all, CellRules cells, String own) {
    StructType schema = all.schema();
    StructType types = all.findsTypes() ? foundTypes(all, cells) : schema;
    Dataset<Row> frame = all.frame();
    List<String> numbers = new ArrayList<>();
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < frame.columns().length; i++) {
      numbers.add(own + i);
      columns.add(functions.col(own + i));
    }
    for (int i = 0; i < schema.size(); i++) {
      StructField field = schema.apply(i);
      DataType type = types.apply(i).dataType();
      Column cell =
          field.dataType() instanceof StringType
              ? functions.expr(cast(present(own + i, cells), type, all.decimalComma()))
              : functions.col(own + i);
      columns.add(cell.as(field.name()));
    }
    return frame.toDF(numbers.toArray(String[]::new)).select(columns.toArray(Column[]::new));
  }

  /** Text as what it is written for; of integers, 1e3 and 1000.0 are such too. */
  private static String cast(String text, DataType type, boolean decimalComma) {
    boolean number = type instanceof NumericType;
    String written = number && decimalComma ? "replace(%s, ',', '.')".formatted(text) : text;
    String cast = "try_cast(%s as %s)".formatted(written, type.sql());
    return type instanceof LongType
        ? "coalesce(%s, cast(try_cast(%s as double) as bigint))".formatted(cast, written)
        : cast;
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
        new RowBatches(
            all.columns(List.of(schema.fieldNames()), List.of(), null, -1, Set.of(), cells));
    try (DealtRows found = all.deal(batches, rows -> DealtRows.profiled(rows, schema.size(), 0))) {
      return TextColumns.types(schema, found.profile());
    }
  }

  @Override
  public Dataset<Row> frame() {
    return kept;
  }

  @Override
  public ReadableRows readable() {
    return ReadableRows.of(kept, () -> order(kept));
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

  @Override
  public <T> T look(Function<Dataset<Row>, T> action) {
    return ReadFailure.translate(this, () -> evaluated(() -> action.apply(kept)));
  }

  private DataException keepsNone() {
    long rows = ReadFailure.translate(this, () -> order(all.frame()).inOrder().count());
    return new DataException(
        rows == 0 || condition == null
            ? this + " has no rows"
            : "%s keeps none of the %s of %s"
                .formatted(condition, Sentences.count(rows, "row"), this));
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
      for (Condition each : new Condition[] {condition, heldOut}) {
        if (each != null) {
          each.explain(e);
        }
      }
      throw e;
    }
  }
}
