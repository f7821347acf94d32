package io.rappel.jobs.rows.columns;

import io.rappel.jobs.rows.files.ReadFailure;
import io.rappel.jobs.text.Shell;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.SparkException;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.catalyst.analysis.UnresolvedAttribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.IsNotNull;
import org.apache.spark.sql.catalyst.parser.CatalystSqlParser;

/**
 * The {@code --where} that leaves out rows with missing cells, for people to copy into a shell.
 *
 * @param where the condition that rows fulfil already; null: none
 */
public record GapFilter(String where) {

  /** The option with its value. */
  public String option(List<String> columns) {
    Stream<String> before = where == null ? Stream.empty() : Stream.of("(" + where + ")");
    Stream<String> present = columns.stream().map(GapFilter::present);
    return "--where "
        + Shell.quote(Stream.concat(before, present).collect(Collectors.joining(" and ")));
  }

  private static String present(String column) {
    return (isPlain(column) ? column : "`" + column.replace("`", "``") + "`") + " is not null";
  }

  /** Whether SQL takes a name for that of a column as it stands. */
  private static boolean isPlain(String column) {
    try {
      Expression condition =
          ReadFailure.declared(
              () -> new CatalystSqlParser().parseExpression(column + " is not null"));
      return condition instanceof IsNotNull present
          && present.child() instanceof UnresolvedAttribute name
          && name.nameParts().size() == 1
          && name.nameParts().head().equals(column);
    } catch (AnalysisException | SparkException e) {
      return false;
    }
  }
}
