package io.rappel.trainer.math.rows;

import static org.assertj.core.api.Assertions.assertThat;

import io.rappel.trainer.math.blas.Arithmetic;
import io.rappel.trainer.math.blas.BlasKind;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Products of sparse rows against sums entry by entry, in the same order and so bit for bit. */
class RowProductsTest {

  private static final int ROWS = 9;
  private static final int OFFSET = 5;

  private final Random random = new Random(7);
  private final int[] start = new int[ROWS + 1];
  private int[] column;
  private double[] value;

  private void fill(int width, int most) {
    column = new int[ROWS * most];
    value = new double[ROWS * most];
    for (int i = 0; i < ROWS; i++) {
      int[] chosen = random.ints(0, width).distinct().limit(random.nextInt(most + 1)).toArray();
      Arrays.sort(chosen);
      System.arraycopy(chosen, 0, column, start[i], chosen.length);
      start[i + 1] = start[i] + chosen.length;
    }
    Arrays.setAll(value, k -> random.nextGaussian());
  }

  /** Widths above and below the number of entries, and outputs above and below what is copied. */
  @ParameterizedTest
  @CsvSource({"7,5,33", "7,5,3", "400,6,16", "400,6,1", "30,20,64", "1,1,17"})
  void areSumsEntryByEntry(int width, int most, int outputs) {
    fill(width, most);
    double[] w = random.doubles(OFFSET + width * outputs, -1, 1).toArray();
    double[] delta = random.doubles(ROWS * outputs, -1, 1).toArray();
    RowProducts64 products = new RowProducts64(Arithmetic.of(BlasKind.EJML).multiply64());
    SparseRows64 all = new SparseRows64(width, start, column, value);
    for (int[] part : new int[][] {{0, ROWS}, {2, 7}, {4, 4}}) {
      int rows = part[1] - part[0];
      Rows64 x = all.slice(part[0], part[1]);
      double[] z = new double[rows * outputs + 1];
      z[rows * outputs] = 42;
      x.times(products, w, OFFSET, outputs, z);
      double[] g = new double[OFFSET + width * outputs + 1];
      Arrays.fill(g, 42);
      x.transposeTimes(products, delta, outputs, g, OFFSET);
      double[] expectedZ = new double[rows * outputs + 1];
      expectedZ[rows * outputs] = 42;
      double[] expectedG = g.clone();
      Arrays.fill(expectedG, OFFSET, OFFSET + width * outputs, 0);
      for (int i = 0; i < rows; i++) {
        for (int k = start[part[0] + i]; k < start[part[0] + i + 1]; k++) {
          for (int j = 0; j < outputs; j++) {
            int at = OFFSET + column[k] * outputs + j;
            expectedZ[i * outputs + j] += value[k] * w[at];
            expectedG[at] += value[k] * delta[i * outputs + j];
          }
        }
      }
      assertThat(z).containsExactly(expectedZ);
      assertThat(g).containsExactly(expectedG).startsWith(42, 42, 42, 42, 42).endsWith(42);
    }
  }
}
