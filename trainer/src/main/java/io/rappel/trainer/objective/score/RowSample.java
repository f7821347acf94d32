package io.rappel.trainer.objective.score;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Actual and predicted values of some rows, in the label's units: the first ones of each shard,
 * which are a random sample, since rows lie in the order of a hash of their content. So it is the
 * same in every partitioning.
 */
public final class RowSample implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Of very many outputs the first ones are enough to look at. */
  static final int MOST_OUTPUTS = 6;

  private final int outputs;
  private long[] places = new long[0];
  private double[] values = new double[0];

  /**
   * @param outputs values of a row, of which the first few are kept; 0 for a sample of classes,
   *     which has no rows
   */
  RowSample(int outputs) {
    this.outputs = Math.min(outputs, MOST_OUTPUTS);
  }

  /** Adds a row of a shard. */
  void add(int shard, int row, double[] actual, double[] predicted) {
    double[] both = Arrays.copyOf(actual, 2 * outputs);
    System.arraycopy(predicted, 0, both, outputs, outputs);
    append(new long[] {(long) shard << 32 | row}, both);
  }

  /** Adds another's rows, which is not modified. */
  void merge(RowSample other) {
    append(other.places, other.values);
  }

  private void append(long[] morePlaces, double[] moreValues) {
    int rows = places.length;
    int length = values.length;
    places = Arrays.copyOf(places, rows + morePlaces.length);
    values = Arrays.copyOf(values, length + moreValues.length);
    System.arraycopy(morePlaces, 0, places, rows, morePlaces.length);
    System.arraycopy(moreValues, 0, values, length, moreValues.length);
  }

  /** The same rows by shard and place within it. */
  RowSample sorted() {
    RowSample sorted = new RowSample(outputs);
    IntStream.range(0, rows())
        .boxed()
        .sorted(Comparator.comparingLong(i -> places[i]))
        .forEach(
            i -> {
              int from = 2 * outputs * i;
              double[] row = Arrays.copyOfRange(values, from, from + 2 * outputs);
              sorted.append(new long[] {places[i]}, row);
            });
    return sorted;
  }

  /** How many rows there are. */
  public int rows() {
    return places.length;
  }

  /** How many values of a row there are. */
  public int outputs() {
    return outputs;
  }

  /** What the row's label is. */
  public double actual(int row, int output) {
    return values[2 * outputs * row + output];
  }

  /** What the network gives for it. */
  public double predicted(int row, int output) {
    return values[2 * outputs * row + outputs + output];
  }
}
