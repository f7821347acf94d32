package io.rappel.jobs.report.chart;

import io.rappel.jobs.report.page.Figures;
import io.rappel.jobs.report.page.Markup;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/** Changes of the loss with their intervals, one below the other, about 0 and a margin. */
public final class IntervalChart {

  private static final int ROW = 26;
  private static final int TOP = 24;
  private static final int BOTTOM = 40;
  private static final int RIGHT = 20;
  private static final int LONGEST_NAME = 24;

  /** Less than this is too little to fill a chart with. */
  private static final double LEAST_REACH = 0.01;

  /** More than this would flatten the rest. */
  private static final double MOST_REACH = 0.5;

  /** A change, as shares of the loss. */
  private record Row(String name, double low, double change, double high, boolean bad) {}

  private final String title;
  private final double margin;
  private final List<Row> rows = new ArrayList<>();

  /**
   * @param margin beyond which a change is bad; 0: there is none
   */
  public IntervalChart(String title, double margin) {
    this.title = title;
    this.margin = margin;
  }

  /** Adds a row; numbers beyond the chart end at its edge. */
  public IntervalChart add(String name, double low, double change, double high, boolean bad) {
    rows.add(
        new Row(Figures.cut(name, LONGEST_NAME), placed(low), placed(change), placed(high), bad));
    return this;
  }

  /** What is no number lies beyond the edge. */
  private static double placed(double share) {
    return Double.isNaN(share) ? Double.POSITIVE_INFINITY : share;
  }

  public void draw(Markup page) {
    if (rows.isEmpty()) {
      return;
    }
    double reach =
        rows.stream()
            .flatMapToDouble(row -> DoubleStream.of(row.low, row.change, row.high))
            .map(Math::abs)
            .filter(Double::isFinite)
            .max()
            .orElse(margin);
    reach = Math.min(MOST_REACH, Math.max(Math.max(reach, 1.5 * margin), LEAST_REACH));
    Scale scale = Scale.linear(-100 * reach, 100 * reach);
    double left =
        14 + Frame.LETTER * rows.stream().mapToInt(row -> row.name.length()).max().orElse(1);
    int bottom = TOP + ROW * rows.size();
    page.line().open("figure", "class", "wide").open("figcaption").leaf("strong", title).text(" ");
    page.leaf("span", "dots with their intervals").close();
    page.line()
        .open(
            "svg",
            "viewBox",
            "0 0 %d %d".formatted(Frame.WIDTH, bottom + BOTTOM),
            "role",
            "img",
            "aria-label",
            title);
    for (double tick : scale.ticks()) {
      String x = Figures.place(x(scale, left, tick));
      page.empty("path", "class", "grid", "d", "M%s %dV%d".formatted(x, TOP, bottom));
      text(page, x, bottom + 17, "middle", scale.label(tick) + " %");
    }
    line(page, x(scale, left, 0), bottom, "end", "no change");
    if (margin > 0) {
      line(page, x(scale, left, 100 * margin), bottom, "start", "margin");
    }
    for (int i = 0; i < rows.size(); i++) {
      row(page, scale, left, rows.get(i), TOP + ROW * i + ROW / 2);
    }
    text(
        page,
        Figures.place(Frame.WIDTH / 2.0),
        bottom + BOTTOM - 4,
        "middle",
        "change of the loss: better to the left, worse to the right");
    page.close().close();
  }

  private static double x(Scale scale, double left, double percent) {
    return left + scale.at(percent) * (Frame.WIDTH - RIGHT - left);
  }

  private static void line(Markup page, double at, int bottom, String anchor, String words) {
    String x = Figures.place(at);
    page.empty("path", "class", "mark", "d", "M%s %dV%d".formatted(x, TOP, bottom));
    text(page, x, TOP - 8, anchor, words);
  }

  private static void row(Markup page, Scale scale, double left, Row row, int y) {
    String colour = row.bad ? Series.SECOND : Series.FIRST;
    text(page, Figures.place(left - 10), y + 4, "end", row.name);
    page.empty(
        "path",
        "class",
        "line",
        "stroke",
        colour,
        "d",
        "M%s %dH%s"
            .formatted(
                Figures.place(x(scale, left, 100 * row.low)),
                y,
                Figures.place(x(scale, left, 100 * row.high))));
    page.empty(
        "circle",
        "cx",
        Figures.place(x(scale, left, 100 * row.change)),
        "cy",
        Integer.toString(y),
        "r",
        "4",
        "fill",
        colour);
  }

  private static void text(Markup page, String x, int y, String anchor, String content) {
    page.leaf("text", content, "x", x, "y", Integer.toString(y), "text-anchor", anchor);
  }
}
