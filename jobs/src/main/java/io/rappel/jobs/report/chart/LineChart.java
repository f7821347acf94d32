package io.rappel.jobs.report.chart;

import io.rappel.jobs.report.chart.Series.Point;
import io.rappel.jobs.report.page.Figures;
import io.rappel.jobs.report.page.Markup;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/** Lines over one axis, with a legend. */
public final class LineChart {

  /** Up to so many points each is worth a dot of its own. */
  private static final int FEW = 40;

  private final String title;
  private final String alongX;
  private final List<Series> lines = new ArrayList<>();
  private String note = "";
  private Scale up;
  private boolean logarithmic;
  private final List<Double> starts = new ArrayList<>();
  private Point mark;
  private String markText;

  public LineChart(String title, String alongX) {
    this.title = title;
    this.alongX = alongX;
  }

  /** Adds a line, where it has points. */
  public LineChart add(Series line) {
    if (line.isVisible()) {
      lines.add(line);
    }
    return this;
  }

  /** What else a reader should know. */
  public LineChart note(String text) {
    note = text;
    return this;
  }

  /** The vertical axis, where it should not follow from the values. */
  public LineChart up(Scale scale) {
    up = scale;
    return this;
  }

  /** Equal factors are equal heights, where any value is above 0. */
  public LineChart logarithmic() {
    logarithmic = true;
    return this;
  }

  /** Marks a point with words. */
  public LineChart mark(double x, double y, String text) {
    mark = new Point(x, y);
    markText = text;
    return this;
  }

  /** Lines begin anew behind x: the first, second, … such place is where part 2, 3, … starts. */
  public LineChart startAnew(double x) {
    starts.add(x);
    return this;
  }

  public boolean isEmpty() {
    return lines.isEmpty();
  }

  /** Of all finite values; NaN where there are none. */
  private double[] range(ToDoubleFunction<Point> coordinate) {
    DoubleStream values =
        lines.stream()
            .flatMap(line -> line.points().stream())
            .filter(Point::isFinite)
            .mapToDouble(coordinate);
    var statistics = values.summaryStatistics();
    return new double[] {statistics.getMin(), statistics.getMax()};
  }

  private Scale scale() {
    double[] range = range(Point::y);
    if (!logarithmic || !(range[1] > 0)) {
      return Scale.fitting(range[0], range[1]);
    }
    double smallest =
        lines.stream()
            .flatMap(line -> line.points().stream())
            .filter(point -> point.isFinite() && point.y() > 0)
            .mapToDouble(Point::y)
            .min()
            .getAsDouble();
    return Scale.logarithmic(smallest, range[1]);
  }

  /** Draws the chart, where it has lines. */
  public void draw(Markup page) {
    if (lines.isEmpty()) {
      return;
    }
    double[] across = range(Point::x);
    Frame frame = new Frame(Scale.counting(across[0], across[1]), up != null ? up : scale());
    page.line().open("figure").open("figcaption").leaf("strong", title);
    page.text(" ").leaf("span", note.isEmpty() && lines.size() == 1 ? lines.get(0).name() : note);
    page.close();
    legend(page);
    frame.open(page, title, alongX);
    lines.stream().filter(Series::faint).forEach(line -> draw(page, frame, line));
    lines.stream().filter(line -> !line.faint()).forEach(line -> draw(page, frame, line));
    for (int i = 0; i < starts.size(); i++) {
      drawMark(page, frame, frame.x(starts.get(i)), Integer.toString(i + 2), false);
    }
    if (mark != null && mark.isFinite()) {
      double x = frame.x(mark.x());
      drawMark(page, frame, x, markText, x > Frame.WIDTH / 2.0);
      String y = Figures.place(frame.y(mark.y()));
      page.empty("circle", "class", "mark", "cx", Figures.place(x), "cy", y, "r", "4");
    }
    page.close().close();
  }

  private void legend(Markup page) {
    if (lines.size() < 2) {
      return;
    }
    page.line().open("div", "class", "legend");
    for (Series line : lines) {
      page.open("span")
          .open("svg", "viewBox", "0 0 18 8", "aria-hidden", "true")
          .empty("path", attributes(line, "M1 4H17"))
          .close()
          .text(line.name())
          .close();
    }
    page.close();
  }

  private static String[] attributes(Series line, String path) {
    return new String[] {
      "class", line.faint() ? "line faint" : "line", "stroke", line.colour(), "d", path
    };
  }

  private void draw(Markup page, Frame frame, Series line) {
    page.line().empty("path", attributes(line, path(frame, line.points())));
    if (line.points().size() <= FEW && !line.faint()) {
      line.points().stream()
          .filter(Point::isFinite)
          .forEach(
              point ->
                  page.open(
                          "circle",
                          "cx",
                          Figures.place(frame.x(point.x())),
                          "cy",
                          Figures.place(frame.y(point.y())),
                          "r",
                          "2.6",
                          "fill",
                          line.colour())
                      .leaf("title", hint(line, point))
                      .close());
    }
  }

  /** What a dot says when a pointer rests on it. */
  private String hint(Series line, Point point) {
    return "%s, %s %s: %s"
        .formatted(line.name(), alongX, Figures.value(point.x()), Figures.metric(point.y()));
  }

  /** Points that are not finite interrupt the line, and so do places where it begins anew. */
  private String path(Frame frame, List<Point> points) {
    StringBuilder path = new StringBuilder();
    Point before = null;
    for (Point point : points) {
      if (point.isFinite()) {
        path.append(before != null && !isApart(before, point) ? 'L' : 'M')
            .append(Figures.place(frame.x(point.x())))
            .append(' ')
            .append(Figures.place(frame.y(point.y())));
      }
      before = point.isFinite() ? point : null;
    }
    return path.toString();
  }

  private boolean isApart(Point before, Point point) {
    return starts.stream().anyMatch(start -> before.x() <= start && start < point.x());
  }

  /**
   * Marks a place.
   *
   * @param text stands above the lines
   * @param left of the place, in place of right
   */
  private static void drawMark(Markup page, Frame frame, double x, String text, boolean left) {
    page.line()
        .empty(
            "path",
            "class",
            "mark",
            "d",
            "M%s %dV%d".formatted(Figures.place(x), Frame.TOP - 4, frame.bottom()))
        .leaf(
            "text",
            text,
            "class",
            "mark",
            "x",
            Figures.place(x + (left ? 4 : -4)),
            "y",
            Integer.toString(Frame.TOP - 9),
            "text-anchor",
            left ? "end" : "start");
  }
}
