package io.rappel.trainer.features;

import io.rappel.trainer.features.Encoding.Hat;
import io.rappel.trainer.features.Encoding.Thermometer;
import java.io.Serializable;
import java.util.Arrays;

/** Hats and thermometers of the columns that are numbers; a column has one of them at the most. */
final class Splines implements Serializable {

  private static final long serialVersionUID = 1L;

  private final double[][] knots;

  /** The knots with the largest of all numbers behind them, to a length that is a power of two. */
  private final double[][] padded;

  private final int[] firstInput;
  private final boolean[] thermometer;

  Splines(int columns) {
    knots = new double[columns][];
    padded = new double[columns][];
    firstInput = new int[columns];
    thermometer = new boolean[columns];
  }

  /** Gives a column its encoding, whose inputs begin at one. */
  void place(Encoding encoding, int column, int input) {
    thermometer[column] = encoding instanceof Thermometer;
    knots[column] =
        (encoding instanceof Thermometer bins ? bins.knots() : ((Hat) encoding).knots())
            .stream().mapToDouble(knot -> knot).toArray();
    int known = knots[column].length;
    padded[column] = Arrays.copyOf(knots[column], Integer.highestOneBit(known) * 2);
    Arrays.fill(padded[column], known, padded[column].length, Double.MAX_VALUE);
    firstInput[column] = input;
  }

  boolean has(int column) {
    return knots[column] != null;
  }

  int mostEntries(int column) {
    return knots[column] == null ? 0 : thermometer[column] ? knots[column].length - 1 : 2;
  }

  /** The bin that a number is in, where the column has bins. */
  int bin(int column, double value) {
    return Math.min(knots[column].length - 2, below(padded[column], value));
  }

  /**
   * Writes the inputs of a number that are not 0.
   *
   * @param bin of {@link #bin}
   * @param value finite or infinite
   * @return the index after the last that was written
   */
  int write(int column, int bin, double value, int[] inputs, double[] values, int at) {
    double[] of = knots[column];
    double share = share(of[bin], of[bin + 1], value);
    int n = at;
    if (thermometer[column]) {
      for (int t = 0; t < bin; t++) {
        inputs[n] = firstInput[column] + t;
        values[n++] = 1;
      }
      n = add(firstInput[column] + bin, share, inputs, values, n);
    } else {
      n = add(firstInput[column] + bin, 1 - share, inputs, values, n);
      n = add(firstInput[column] + bin + 1, share, inputs, values, n);
    }
    return n;
  }

  /**
   * The index of the last entry that is not above a value, but 0 where none is: by halves, and by
   * the sign of a difference in place of a branch, which would be foreseen wrongly.
   */
  private static int below(double[] ascending, double value) {
    int at = 0;
    for (int step = ascending.length >> 1; step > 0; step >>= 1) {
      at += step & (int) ~(Double.doubleToRawLongBits(value - ascending[at + step]) >> 63);
    }
    return at;
  }

  private static int add(int input, double value, int[] inputs, double[] values, int at) {
    if (value == 0) {
      return at;
    }
    inputs[at] = input;
    values[at] = value;
    return at + 1;
  }

  private static double share(double low, double high, double value) {
    if (value <= low) {
      return 0;
    }
    if (value >= high) {
      return 1;
    }
    double width = high - low;
    return Double.isInfinite(width)
        ? (value / 2 - low / 2) / (high / 2 - low / 2)
        : (value - low) / width;
  }
}
