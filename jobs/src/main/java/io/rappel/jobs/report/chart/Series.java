package io.rappel.jobs.report.chart;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A line of a chart.
 *
 * @param name for the legend
 * @param colour of CSS
 * @param faint whether it is background to the others
 * @param points in the order of x; those that are not finite are gaps
 */
public record Series(String name, String colour, boolean faint, List<Point> points) {

  /** A place in a chart. */
  public record Point(double x, double y) {

    boolean isFinite() {
      return Double.isFinite(x) && Double.isFinite(y);
    }
  }

  public static final String FIRST = "var(--first)";
  public static final String SECOND = "var(--second)";

  public Series {
    points = List.copyOf(points);
  }

  public static <T> Series of(
      String name, String colour, List<T> items, ToDoubleFunction<T> x, ToDoubleFunction<T> y) {
    List<Point> points =
        items.stream()
            .map(item -> new Point(x.applyAsDouble(item), y.applyAsDouble(item)))
            .toList();
    return new Series(name, colour, false, points);
  }

  public Series asFaint() {
    return new Series(name, colour, true, points);
  }

  /** Whether there is anything to see. */
  boolean isVisible() {
    return points.stream().anyMatch(Point::isFinite);
  }
}
