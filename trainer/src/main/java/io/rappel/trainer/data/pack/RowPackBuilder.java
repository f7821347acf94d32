package io.rappel.trainer.data.pack;

import io.rappel.trainer.data.Cell;
import io.rappel.trainer.data.hash.ContentHash;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** Makes packs of rows. */
final class RowPackBuilder {

  final int columns;
  final boolean sparse;
  final int codeColumns;
  final int targetColumns;
  int rows;
  int entries;
  final long[] high;
  final long[] low;
  final int[] start;
  final int[] column;
  final double[] value;
  final int[] codes;
  final double[] targets;
  final double[] weights;

  private RowPackBuilder(
      int columns, boolean sparse, int codeColumns, int targetColumns, int rows, int entries) {
    this.columns = columns;
    this.sparse = sparse;
    this.codeColumns = codeColumns;
    this.targetColumns = targetColumns;
    high = new long[rows];
    low = new long[rows];
    start = new int[rows + 1];
    column = new int[sparse ? entries : 0];
    value = new double[entries];
    codes = new int[Math.multiplyExact(rows, codeColumns)];
    targets = new double[Math.multiplyExact(rows, targetColumns)];
    weights = new double[rows];
  }

  private static RowPackBuilder like(RowPack pack, int rows, int entries) {
    return new RowPackBuilder(
        pack.columns(), pack.sparse(), pack.codeColumns(), pack.targetColumns(), rows, entries);
  }

  void begin(long hashHigh, long hashLow, int length) {
    high[rows] = hashHigh;
    low[rows] = hashLow;
    start[rows + 1] = entries + length;
  }

  void end(double weight, int length) {
    weights[rows] = weight;
    entries += length;
    rows++;
  }

  /**
   * Rows typed, in the order that they have.
   *
   * @param sparse whether rows of which few numbers are not 0 stay so
   */
  static RowPack inOrder(RawRows raw, RowTyping typing, boolean sparse) {
    int columns = typing.numbers();
    int numbers = sparse ? raw.entriesFrom(raw.rows()) : Math.multiplyExact(raw.rows(), columns);
    RowPackBuilder to =
        new RowPackBuilder(
            columns, sparse, typing.codes(), typing.targetColumns(), raw.rows(), numbers);
    RowTyping.Reader reader = typing.new Reader(raw);
    if (!raw.sparse()) {
      reader.numbers(to.value);
    }
    for (int i = 0; i < raw.rows(); i++) {
      int length = columns;
      if (raw.sparse()) {
        length = sparse ? to.copyEntries(raw, i) : to.scatterEntries(raw, i);
      }
      to.begin(raw.high(i), raw.low(i), length);
      reader.codes(i, to.codes, i * to.codeColumns);
      reader.targets(i, to.targets, i * to.targetColumns);
      to.end(Cell.value(raw.weight(i)), length);
    }
    return new RowPack(to, raw.rows());
  }

  /** Entries beyond the last column are of features that no row had in training. */
  private int copyEntries(RawRows raw, int row) {
    int n = 0;
    for (int k = raw.entriesFrom(row); k < raw.entriesFrom(row + 1); k++) {
      if (raw.entryColumns()[k] < columns) {
        column[entries + n] = raw.entryColumns()[k];
        value[entries + n++] = raw.entryValues()[k];
      }
    }
    return n;
  }

  private int scatterEntries(RawRows raw, int row) {
    for (int k = raw.entriesFrom(row); k < raw.entriesFrom(row + 1); k++) {
      if (raw.entryColumns()[k] < columns) {
        value[entries + raw.entryColumns()[k]] = raw.entryValues()[k];
      }
    }
    return columns;
  }

  /**
   * The rows of a shard but those with very many copies.
   *
   * @param packs of one shard
   * @param wanted the rows among these that belong to the shard
   * @param heldOutFraction the share of rows that is held out, by content
   * @param mostCopies rows with more copies become frequent ones
   * @param frequent where these are added
   */
  static RowPack inCanonicalOrder(
      List<RowPack> packs,
      List<int[]> wanted,
      double heldOutFraction,
      long mostCopies,
      List<FrequentRow> frequent) {
    int[][] order = wanted.toArray(int[][]::new);
    Arrays.sort(order, (a, b) -> RowPack.compare(packs.get(a[0]), a[1], packs.get(b[0]), b[1]));
    List<int[]> first = new ArrayList<>();
    List<int[]> last = new ArrayList<>();
    for (int from = 0, to; from < order.length; from = to) {
      to = endOfCopies(packs, order, from);
      if (to - from > mostCopies) {
        RowPack row = pick(packs, List.<int[]>of(order[from]), 1);
        frequent.add(new FrequentRow(row, to - from, heldOutFraction));
      } else {
        RowPack pack = packs.get(order[from][0]);
        int row = order[from][1];
        boolean out = ContentHash.of(pack.high(row), pack.low(row)).heldOut(0, heldOutFraction);
        (out ? last : first).addAll(Arrays.asList(order).subList(from, to));
      }
    }
    return joined(packs, first, last);
  }

  private static RowPack joined(List<RowPack> packs, List<int[]> first, List<int[]> last) {
    int trainRows = first.size();
    first.addAll(last);
    return pick(packs, first, trainRows);
  }

