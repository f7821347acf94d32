package io.rappel.jobs.rows;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** What one pass finds out about rows of columns. */
final class TableSummary implements RowSummary<TableSummary> {

  private static final long serialVersionUID = 1L;

  private final ColumnProfile[] profiles;
  private long rows;
  private long malformed;
  private boolean suspect;

  /**
   * @param schema the columns
   * @param typesToFind whether text may be numbers or booleans
   * @param wanted columns to look at
   * @param valued columns among them whose different values are wanted
   */
  TableSummary(
      StructType schema,
      boolean typesToFind,
      Collection<String> wanted,
      Collection<String> valued) {
    profiles = new ColumnProfile[schema.size()];
    Set<String> looked = new HashSet<>(wanted);
    for (int i = 0; i < profiles.length; i++) {
      String name = schema.apply(i).name();
      boolean text = schema.apply(i).dataType().equals(DataTypes.StringType);
      if (looked.contains(name)) {
        profiles[i] = new ColumnProfile(typesToFind && text, valued.contains(name));
      }
    }
  }

  @Override
  public void add(Row row) {
    rows++;
    if (isMalformed(row, profiles.length)) {
      malformed++;
      return;
    }
    for (int i = 0; i < profiles.length; i++) {
      Object cell = row.get(i);
      suspect |= cell instanceof String text && Undecodable.isSuspect(text);
      if (profiles[i] != null) {
        profiles[i].add(cell);
      }
    }
  }

  /**
   * Whether the row has a last cell beyond its columns, which holds the text of a row that is none.
   */
  static boolean isMalformed(Row row, int columns) {
    return row.size() > columns && !row.isNullAt(columns);
  }

  @Override
  public void merge(TableSummary other) {
    rows += other.rows;
    malformed += other.malformed;
    suspect |= other.suspect;
    for (int i = 0; i < profiles.length; i++) {
      if (profiles[i] != null) {
        profiles[i].merge(other.profiles[i]);
      }
    }
  }

  @Override
  public long rows() {
    return rows;
  }

  /** Rows with too few or too many cells. */
  @Override
  public long malformed() {
    return malformed;
  }

  @Override
  public boolean isSuspect() {
    return suspect;
  }

  /** The profile of a column that was wanted. */
  ColumnProfile profile(int column) {
    return profiles[column];
  }
}
