package io.rappel.jobs.rows.columns;

/**
 * Rows to validate on that a column or a condition tells; one of the three.
 *
 * @param group column of which whole groups, rows with one text, are held out; or null
 * @param share of the groups
 * @param condition of Spark SQL that rows fulfil which are held out; or null
 * @param mark column of numbers that is 1 in rows which are held out, and 0 in others; or null
 */
public record Validation(String group, double share, String condition, String mark) {

  /** Whole groups. */
  public static Validation groups(String column, double share) {
    return new Validation(column, share, null, null);
  }

  /** The rows that fulfil a condition. */
  public static Validation rows(String condition) {
    return new Validation(null, 0, condition, null);
  }

  /** The rows that a column of 1 and 0 marks. */
  public static Validation marked(String column) {
    return new Validation(null, 0, null, column);
  }
}
