package io.rappel.jobs.rows.batch;

import io.rappel.jobs.rows.cell.TextCells;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which cells of rows become a batch.
 *
 * @param features places of the features' columns
 * @param labels places of the labels' columns; empty: none is read
 * @param weight place of the column of weights; −1: none is read
 * @param holdOut place of the column that tells which rows are held out; −1: there is none
 * @param width cells of a row that is not malformed: one more says what is wrong with it
 * @param categories for each feature, whether its numbers are codes
 * @param findsTypes whether labels of text may be numbers
 * @param texts what text is
 */
public record BatchColumns(
    int[] features,
    int[] labels,
    int weight,
    int holdOut,
    int width,
    boolean[] categories,
    boolean findsTypes,
    TextCells texts)
    implements Serializable {

  /** Whether a column is wanted, by its place. */
  public boolean[] wanted() {
    boolean[] wanted = new boolean[width];
    IntStream.concat(IntStream.of(features), IntStream.of(labels)).forEach(j -> wanted[j] = true);
    IntStream.of(weight, holdOut).filter(j -> j >= 0 && j < width).forEach(j -> wanted[j] = true);
    return wanted;
  }

  /** The places of columns among all. */
  public static int[] places(List<String> names, List<String> columns) {
    HashMap<String, Integer> place = new HashMap<>();
    for (int j = 0; j < columns.size(); j++) {
      place.put(columns.get(j), j);
    }
    return names.stream().mapToInt(name -> place.getOrDefault(name, -1)).toArray();
  }
}
