package io.rappel.jobs.rows;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;

/**
 * Rows at fault: how many, and where the first is. Found by a pass of its own, made only once it is
 * known that there are some.
 *
 * @param count how many
 * @param place such as {@code row 5 of /data/a.csv}, counted from 1 without the header
 * @param value what is wrong with the first
 */
record RowMatches(long count, String place, String value) {

  /** Tells rows at fault. */
  @FunctionalInterface
  interface Fault extends Serializable {
    /** What is wrong with the row, such as the cell at fault; null: nothing. */
    String in(Row row);
  }

  /** What a split holds; {@code first} counts from 0. */
  private static final class InSplit implements Serializable {
    private static final long serialVersionUID = 1L;
    private final int partition;
    private long rows;
    private long matches;
    private long first;
    private String value;

    InSplit(int partition) {
      this.partition = partition;
    }

    void add(String found) {
      if (found != null) {
        if (matches++ == 0) {
          first = rows;
          value = found;
        }
      }
      rows++;
    }
  }

  /** Counts the rows at fault; there must be some. */
  static RowMatches find(RowOrder order, Fault fault) {
    List<byte[]> found =
        order
            .grouped(
                order
                    .unordered()
                    .mapPartitionsWithIndex((index, rows) -> search(index, rows, fault), true))
            .collect();
    Map<Integer, InSplit> bySplit = new HashMap<>();
    for (byte[] bytes : found) {
      InSplit split = RowSummary.read(bytes);
      bySplit.put(split.partition, split);
    }
    return first(order, bySplit);
  }

  private static Iterator<byte[]> search(int index, Iterator<Row> rows, Fault fault) {
    InSplit split = new InSplit(index);
    rows.forEachRemaining(row -> split.add(fault.in(row)));
    return List.of(RowSummary.write(split)).iterator();
  }

  private static RowMatches first(RowOrder order, Map<Integer, InSplit> bySplit) {
    long count = bySplit.values().stream().mapToLong(split -> split.matches).sum();
    long before = 0;
    String name = null;
    for (RowOrder.Part part : order.parts()) {
      before = part.name().equals(name) ? before : 0;
      name = part.name();
      InSplit found = bySplit.get(part.partition());
      if (found.matches > 0) {
        String place = "row %d of %s".formatted(before + found.first + 1, name);
        return new RowMatches(count, place, found.value);
      }
      before += found.rows;
    }
    throw new IllegalStateException("the input changed while it was read");
  }
}
