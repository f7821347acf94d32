package io.rappel.jobs.report.chart;

import io.rappel.jobs.report.page.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * An axis: the range of its values, linear or logarithmic, and where it has ticks.
 *
 * @param low the value at its beginning
 * @param high the value at its end; above {@code low}
 * @param logarithmic whether equal distances are equal factors
 * @param ticks values to write beside it
 */
public record Scale(double low, double high, boolean logarithmic, List<Double> ticks) {

  /** A range above which linear axes hide the small values. */
  private static final double RANGE_OF_LOGARITHMS = 30;

  /** Differences of larger numbers are no numbers. */
  private static final double HUGE = Double.MAX_VALUE / 8;

  private static final double[] STEPS = {1, 2, 5, 10};
  private static final int LINEAR_TICKS = 5;
  private static final int MOST_DECADES = 6;

  public Scale {
    ticks = List.copyOf(ticks);
  }

  /** Linear, from a round number to a round number; values that are not finite count as 0 and 1. */
  static Scale linear(double smallest, double largest) {
    double[] range = range(smallest, largest);
    double step = step((range[1] - range[0]) / LINEAR_TICKS);
    long first = (long) Math.floor(range[0] / step + 1e-9);
    long last = (long) Math.ceil(range[1] / step - 1e-9);
    return new Scale(first * step, last * step, false, multiples(first, last, step));
  }

  /** Linear, from one value to the other themselves, with ticks within, for whole numbers. */
  static Scale counting(double smallest, double largest) {
    return between(smallest, largest, 1);
  }

  /** Linear, from one value to the other themselves, with ticks within. */
  static Scale between(double smallest, double largest) {
    return between(smallest, largest, 0);
  }

  private static Scale between(double smallest, double largest, double leastStep) {
    double[] range = range(smallest, largest);
    double step = Math.max(leastStep, step((range[1] - range[0]) / LINEAR_TICKS));
    long first = (long) Math.ceil(range[0] / step - 1e-9);
    long last = (long) Math.floor(range[1] / step + 1e-9);
    return new Scale(range[0], range[1], false, multiples(first, last, step));
  }

  /** From 0 to 1. */
  public static Scale shares() {
    return linear(0, 1);
  }

  /** Logarithmic where all values are above 0 and far apart; linear otherwise. */
  static Scale fitting(double smallest, double largest) {
    boolean far = smallest > 0 && largest / smallest > RANGE_OF_LOGARITHMS;
    return far && Double.isFinite(largest)
        ? logarithmic(smallest, largest)
        : linear(smallest, largest);
  }

  /** Logarithmic, between numbers of one digit. */
  public static Scale logarithmic(double smallest, double largest) {
    double low = digit(representable(smallest), Math::floor);
    double high = Math.max(digit(representable(largest), Math::ceil), low * 10);
    int first = (int) Math.ceil(Math.log10(low) - 1e-9);
    int last = (int) Math.floor(Math.log10(high) + 1e-9);
    List<Double> ticks = new ArrayList<>();
    int stride = (last - first) / MOST_DECADES + 1;
    for (int decade = first - 1; decade <= last; decade++) {
      for (int digit : last - first <= 1 ? new int[] {1, 2, 5} : new int[] {1}) {
        double tick = Double.parseDouble(digit + "e" + decade);
        if (tick >= low * (1 - 1e-9)
            && tick <= high * (1 + 1e-9)
            && Math.floorMod(decade, stride) == 0) {
          ticks.add(tick);
        }
      }
    }
    return new Scale(low, high, true, ticks);
  }

  /** Powers of ten around it are numbers too. */
  private static double representable(double value) {
    return Math.min(1e300, Math.max(1e-300, value));
  }

  private static double digit(double value, DoubleUnaryOperator round) {
    int decade = (int) Math.floor(Math.log10(value));
    double power = Math.pow(10, decade);
    return round.applyAsDouble(Math.round(value / power * 1e9) / 1e9) * power;
  }

  /** A range that is not empty. */
  private static double[] range(double smallest, double largest) {
    if (!Double.isFinite(smallest) || !Double.isFinite(largest)) {
      return new double[] {0, 1};
    }
    double least = Math.max(Math.abs(smallest), Math.abs(largest)) * 1e-6;
    if (largest - smallest <= least) {
      double room = smallest == 0 && largest == 0 ? 1 : Math.abs(smallest + largest) / 20 + least;
      return new double[] {smallest - room, largest + room};
    }
    return new double[] {Math.max(smallest, -HUGE), Math.min(largest, HUGE)};
  }

  /** The next larger number of 1, 2 or 5 and zeros. */
  public static double step(double least) {
    double power = Math.pow(10, Math.floor(Math.log10(least)));
    for (double step : STEPS) {
      if (step * power >= least * (1 - 1e-9)) {
        return step * power;
      }
    }
    return 10 * power;
  }

  private static List<Double> multiples(long first, long last, double step) {
    List<Double> multiples = new ArrayList<>();
    for (long i = first; i <= last; i++) {
      multiples.add(i * step);
    }
    return multiples;
  }

  /** Where a value lies: 0 at the beginning, 1 at the end; values beyond are at the ends. */
  double at(double value) {
    double place =
        logarithmic ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
    return Math.min(1, Math.max(0, place));
  }

  /** The text beside a tick. */
  String label(double tick) {
    double gap = ticks.size() < 2 || logarithmic ? Math.abs(tick) : ticks.get(1) - ticks.get(0);
    return Figures.tick(tick, gap, Math.max(Math.abs(low), Math.abs(high)));
  }
}
