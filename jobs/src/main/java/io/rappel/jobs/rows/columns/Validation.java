package io.rappel.jobs.rows.columns;

/**
 * Rows to validate on that a column or a condition tells; one of the two.
 *
 * @param group column of which whole groups, rows with one text, are held out; or null
 * @param share of the groups
 * @param condition of Spark SQL that rows fulfil which are held out; or null
 */
public record Validation(String group, double share, String condition) {

  /** Whole groups. */
  public static Validation groups(String column, double share) {
    return new Validation(column, share, null);
  }

  /** The rows that fulfil a condition. */
  public static Validation rows(String condition) {
    return new Validation(null, 0, condition);
  }
}
