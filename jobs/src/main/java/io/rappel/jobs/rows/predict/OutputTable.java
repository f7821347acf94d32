package io.rappel.jobs.rows.predict;

import io.rappel.jobs.output.files.LockedException;
import io.rappel.jobs.spark.SparkInternals;
import io.rappel.jobs.text.Sentences;
import io.rappel.trainer.config.ConfigurationException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.parser.ParseException;

/**
 * A table that an output becomes. It is written under another name beside, and renamed when
 * complete; one that it replaces is renamed first, and back again should that fail. Closing drops
 * what is not to stay.
 */
final class OutputTable implements AutoCloseable {

  private final SparkSession session;
  private final List<String> name;
  private final List<String> staged;
  private final List<String> replaced;
  private final boolean overwrite;

  private OutputTable(SparkSession session, List<String> name, boolean overwrite) {
    String run = "__rappel_" + UUID.randomUUID().toString().substring(0, 8);
    this.session = session;
    this.name = name;
    this.staged = beside(name, run);
    this.replaced = beside(name, run + "_replaced");
    this.overwrite = overwrite;
  }

  /**
   * @throws ConfigurationException if the name is none, or a view's, or the table exists and must
   *     not be replaced
   */
  static OutputTable open(SparkSession session, String name, boolean overwrite) {
    OutputTable table = new OutputTable(session, parts(session, name), overwrite);
    table.requireReplaceable(name);
    return table;
  }

  private static List<String> parts(SparkSession session, String name) {
    try {
      List<String> parts = new ArrayList<>();
      SparkInternals.state(session).sqlParser().parseMultipartIdentifier(name).foreach(parts::add);
      return parts;
    } catch (ParseException e) {
      throw new ConfigurationException("--out-table '%s' is no name of a table".formatted(name));
    }
  }

  private static List<String> beside(List<String> name, String ending) {
    List<String> other = new ArrayList<>(name);
    other.set(name.size() - 1, name.get(name.size() - 1) + ending);
    return other;
  }

  private static String quoted(List<String> name) {
    return name.stream()
        .map(part -> "`" + part.replace("`", "``") + "`")
        .collect(Collectors.joining("."));
  }

  private void requireReplaceable(String asGiven) {
    if (!exists(name)) {
      return;
    }
    if (!overwrite) {
      throw new ConfigurationException(
          "the table %s exists already: give --overwrite to replace it".formatted(asGiven));
    }
    if (typeOf(name).endsWith("VIEW") || typeOf(name).equals("TEMPORARY")) {
      throw new ConfigurationException(asGiven + " is a view, and is not replaced by a table");
    }
  }

  private boolean exists(List<String> table) {
    return session.catalog().tableExists(quoted(table));
  }

  private String typeOf(List<String> table) {
    try {
      return session.catalog().getTable(quoted(table)).tableType();
    } catch (AnalysisException e) {
      throw new ConfigurationException("--out-table: " + Sentences.ofSpark(e));
    }
  }

  /**
   * Writes the rows under another name, in place of those that may be there.
   *
   * @throws ConfigurationException if there can be no such table, as where its database is not
   *     there
   */
  void stage(Dataset<Row> frame) {
    try {
      frame.write().mode(SaveMode.Overwrite).saveAsTable(quoted(staged));
    } catch (Exception e) {
      if (e instanceof AnalysisException analysis) { // which Spark does not declare
        throw new ConfigurationException(
            "--out-table %s: %s".formatted(String.join(".", name), Sentences.ofSpark(analysis)));
      }
      throw e;
    }
  }

  /**
   * Gives the table its name.
   *
   * @throws LockedException if another has come in between that must not be replaced
   */
  void publish() {
    boolean replaces = exists(name);
    if (replaces && !overwrite) {
      throw new LockedException(
          String.join(".", name) + " was written by another in the meantime, and is left as it is");
    }
    if (replaces) {
      rename(name, replaced);
    }
    try {
      rename(staged, name);
    } catch (RuntimeException e) {
      if (replaces) {
        rename(replaced, name);
      }
      throw e;
    }
  }

  private void rename(List<String> from, List<String> to) {
    session.sql(
        "ALTER TABLE %s RENAME TO %s"
            .formatted(quoted(from), quoted(List.of(to.get(to.size() - 1)))));
  }

  @Override
  public void close() {
    drop(staged);
    if (exists(name)) {
      drop(replaced);
    }
  }

  private void drop(List<String> table) {
    session.sql("DROP TABLE IF EXISTS " + quoted(table));
  }
}
