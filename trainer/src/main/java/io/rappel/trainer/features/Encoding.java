package io.rappel.trainer.features;

import java.io.Serializable;
import java.util.List;

/** A way in which a column's cell becomes inputs of the network. */
public sealed interface Encoding extends Serializable {

  /** How many inputs it becomes. */
  int width();

  /**
   * A number, shifted and scaled, t = (x − offset) · factor, and smoothly limited, t / √(1 + (t /
   * limit)²), so that outliers stay near the others (RealMLP: Holzmüller et al. 2024).
   *
   * @param factor finite, not negative; 0: the number is ignored
   * @param limit which the result never reaches; 0: there is none
   */
  record Affine(double offset, double factor, double limit) implements Encoding {
    public Affine {
      if (!Double.isFinite(offset) || !(factor >= 0) || !Double.isFinite(factor)) {
        throw new IllegalArgumentException(
            "an offset of %s and a factor of %s are no scaling".formatted(offset, factor));
      }
      if (!(limit >= 0) || !Double.isFinite(limit)) {
        throw new IllegalArgumentException("a number is limited to " + limit);
      }
    }

    public Affine(double offset, double factor) {
      this(offset, factor, 0);
    }

    @Override
    public int width() {
      return 1;
    }
  }

  /** 1 where nothing is there, otherwise 0. */
  record Missing() implements Encoding {
    @Override
    public int width() {
      return 1;
    }
  }

  /**
   * An input for each level, 1 for that of the cell, otherwise 0.
   *
   * @param levels the most frequent first
   * @param rest whether an input more stands for all other levels
   * @param missing whether an input more, the last one, stands for cells with nothing in them
   */
  record OneHot(List<String> levels, boolean rest, boolean missing) implements Encoding {
    public OneHot {
      levels = List.copyOf(levels);
    }

    @Override
    public int width() {
      return levels.size() + (rest ? 1 : 0) + (missing ? 1 : 0);
    }
  }

  /** An input for each value of a part of a date, 1 for that of the cell, otherwise 0. */
  record Part(DatePart part) implements Encoding {
    @Override
    public int width() {
      return part.count();
    }
  }

  /**
   * Hat functions: an input for each knot, 1 there and falling linearly to 0 at the knots beside
   * it. A number between two knots has two inputs that add up to 1; one beyond the last has that of
   * the last. With them the first layer's sums are linear splines (B-splines of degree 1).
   *
   * @param knots two at least, ascending
   */
  record Hat(List<Double> knots) implements Encoding {
    public Hat {
      knots = ascending(knots);
    }

    @Override
    public int width() {
      return knots.size();
    }
  }

  /**
   * An input for each bin between two knots: 0 below it, 1 above it, and in it the share of the bin
   * that is below the number (piecewise-linear encoding: Gorishniy et al. 2022).
   *
   * @param knots two at least, ascending
   */
  record Thermometer(List<Double> knots) implements Encoding {
    public Thermometer {
      knots = ascending(knots);
    }

    @Override
    public int width() {
      return knots.size() - 1;
    }
  }

  private static List<Double> ascending(List<Double> knots) {
    for (int t = 0; t < knots.size(); t++) {
      if (!Double.isFinite(knots.get(t)) || t > 0 && !(knots.get(t) > knots.get(t - 1))) {
        throw new IllegalArgumentException("knots are not finite or do not ascend");
      }
    }
    if (knots.size() < 2) {
      throw new IllegalArgumentException("an encoding has fewer than two knots");
    }
    return List.copyOf(knots);
  }
}
