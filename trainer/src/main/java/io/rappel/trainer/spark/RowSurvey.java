package io.rappel.trainer.spark;

import io.rappel.trainer.data.ContentHash;
import io.rappel.trainer.data.DataException;
import io.rappel.trainer.data.Example;
import io.rappel.trainer.data.FrequentRows;
import io.rappel.trainer.data.NonZeros;
import io.rappel.trainer.data.Scaling;
import java.io.Serializable;

/** What must be known of all rows before they are packed. Made empty; a mergeable sum. */
final class RowSurvey implements Serializable {

  private static final long serialVersionUID = 1L;

  private final int columns;
  private final int targetColumns;
  private long rows;
  private long entries;
  private final FrequentRows frequent = new FrequentRows();

  RowSurvey(int columns, int targetColumns) {
    this.columns = columns;
    this.targetColumns = targetColumns;
  }

  RowSurvey add(Example example) {
    check(example);
    rows++;
    entries += example.features().numNonzeros();
    frequent.add(ContentHash.of(example));
    return this;
  }

  private void check(Example example) {
    if (example.features().size() != columns || example.targets().length != targetColumns) {
      throw new DataException(
          "a row has %d features and %d targets, not %d and %d"
              .formatted(
                  example.features().size(), example.targets().length, columns, targetColumns));
    }
    if (!(example.weight() >= 0) || example.weight() > Scaling.LARGEST_TARGET) {
      throw new DataException("a row has the weight " + example.weight());
    }
    for (double target : example.targets()) {
      if (!Double.isFinite(target)) {
        throw new DataException("a row has the target " + target);
      }
    }
    NonZeros.forEach(
        example.features(),
        (column, value) -> {
          if (!Double.isFinite(value)) {
            throw new DataException(
                "a row has the value %s in feature %s (from 0)".formatted(value, column));
          }
        });
  }

  RowSurvey merge(RowSurvey other) {
    rows += other.rows;
    entries += other.entries;
    frequent.merge(other.frequent);
    return this;
  }

  long rows() {
    return rows;
  }

  /** Features that are not 0, over all rows. */
  long entries() {
    return entries;
  }

  FrequentRows frequentRows() {
    return frequent;
  }
}
