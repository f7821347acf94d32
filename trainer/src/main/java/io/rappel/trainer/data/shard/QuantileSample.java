package io.rappel.trainer.data.shard;

import io.rappel.trainer.data.pack.RowPack;
import io.rappel.trainer.math.Mix;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * The numbers of some rows to train on, chosen by the rows' hashes, so that nothing depends on how
 * they came; of few rows, those of all. Rows of weight 0 are none of them.
 */
public final class QuantileSample {

  /** Numbers that are wanted of all columns together. */
  private static final long NUMBERS = 1L << 20;

  /** Rows that are taken however many columns they have. */
  private static final long FEWEST_ROWS = 2_000;

  /** Different numbers beside the most frequent one that have a bin each, at the most. */
  private static final int MOST_RARE_NUMBERS = 128;

  private static final int ROWS_OF_A_RARE_NUMBER = 10;

  /** Of all columns together; more would make wide tables of counts slow. */
  private static final int MOST_RARE_NUMBERS_IN_ALL = 8_000;

  private static final long SALT = 0x7175616E74696C65L;

  private final double[][] values;
  private final double[][] weights;

  /**
   * @param parts as {@link #part} gives them, in any order
   */
  public QuantileSample(int columns, List<double[]> parts) {
    values = new double[columns][];
    weights = new double[columns][];
    for (int j = 0; j < columns; j++) {
      double[][] cells = cells(columns, parts, j);
      values[j] = Arrays.stream(cells).mapToDouble(cell -> cell[0]).toArray();
      weights[j] = Arrays.stream(cells).mapToDouble(cell -> cell[1]).toArray();
    }
  }

  /** Numbers of a column with their weights, ascending; equals by weight, so that sums are one. */
  private static double[][] cells(int columns, List<double[]> parts, int column) {
    int stride = columns + 1;
    return parts.stream()
        .flatMap(
            part ->
                IntStream.range(0, part.length / stride)
                    .mapToObj(
                        row ->
                            new double[] {
                              part[row * stride + column], part[row * stride + columns]
                            }))
        .filter(cell -> !Double.isNaN(cell[0]))
        .sorted(Arrays::compare)
        .toArray(double[][]::new);
  }

  /**
   * What rows of a pack add to one of equal portions of the sample.
   *
   * @param allRows of all packs
   * @param portion from 0
   * @param portions how many there are
   * @return row by row the numbers, NaN where nothing is there, and the weight
   */
  public static double[] part(RowPack pack, long allRows, int portion, int portions) {
    int columns = pack.columns();
    double share = Math.min(1, wantedRows(columns) / (double) allRows);
    double from = share * portion / portions;
    double to = share * (portion + 1) / portions;
    int[] rows =
        IntStream.range(0, pack.trainRows())
            .filter(row -> pack.weight(row) > 0)
            .filter(row -> isBetween(from, to, Mix.uniform(Mix.mix(pack.high(row) ^ SALT, 0))))
            .toArray();
    double[] part = new double[Math.multiplyExact(rows.length, columns + 1)];
    for (int i = 0, at = 0; i < rows.length; i++, at += columns + 1) {
      System.arraycopy(pack.numbers(rows[i]), 0, part, at, columns);
      part[at + columns] = pack.weight(rows[i]);
    }
    return part;
  }

  private static boolean isBetween(double from, double to, double uniform) {
    return uniform >= from && uniform < to;
  }

  private static long wantedRows(int columns) {
    return Math.max(FEWEST_ROWS, NUMBERS / Math.max(1, columns));
  }

  /** About how many bytes the parts of all portions have together. */
  public static long bytes(int columns, long allRows) {
    return Math.min(allRows, wantedRows(columns)) * (columns + 1) * Double.BYTES;
  }

  /**
   * The scaling of all columns to median 0 and a distance of 1 between the quartiles; where these
   * are one number, of 2 between the ends; a column of one number is ignored (RealMLP: Holzmüller
   * et al. 2024).
   */
  public Scaling robust() {
    double[] offset = new double[values.length];
    double[] factor = new double[values.length];
    for (int j = 0; j < values.length; j++) {
      double[] sorted = values[j];
      if (sorted.length > 0) {
        double between = quantile(j, 0.75) - quantile(j, 0.25);
        double wanted = between > 0 ? 1 / between : 2 / (sorted[sorted.length - 1] - sorted[0]);
        offset[j] = quantile(j, 0.5);
        factor[j] = Double.isFinite(wanted) ? wanted : 0;
      }
    }
    return new Scaling(offset, factor);
  }

  /** The least number which, with those below it, has a share of the weight. */
  private double quantile(int column, double share) {
    double wanted = share * Arrays.stream(weights[column]).sum();
    double below = 0;
    for (int i = 0; i < values[column].length; i++) {
      below += weights[column][i];
      if (below >= wanted) {
        return values[column][i];
      }
    }
    return values[column][values[column].length - 1];
  }

  /**
   * How many bins each column has where nobody says: some, or, where half of the rows have one
   * number, such as amounts that are mostly 0, one for each other number, if these are not too many
   * for their rows. What such a number means may have little to do with its neighbours.
   *
   * @param usual number of bins
   */
  public int[] bins(int usual) {
    int[] bins =
        Arrays.stream(values).mapToInt(column -> Math.max(usual, rareNumbers(column))).toArray();
    int more = Arrays.stream(bins).map(wanted -> wanted - usual).sum();
    if (more > MOST_RARE_NUMBERS_IN_ALL) {
      Arrays.fill(bins, usual);
    }
    return bins;
  }

  /** The different numbers beside one that half of the rows have; 0: these are not to be told. */
  private static int rareNumbers(double[] sorted) {
    int different = 0;
    int longest = 0;
    for (int from = 0, to; from < sorted.length; from = to) {
      to = from + 1;
      while (to < sorted.length && sorted[to] == sorted[from]) {
        to++;
      }
      different++;
      longest = Math.max(longest, to - from);
    }
    int others = different - 1;
    boolean each =
        2 * longest >= sorted.length
            && others <= MOST_RARE_NUMBERS
            && sorted.length - longest >= (long) ROWS_OF_A_RARE_NUMBER * others;
    return each ? others : 0;
  }

  /**
   * Bounds of bins: all different numbers, if these are few enough; else numbers at even ranks, and
   * where these are fewer since many rows have one number, numbers at even ranks among the
   * different ones beside them.
   *
   * @param bins that are wanted
   * @return ascending, at most {@code bins} + 1; empty where all numbers are the same
   */
  public double[] bounds(int column, int bins) {
    double[] sorted = values[column];
    if (sorted.length == 0 || sorted[0] == sorted[sorted.length - 1]) {
      return new double[0];
    }
    double[] different = Arrays.stream(sorted).distinct().toArray();
    if (different.length <= bins + 1) {
      return different;
    }
    TreeSet<Double> bounds = new TreeSet<>();
    double total = Arrays.stream(weights[column]).sum();
    double below = 0;
    int next = 0;
    for (int i = 0; i < sorted.length; i++) {
      below += weights[column][i];
      while (next <= bins && below >= total * next / bins) {
        bounds.add(sorted[i]);
        next++;
      }
    }
    bounds.add(sorted[sorted.length - 1]);
    int more = bins + 1 - bounds.size();
    for (int i = 1; i <= more; i++) {
      bounds.add(different[(int) ((long) i * (different.length - 1) / (more + 1))]);
    }
    return bounds.stream().mapToDouble(bound -> bound).toArray();
  }
}
