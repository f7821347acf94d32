package io.rappel.jobs.rows;

import org.apache.spark.sql.Row;

/** What one pass finds out about rows of LIBSVM. */
final class LibsvmSummary implements RowSummary<LibsvmSummary> {

  private static final long serialVersionUID = 1L;

  private final ColumnProfile label = new ColumnProfile(false, true);
  private long rows;
  private long malformed;
  private int largestIndex;

  @Override
  public void add(Row row) {
    rows++;
    try {
      LibsvmLine line = LibsvmLine.parse(row.getString(0));
      label.add(line.label());
      largestIndex = Math.max(largestIndex, line.largestIndex());
    } catch (IllegalArgumentException e) {
      malformed++;
    }
  }

  @Override
  public void merge(LibsvmSummary other) {
    rows += other.rows;
    malformed += other.malformed;
    largestIndex = Math.max(largestIndex, other.largestIndex);
    label.merge(other.label);
  }

  @Override
  public long rows() {
    return rows;
  }

  /** Rows that cannot be read. */
  @Override
  public long malformed() {
    return malformed;
  }

  /** Bytes that cannot be decoded are no numbers. */
  @Override
  public boolean isSuspect() {
    return malformed > 0;
  }

  /** The largest index, counted from 1; 0 where no row has one. */
  int largestIndex() {
    return largestIndex;
  }

  ColumnProfile label() {
    return label;
  }
}
