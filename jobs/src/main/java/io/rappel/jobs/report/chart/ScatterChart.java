package io.rappel.jobs.report.chart;

import io.rappel.jobs.report.chart.Series.Point;
import io.rappel.jobs.report.page.Figures;
import io.rappel.jobs.report.page.Markup;
import java.util.List;
import java.util.stream.DoubleStream;

/** Predicted against actual values on equal axes, with the line on which both are the same. */
public final class ScatterChart {

  /** About as high as wide, so that the line rises by 45 degrees. */
  private static final int HEIGHT = 500;

  /** So that no dot is cut by the edge. */
  private static final double ROOM = 0.03;

  private final String title;
  private final List<Point> points;

  /**
   * @param points actual and predicted values; those that are not finite are left out
   */
  public ScatterChart(String title, List<Point> points) {
    this.title = title;
    this.points = points.stream().filter(Point::isFinite).toList();
  }

  public void draw(Markup page) {
    if (points.isEmpty()) {
      return;
    }
    var range =
        points.stream()
            .flatMapToDouble(point -> DoubleStream.of(point.x(), point.y()))
            .summaryStatistics();
    double room = ROOM * (range.getMax() - range.getMin());
    Scale scale = Scale.between(range.getMin() - room, range.getMax() + room);
    Frame frame = new Frame(scale, scale, HEIGHT);
    page.line().open("figure").open("figcaption").leaf("strong", title).text(" ");
    page.leaf("span", "up: predicted; the dashed line is where it equals the actual value").close();
    frame.open(page, title, "actual");
    for (Point point : points) {
      page.open(
              "circle",
              "class",
              "dot",
              "cx",
              Figures.place(frame.x(point.x())),
              "cy",
              Figures.place(frame.y(point.y())),
              "r",
              "2.4")
          .leaf(
              "title",
              "actual %s, predicted %s"
                  .formatted(Figures.metric(point.x()), Figures.metric(point.y())))
          .close();
    }
    page.empty(
        "path",
        "class",
        "mark",
        "d",
        "M%s %sL%s %s"
            .formatted(
                Figures.place(frame.x(scale.low())),
                Figures.place(frame.y(scale.low())),
                Figures.place(frame.x(scale.high())),
                Figures.place(frame.y(scale.high()))));
    page.close().close();
  }
}
