package io.rappel.jobs.rows.source;

import io.rappel.jobs.text.Sentences;
import io.rappel.trainer.data.DataException;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;

/**
 * Rows at fault: how many, and where the first is. Found by a pass of its own, made only once it is
 * known that there are some.
 *
 * @param count how many
 * @param place such as {@code row 5 of /data/a.csv}, counted from 1 without the header
 * @param value what is wrong with the first
 */
public record RowMatches(long count, String place, String value) {

  /** Tells rows at fault. */
  @FunctionalInterface
  public interface Fault extends Serializable {
    /** What is wrong with the row, such as the cell at fault; null: nothing. */
    String in(Row row);
  }

  /** What a task has found of one fault; {@code first} counts from 0. */
  private record InSplit(long rows, long matches, long first, String value) {}

  /** Cells of a column at fault: how many, value and place of the first. */
  public String cells(String column, String one, String several) {
    return "column '%s' has %s %s, the first '%s' in %s"
        .formatted(
            column,
            Sentences.count(count, "cell"),
            count == 1 ? one : several,
            Sentences.shortened(value),
            place);
  }

  /** Counts the rows at fault; there must be some. */
  static RowMatches find(RowOrder order, Fault fault) {
    return find(order, List.of(fault)).get(0);
  }

  /** Counts the rows of each of several faults, in one pass; there must be some of each. */
  static List<RowMatches> find(RowOrder order, List<? extends Fault> faults) {
    Fault[] all = faults.toArray(Fault[]::new);
    List<String[]> found =
        order
            .grouped(
                order
                    .unordered()
                    .mapPartitionsWithIndex((index, rows) -> search(index, rows, all), true))
            .collect();
    Map<Integer, String[]> bySplit = new HashMap<>();
    found.forEach(split -> bySplit.put(Integer.valueOf(split[0]), split));
    return IntStream.range(0, all.length).mapToObj(f -> first(order, bySplit, f)).toList();
  }

  /**
   * The partition, its rows, and for each fault how many there are, the first row and its value.
   */
  private static Iterator<String[]> search(int index, Iterator<Row> rows, Fault[] faults) {
    long[] matches = new long[faults.length];
    long[] first = new long[faults.length];
    String[] values = new String[faults.length];
    long count = 0;
    while (rows.hasNext()) {
      Row row = rows.next();
      for (int f = 0; f < faults.length; f++) {
        String value = faults[f].in(row);
        if (value != null && matches[f]++ == 0) {
          first[f] = count;
          values[f] = value;
        }
      }
      count++;
    }
    String[] found = new String[2 + 3 * faults.length];
    found[0] = Integer.toString(index);
    found[1] = Long.toString(count);
    for (int f = 0; f < faults.length; f++) {
      found[2 + 3 * f] = Long.toString(matches[f]);
      found[3 + 3 * f] = Long.toString(first[f]);
      found[4 + 3 * f] = values[f];
    }
    return List.<String[]>of(found).iterator();
  }

  private static InSplit read(String[] split, int fault) {
    return new InSplit(
        Long.parseLong(split[1]),
        Long.parseLong(split[2 + 3 * fault]),
        Long.parseLong(split[3 + 3 * fault]),
        split[4 + 3 * fault]);
  }

  private static RowMatches first(RowOrder order, Map<Integer, String[]> bySplit, int fault) {
    long count = bySplit.values().stream().mapToLong(split -> read(split, fault).matches).sum();
    long before = 0;
    String name = null;
    for (RowOrder.Part part : order.parts()) {
      before = part.name().equals(name) ? before : 0;
      name = part.name();
      InSplit found = read(bySplit.get(part.partition()), fault);
      if (found.matches > 0) {
        String place = "row %d of %s".formatted(before + found.first + 1, name);
        return new RowMatches(count, place, found.value);
      }
      before += found.rows;
    }
    throw new DataException("the input changed while it was read");
  }
}
