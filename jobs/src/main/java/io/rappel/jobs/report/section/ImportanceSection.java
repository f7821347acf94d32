package io.rappel.jobs.report.section;

import io.rappel.jobs.report.chart.Frame;
import io.rappel.jobs.report.page.Figures;
import io.rappel.jobs.report.page.Markup;
import io.rappel.trainer.model.Importance;
import java.util.List;

/** How much a model depends on each column. */
public final class ImportanceSection {

  private static final int MOST_BARS = 30;

  private static final int ROW = 24;
  private static final int BAR = 13;
  private static final int TOP = 4;
  private static final int BOTTOM = 8;
  private static final int RIGHT = 84;
  private static final int LONGEST_NAME = 24;

  private ImportanceSection() {}

  /**
   * Writes the section, where it was asked for.
   *
   * @param importance null: it was not
   * @param rows which rows it was found out by, such as {@code validation}
   */
  public static void write(Markup page, Importance importance, String rows) {
    if (importance == null) {
      return;
    }
    List<Importance.Column> columns = importance.columns();
    List<Importance.Column> shown = columns.subList(0, Math.min(MOST_BARS, columns.size()));
    String metric = Figures.name(importance.metric());
    page.line().open("section").leaf("h2", "Importance of columns");
    page.leaf(
        "p",
        "By how much the %s of %s %s rows, %s, grows where the column’s values are dealt out to other rows at random; mean and deviation of %d times."
            .formatted(
                metric,
                Figures.metric(importance.rows()),
                rows,
                Figures.metric(importance.baseline()),
                importance.repetitions()));
    draw(page, shown, metric);
    if (shown.size() < columns.size()) {
      page.leaf(
          "p",
          "The %d most important of %s columns are shown; metrics.json has all."
              .formatted(shown.size(), Figures.metric(columns.size())));
    }
    page.close();
  }

  private static void draw(Markup page, List<Importance.Column> columns, String metric) {
    double largest =
        columns.stream()
            .mapToDouble(column -> Math.abs(column.growth()))
            .filter(Double::isFinite)
            .max()
            .orElse(0);
    int longest =
        columns.stream().mapToInt(c -> Math.min(LONGEST_NAME, c.name().length())).max().orElse(1);
    double left = 12 + Frame.LETTER * longest;
    int height = TOP + ROW * columns.size() + BOTTOM;
    page.line().open("figure");
    page.open(
        "svg",
        "viewBox",
        "0 0 %d %d".formatted(Frame.WIDTH, height),
        "role",
        "img",
        "aria-label",
        "Importance of columns");
    for (int i = 0; i < columns.size(); i++) {
      Importance.Column column = columns.get(i);
      int y = TOP + ROW * i;
      double share = largest > 0 ? Math.max(0, column.growth() / largest) : 0;
      double width = (Double.isFinite(share) ? share : 0) * (Frame.WIDTH - RIGHT - left);
      page.line().open("g");
      page.leaf("title", hint(column, metric));
      text(page, left - 8, y + 15, "end", Figures.cut(column.name(), LONGEST_NAME));
      page.empty(
          "rect",
          "class",
          "bars",
          "x",
          Figures.place(left),
          "y",
          Integer.toString(y + 4),
          "width",
          Figures.place(width),
          "height",
          Integer.toString(BAR));
      text(page, left + width + 6, y + 15, "start", Figures.metric(column.growth()));
      page.close();
    }
    page.close().close();
  }

  private static String hint(Importance.Column column, String metric) {
    return "%s: %s + %s ± %s"
        .formatted(
            column.name(),
            metric,
            Figures.metric(column.growth()),
            Figures.metric(column.deviation()));
  }

  private static void text(Markup page, double x, int y, String anchor, String content) {
    page.leaf(
        "text", content, "x", Figures.place(x), "y", Integer.toString(y), "text-anchor", anchor);
  }
}
