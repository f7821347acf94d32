package io.rappel.trainer.data.shard;

import io.rappel.trainer.data.pack.RowPack;
import io.rappel.trainer.math.Mix;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * The numbers and targets of some rows to train on, chosen by the rows' hashes, so that nothing
 * depends on how they came; of few rows, those of all. Rows of weight 0 are none of them.
 */
public final class QuantileSample {

  /** Numbers that are wanted of all columns together. */
  private static final long NUMBERS = 1L << 20;

  /** Rows that are taken however many columns they have. */
  private static final long FEWEST_ROWS = 2_000;

  /** Bins beyond the usual ones of all columns together; more would make wide tables slow. */
  private static final int MOST_MORE_IN_ALL = 8_000;

  private static final long SALT = 0x7175616E74696C65L;

  private final int columns;
  private final double[][] values;

  /** Rows that have a number, for each column, ascending by it; equals by content. */
  private final double[][][] rows;

  /**
   * @param columns of numbers
   * @param targets of each row
   * @param parts as {@link #part} gives them, in any order
   */
  public QuantileSample(int columns, int targets, List<double[]> parts) {
    this.columns = columns;
    int stride = columns + targets + 1;
    double[][] all =
        parts.stream()
            .flatMap(
                part ->
                    IntStream.range(0, part.length / stride)
                        .mapToObj(
                            row -> Arrays.copyOfRange(part, row * stride, (row + 1) * stride)))
            .sorted(Arrays::compare)
            .toArray(double[][]::new);
    rows = new double[columns][][];
    values = new double[columns][];
    for (int j = 0; j < columns; j++) {
      int column = j;
      rows[j] =
          Arrays.stream(all)
              .filter(row -> !Double.isNaN(row[column]))
              .sorted(Comparator.comparingDouble(row -> row[column]))
              .toArray(double[][]::new);
      values[j] = Arrays.stream(rows[j]).mapToDouble(row -> row[column]).toArray();
    }
  }

  private static double weight(double[] row) {
    return row[row.length - 1];
  }

  private double weight(int column) {
    return Arrays.stream(rows[column]).mapToDouble(QuantileSample::weight).sum();
  }

  /**
   * What rows of a pack add to one of equal portions of the sample.
   *
   * @param allRows of all packs
   * @param portion from 0
   * @param portions how many there are
   * @return row by row the numbers, NaN where nothing is there, the targets and the weight
   */
  public static double[] part(RowPack pack, long allRows, int portion, int portions) {
    int columns = pack.columns();
    int targets = pack.targetColumns();
    double share = Math.min(1, wantedRows(columns + targets) / (double) allRows);
    double from = share * portion / portions;
    double to = share * (portion + 1) / portions;
    int[] rows =
        IntStream.range(0, pack.trainRows())
            .filter(row -> pack.weight(row) > 0)
            .filter(row -> isBetween(from, to, Mix.uniform(Mix.mix(pack.high(row) ^ SALT, 0))))
            .toArray();
    int stride = columns + targets + 1;
    double[] part = new double[Math.multiplyExact(rows.length, stride)];
    for (int i = 0, at = 0; i < rows.length; i++, at += stride) {
      System.arraycopy(pack.numbers(rows[i]), 0, part, at, columns);
      for (int t = 0; t < targets; t++) {
        part[at + columns + t] = pack.target(rows[i], t);
      }
      part[at + stride - 1] = pack.weight(rows[i]);
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
  public static long bytes(int columns, int targets, long allRows) {
    int numbers = columns + targets;
    return Math.min(allRows, wantedRows(numbers)) * (numbers + 1) * Double.BYTES;
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
    double wanted = share * weight(column);
    double below = 0;
    for (int i = 0; i < values[column].length; i++) {
      below += weight(rows[column][i]);
      if (below >= wanted) {
        return values[column][i];
      }
    }
    return values[column][values[column].length - 1];
  }

  /**
   * How many bins each column has where nobody says: some, or one for each different number, where
   * {@link BinCounts} finds that these mean something of their own and they are not too many.
   *
   * @param usual number of bins
   * @param classes of which the one target is an index; 0: targets are numbers
   */
  public int[] bins(int usual, int classes) {
    BinCounts counts = new BinCounts(usual, columns, classes);
    int[] bins =
        IntStream.range(0, columns)
            .map(column -> counts.of(column, rows[column], bounds(column, usual)))
            .toArray();
    int more = Arrays.stream(bins).map(wanted -> wanted - usual).sum();
    if (more > MOST_MORE_IN_ALL) {
      Arrays.fill(bins, usual);
    }
    return bins;
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
    double total = weight(column);
    double below = 0;
    int next = 0;
    for (int i = 0; i < sorted.length; i++) {
      below += weight(rows[column][i]);
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
