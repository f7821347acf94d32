package io.rappel.jobs.rows.source;

import io.rappel.jobs.rows.files.ReadFailure;
import io.rappel.jobs.spark.SparkInternals;
import io.rappel.jobs.text.Nearest;
import io.rappel.jobs.text.Sentences;
import io.rappel.trainer.config.ConfigurationException;
import java.time.DateTimeException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.spark.SparkException;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RuntimeConfig;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.SubqueryExpression;
import org.apache.spark.sql.catalyst.plans.logical.Filter;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.functions;

/**
 * A condition of {@code --where} or the like, over one row at a time. Rows for which it is null are
 * left out. Rows are read several times, so a condition that draws random numbers is refused.
 */
final class Condition {

  private static final String CASE_SENSITIVE = "spark.sql.caseSensitive";

  private final String option;
  private final String text;
  private final List<String> columns;

  /**
   * @param option that gives it
   * @param columns of the rows
   */
  Condition(String option, String text, List<String> columns) {
    this.option = option;
    this.text = text;
    this.columns = List.copyOf(columns);
  }

  /**
   * The condition on a frame's columns; false where it is null.
   *
   * @throws ConfigurationException if it is none
   */
  Column on(Dataset<Row> frame) {
    requireRowByRow(analysed(frame, () -> filtered(frame)));
    return functions.coalesce(functions.expr(text), functions.lit(false));
  }

  private Dataset<Row> filtered(Dataset<Row> frame) {
    try {
      return ReadFailure.declared(() -> frame.filter(text));
    } catch (AnalysisException e) {
      throw wrong(e);
    } catch (SparkException e) {
      throw wrong(Sentences.ofSpark(e));
    }
  }

  private void requireRowByRow(Dataset<Row> filtered) {
    LogicalPlan plan = SparkInternals.query(filtered).analyzed();
    Expression condition = ((Filter) plan).condition();
    if (SubqueryExpression.hasSubquery(condition)) {
      throw wrong("it has a subquery, and must be about one row");
    }
    if (!condition.deterministic()) {
      throw wrong("it gives another result each time, and rows are read more than once");
    }
  }

  /**
   * Analyses with names in whichever case they are written, unless the columns' own differ in case
   * alone.
   */
  <T> T analysed(Dataset<Row> frame, Supplier<T> analysis) {
    RuntimeConfig settings = frame.sparkSession().conf();
    String before = settings.get(CASE_SENSITIVE);
    settings.set(CASE_SENSITIVE, Boolean.toString(differInCaseAlone(columns)));
    try {
      return analysis.get();
    } finally {
      settings.set(CASE_SENSITIVE, before);
    }
  }

  private static boolean differInCaseAlone(List<String> names) {
    Set<String> lower = new HashSet<>();
    return !names.stream().allMatch(name -> lower.add(name.toLowerCase(Locale.ROOT)));
  }

  private ConfigurationException wrong(AnalysisException e) {
    String name = e.getMessageParameters().get("objectName");
    return SparkInternals.condition(e).startsWith("UNRESOLVED_COLUMN")
        ? Nearest.unknownColumn(option, name.replace("`", ""), columns)
        : wrong(Sentences.ofSpark(e));
  }

  /** The error of a condition. */
  ConfigurationException wrong(String why) {
    return new ConfigurationException("%s is wrong: %s".formatted(this, why));
  }

  /**
   * Explains a pass over rows that failed, if the condition is the reason.
   *
   * @throws ConfigurationException if the condition failed on a row, as a cast of text to a number
   *     does
   */
  void explain(Exception failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof SparkThrowable && isOfValues(t)) {
        throw new ConfigurationException(
            "%s fails on a row: %s".formatted(this, Sentences.ofSpark(t)));
      }
    }
  }

  private static boolean isOfValues(Throwable t) {
    return t instanceof ArithmeticException
        || t instanceof IllegalArgumentException
        || t instanceof DateTimeException
        || t instanceof IndexOutOfBoundsException;
  }

  @Override
  public String toString() {
    return option + " '" + text + "'";
  }
}
