package io.rappel.trainer.objective.sum;

import java.util.List;

/**
 * Adds up a few gradients in float32 alone, as a pair of exact sums: with the rounders M₁ and M₂ of
 * a {@link Grid}, h = (g + M₁) − M₁ and l = ((g − h) + M₂) − M₂ are multiples of M₁'s and M₂'s last
 * digit, whose sums over all units float32 holds exactly, in any order. g − h is exact, so h + l is
 * g rounded to the grid; and the sum of both sums, rounded once, is the exact sum of what float64
 * would add up on the grid, rounded to float32. Loops are of one type and one index, which the
 * compiler turns into vector instructions.
 */
final class PairSum {

  private final float[][] gradients;
  private final Sections sections;
  private final Grid grid;

  /**
   * @param gradients of all units, one at least, which are overwritten
   */
  PairSum(List<UnitGradient32> gradients, Sections sections, Grid grid) {
    this.gradients = gradients.stream().map(UnitGradient32::entries).toArray(float[][]::new);
    this.sections = sections;
    this.grid = grid;
  }

  /** Where the sum comes to lie. */
  float[] target() {
    return gradients[0];
  }

  /** Adds up the entries [from, to). */
  void add(int from, int to) {
    for (int s = 0; s < sections.count() - 2; s++) {
      int start = Math.max(from, sections.from(s));
      int end = Math.min(to, sections.to(s));
      if (start < end) {
        add(start, end, grid.coarse(s), grid.fine(s));
      }
    }
  }

  private void add(int from, int to, float coarse, float fine) {
    if (gradients.length == 1) {
      one(gradients[0], from, to, coarse, fine);
    } else if (gradients.length == 2) {
      two(gradients[0], gradients[1], from, to, coarse, fine);
    } else {
      split(gradients[0], gradients[1], from, to, coarse, fine);
      for (int g = 2; g < gradients.length; g++) {
        addTo(gradients[0], gradients[1], gradients[g], from, to, coarse, fine);
      }
      join(gradients[0], gradients[1], from, to);
    }
  }

  private static void one(float[] a, int from, int to, float coarse, float fine) {
    for (int i = from; i < to; i++) {
      float high = (a[i] + coarse) - coarse;
      a[i] = high + (((a[i] - high) + fine) - fine);
    }
  }

  private static void two(float[] a, float[] b, int from, int to, float coarse, float fine) {
    for (int i = from; i < to; i++) {
      float highA = (a[i] + coarse) - coarse;
      float highB = (b[i] + coarse) - coarse;
      float lowA = ((a[i] - highA) + fine) - fine;
      float lowB = ((b[i] - highB) + fine) - fine;
      a[i] = (highA + highB) + (lowA + lowB);
    }
  }

  /**
   * Puts the higher parts' sum of two gradients into the first, that of the lower into the second.
   */
  private static void split(float[] a, float[] b, int from, int to, float coarse, float fine) {
    for (int i = from; i < to; i++) {
      float highA = (a[i] + coarse) - coarse;
      float highB = (b[i] + coarse) - coarse;
      float lowA = ((a[i] - highA) + fine) - fine;
      float lowB = ((b[i] - highB) + fine) - fine;
      a[i] = highA + highB;
      b[i] = lowA + lowB;
    }
  }

  private static void addTo(
      float[] high, float[] low, float[] c, int from, int to, float coarse, float fine) {
    for (int i = from; i < to; i++) {
      float part = (c[i] + coarse) - coarse;
      high[i] += part;
      low[i] += ((c[i] - part) + fine) - fine;
    }
  }

  private static void join(float[] high, float[] low, int from, int to) {
    for (int i = from; i < to; i++) {
      high[i] += low[i];
    }
  }
}