  private static int endOfCopies(List<RowPack> packs, int[][] order, int from) {
    int to = from + 1;
    while (to < order.length
        && RowPack.compare(
                packs.get(order[from][0]), order[from][1], packs.get(order[to][0]), order[to][1])
            == 0) {
      to++;
    }
    return to;
  }

  private static RowPack pick(List<RowPack> packs, List<int[]> places, int trainRows) {
    int entries = 0;
    for (int[] place : places) {
      int[] start = packs.get(place[0]).start();
      entries = Math.addExact(entries, start[place[1] + 1] - start[place[1]]);
    }
    RowPackBuilder to = like(packs.get(0), places.size(), entries);
    places.forEach(place -> packs.get(place[0]).copyTo(place[1], to));
    return new RowPack(to, trainRows);
  }

  static RowPack withCopies(RowPack pack, List<FrequentRow> frequent, int shard, int shards) {
    List<RowPack> packs = new ArrayList<>(List.of(pack));
    List<int[]> first = new ArrayList<>();
    List<int[]> last = new ArrayList<>();
    for (int row = 0; row < pack.rows(); row++) {
      (row < pack.trainRows() ? first : last).add(new int[] {0, row});
    }
    for (FrequentRow row : frequent) {
      for (long c = row.firstCopy(shard, shards); c < row.copies(); c += shards) {
        (row.heldOut(c) ? last : first).add(new int[] {packs.size(), 0});
      }
      packs.add(row.row());
    }
    Comparator<int[]> order =
        (a, b) -> RowPack.compare(packs.get(a[0]), a[1], packs.get(b[0]), b[1]);
    first.sort(order);
    last.sort(order);
    return joined(packs, first, last);
  }

  static RowPack withOthersHeldOut(RowPack pack, double fraction, int times) {
    List<int[]> first = new ArrayList<>();
    List<int[]> last = new ArrayList<>();
    for (int row = 0; row < pack.rows(); row++) {
      boolean out =
          row < pack.trainRows()
              && ContentHash.of(pack.high(row), pack.low(row)).heldOut(0, fraction, times);
      (out ? last : first).add(new int[] {0, row});
    }
    first.sort((a, b) -> RowPack.compare(pack, a[1], pack, b[1]));
    return joined(List.of(pack), first, last);
  }

  /** Rows to train on of a pack, and all rows of another as held-out ones. */
  static RowPack withHeldOut(RowPack train, RowPack heldOut) {
    List<int[]> first = new ArrayList<>();
    List<int[]> last = new ArrayList<>();
    for (int row = 0; row < train.rows(); row++) {
      first.add(new int[] {0, row});
    }
    for (int row = 0; row < heldOut.rows(); row++) {
      last.add(new int[] {1, row});
    }
    return joined(List.of(train, heldOut), first, last);
  }

  static RowPack head(RowPack pack, int most) {
    List<int[]> rows = new ArrayList<>();
    for (int row = 0; row < pack.trainRows() && rows.size() < most; row++) {
      if (row == 0 || RowPack.compare(pack, row - 1, pack, row) != 0) {
        rows.add(new int[] {0, row});
      }
    }
    return pick(List.of(pack), rows, rows.size());
  }

  static RowPack part(RowPack pack, int from, int to) {
    List<int[]> rows = new ArrayList<>();
    for (int row = from; row < to; row++) {
      rows.add(new int[] {0, row});
    }
    return pick(List.of(pack), rows, rows.size());
  }

  static RowPack joined(List<RowPack> packs) {
    List<int[]> rows = new ArrayList<>();
    for (int p = 0; p < packs.size(); p++) {
      for (int row = 0; row < packs.get(p).rows(); row++) {
        rows.add(new int[] {p, row});
      }
    }
    return pick(packs, rows, rows.size());
  }

  static RowPack permuted(RowPack pack, int place, boolean category, IntUnaryOperator source) {
    int[] start = pack.start();
    RowPackBuilder to =
        like(pack, pack.rows(), start[pack.rows()] + (pack.sparse() ? pack.rows() : 0));
    for (int row = 0; row < pack.rows(); row++) {
      int from = source.applyAsInt(row);
      pack.copyTo(row, to);
      if (category) {
        to.codes[row * to.codeColumns + place] = pack.code(from, place);
      } else if (pack.sparse()) {
        to.replaceEntry(row, place, pack.number(from, place));
      } else {
        to.value[to.start[row] + place] = pack.number(from, place);
      }
    }
    return new RowPack(to, pack.trainRows());
  }

  /** Gives the last row of sparse numbers another one in a column; columns stay ascending. */
  private void replaceEntry(int row, int place, double number) {
    int at = Arrays.binarySearch(column, start[row], entries, place);
    boolean there = at >= 0;
    if (there && number != 0) {
      value[at] = number;
    } else if (there) {
      System.arraycopy(column, at + 1, column, at, entries - at - 1);
      System.arraycopy(value, at + 1, value, at, entries - at - 1);
      entries--;
    } else if (number != 0) {
      at = -at - 1;
      System.arraycopy(column, at, column, at + 1, entries - at);
      System.arraycopy(value, at, value, at + 1, entries - at);
      column[at] = place;
      value[at] = number;
      entries++;
    }
    start[row + 1] = entries;
  }

  /** No rows, of the columns of a pack. */
  static RowPack none(RowPack like) {
    return new RowPack(like(like, 0, 0), 0);
  }
}
