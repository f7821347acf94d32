package io.rappel.trainer.gate;

import io.rappel.trainer.gate.metric.GateRows;
import io.rappel.trainer.gate.metric.LossFunction;
import io.rappel.trainer.math.Mix;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Losses of models on rows, each of which counts a random number of times, 1 on average (the
 * Poisson bootstrap: Oza and Russell 2001, Chamandy et al. 2012). All models see the same draws, so
 * that what is hard about a row cancels. A draw is a function of (seed, row's key, which copy of
 * it, number of the resampling), so it depends neither on order nor on what other rows there are.
 */
final class Resampling {

  /** How often rows are drawn. */
  static final int TIMES = 1000;

  private static final int DRAWS_OF_A_WORD = 4;
  private static final int DRAW_BITS = 16;
  private static final byte[] POISSON = poisson();

  private final LossFunction[] functions;
  private final double[] weights;
  private final long[] words;
  private final double[][] losses;

  /**
   * Draws rows.
   *
   * @param order the rows that are meant, in canonical order
   * @param columns of the rows, of which losses are wanted
   */
  Resampling(GateRows rows, int[] order, long seed, int... columns) {
    weights = Arrays.stream(order).mapToDouble(rows::weight).toArray();
    words = new long[order.length];
    int copy = 0;
    for (int i = 0; i < order.length; i++) {
      copy = i > 0 && rows.key(order[i]) == rows.key(order[i - 1]) ? copy + 1 : 0;
      words[i] = Mix.mix(seed, rows.key(order[i]), copy);
    }
    functions =
        Arrays.stream(columns)
            .mapToObj(column -> LossFunction.of(rows, order, column))
            .toArray(LossFunction[]::new);
    losses = new double[columns.length][TIMES];
    IntStream.range(0, TIMES / DRAWS_OF_A_WORD).parallel().forEach(this::draw);
  }

  private void draw(int word) {
    double[] drawn = new double[weights.length];
    long[] bits = new long[weights.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Mix.at(words[i], word);
    }
    for (int part = 0; part < DRAWS_OF_A_WORD; part++) {
      for (int i = 0; i < drawn.length; i++) {
        drawn[i] = weights[i] * POISSON[(int) (bits[i] >>> (part * DRAW_BITS)) & 0xFFFF];
      }
      for (int column = 0; column < functions.length; column++) {
        losses[column][word * DRAWS_OF_A_WORD + part] = functions[column].of(drawn);
      }
    }
  }

  /** What 16 random bits become: 0 with probability 1/e, and so on. */
  private static byte[] poisson() {
    byte[] count = new byte[1 << DRAW_BITS];
    double term = StrictMath.exp(-1);
    double below = 0;
    int from = 0;
    for (int k = 0; from < count.length; k++) {
      below += term;
      term /= k + 1;
      int to = (int) Math.rint(below * count.length);
      Arrays.fill(count, from, to, (byte) k);
      from = to;
    }
    return count;
  }

  /** How many rows there are. */
  int rows() {
    return weights.length;
  }

  /** The loss in the rows as they are. */
  double loss(int column) {
    return functions[column].of(weights);
  }

  /** The loss in each resampling; NaN where it is undefined there. */
  double[] losses(int column) {
    return losses[column];
  }

  /** See {@link LossFunction#influence}. */
  double[] influence(int column) {
    return functions[column].influence(weights);
  }
}
