package io.rappel.trainer.drift;

import io.rappel.trainer.drift.report.ColumnDrift;
import java.util.ArrayList;
import java.util.List;

/**
 * The population stability index of a column, Σ (p − q) ln (p / q), where p and q are the shares of
 * the champion's rows and of the new ones in a group of bins. An empty group counts as half a row.
 * Groups are neighbouring bins, or single levels, that together have a twentieth of the champion's
 * rows: from samples of the same population the index is about (groups − 1) · (1/n + 1/m).
 */
final class StabilityIndex {

  private static final double LEAST_SHARE = 0.05;

  private final ColumnCounts before;
  private final ColumnCounts now;
  private final long rowsBefore;
  private final long rowsNow;
  private final List<ColumnDrift.Group> groups = new ArrayList<>();
  private double index;

  private StabilityIndex(ColumnCounts before, ColumnCounts now) {
    this.before = before;
    this.now = now;
    rowsBefore = before.rows();
    rowsNow = now.rows();
  }

  /**
   * A column then and now.
   *
   * @param minimumRows with fewer rows on either side there is no index
   */
  static ColumnDrift of(ColumnCounts before, ColumnCounts now, int minimumRows) {
    StabilityIndex of = new StabilityIndex(before, now);
    if (before.bins().isOfLevels()) {
      of.levels();
    } else {
      of.numbers();
    }
    of.group("missing", before.count(ColumnBins.MISSING), now.count(ColumnBins.MISSING));
    boolean enough = Math.min(of.rowsBefore, of.rowsNow) >= minimumRows;
    return new ColumnDrift(
        before.bins().name(),
        enough ? of.index : null,
        before.share(ColumnBins.MISSING),
        now.share(ColumnBins.MISSING),
        of.groups);
  }

  private boolean isLarge(long count) {
    return count >= LEAST_SHARE * rowsBefore;
  }

  private void levels() {
    ColumnBins bins = before.bins();
    long restBefore = 0;
    long restNow = 0;
    for (int bin = ColumnBins.FIRST_LEVEL; bin < bins.count(); bin++) {
      if (isLarge(before.count(bin))) {
        group(bins.level(bin), before.count(bin), now.count(bin));
      } else {
        restBefore += before.count(bin);
        restNow += now.count(bin);
      }
    }
    group("all others", restBefore, restNow);
    group("unknown", before.count(ColumnBins.UNKNOWN), now.count(ColumnBins.UNKNOWN));
  }

  /** Bins that the champion has no rows in stay apart where they lie outside of all others. */
  private void numbers() {
    int last = before.bins().count() - 1;
    int end = last;
    while (end >= 1 && before.count(end) == 0) {
      end--;
    }
    int begin = 1;
    while (begin <= end && before.count(begin) == 0) {
      begin++;
    }
    range(1, begin - 1);
    long remaining = 0;
    for (int bin = begin; bin <= end; bin++) {
      remaining += before.count(bin);
    }
    int from = begin;
    long inside = 0;
    for (int bin = begin; bin <= end; bin++) {
      inside += before.count(bin);
      remaining -= before.count(bin);
      if (bin == end || isLarge(inside) && isLarge(remaining)) {
        range(from, bin);
        from = bin + 1;
        inside = 0;
      }
    }
    range(Math.max(end + 1, begin), last);
  }

  private void range(int first, int last) {
    long p = 0;
    long q = 0;
    for (int bin = first; bin <= last; bin++) {
      p += before.count(bin);
      q += now.count(bin);
    }
    if (p + q > 0) {
      group(before.bins().text(first, last), p, q);
    }
  }

  private void group(String text, long countBefore, long countNow) {
    if (countBefore + countNow == 0) {
      return;
    }
    double p = Math.max(countBefore, 0.5) / rowsBefore;
    double q = Math.max(countNow, 0.5) / rowsNow;
    index += (p - q) * StrictMath.log(p / q);
    groups.add(
        new ColumnDrift.Group(
            text, (double) countBefore / rowsBefore, (double) countNow / rowsNow));
  }
}
