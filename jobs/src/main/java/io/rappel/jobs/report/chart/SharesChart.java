package io.rappel.jobs.report.chart;

import io.rappel.jobs.report.page.Figures;
import io.rappel.jobs.report.page.Markup;
import io.rappel.trainer.drift.report.ColumnDrift;

/** Which share of the rows a column's groups of bins had in the champion's rows, and have now. */
public final class SharesChart {

  private static final int WIDTH = 520;
  private static final int ROW = 26;
  private static final int BAR = 9;
  private static final int TOP = 4;
  private static final int BOTTOM = 22;
  private static final int RIGHT = 46;
  private static final int LONGEST_NAME = 24;

  private SharesChart() {}

  public static void draw(Markup page, ColumnDrift column) {
    if (column.groups().isEmpty()) {
      return;
    }
    double largest =
        column.groups().stream().mapToDouble(g -> Math.max(g.before(), g.now())).max().orElse(1);
    int longest =
        column.groups().stream()
            .mapToInt(g -> Math.min(LONGEST_NAME, g.text().length()))
            .max()
            .orElse(1);
    double left = 12 + Frame.LETTER * longest;
    int bottom = TOP + ROW * column.groups().size();
    String title = Figures.cut(column.name(), 40);
    page.line().open("figure").open("figcaption").leaf("strong", title).text(" ");
    page.leaf(
            "span",
            column.psi() == null
                ? "too few rows for a stability index"
                : "stability index " + Figures.score(column.psi()))
        .close();
    page.line()
        .open(
            "svg",
            "viewBox",
            "0 0 %d %d".formatted(WIDTH, bottom + BOTTOM),
            "role",
            "img",
            "aria-label",
            title);
    for (int i = 0; i < column.groups().size(); i++) {
      ColumnDrift.Group group = column.groups().get(i);
      int y = TOP + ROW * i;
      text(page, left - 8, y + 15, "end", Figures.cut(group.text(), LONGEST_NAME));
      bar(page, left, y + 3, group.before() / largest, "var(--soft)");
      bar(page, left, y + 3 + BAR, group.now() / largest, Series.FIRST);
      double end = left + Math.max(group.before(), group.now()) / largest * (WIDTH - RIGHT - left);
      text(page, end + 6, y + 16, "start", Figures.percent(group.now(), 1));
    }
    legend(page, left, bottom + 15);
    page.close().close();
  }

  private static void bar(Markup page, double left, int y, double share, String colour) {
    page.empty(
        "rect",
        "x",
        Figures.place(left),
        "y",
        Integer.toString(y),
        "width",
        Figures.place(Math.max(0, share) * (WIDTH - RIGHT - left)),
        "height",
        Integer.toString(BAR - 1),
        "fill",
        colour);
  }

  private static void legend(Markup page, double left, int y) {
    bar(page, left, y - 8, 14 / (WIDTH - RIGHT - left), "var(--soft)");
    text(page, left + 20, y, "start", "champion’s rows");
    bar(page, left + 174, y - 8, 14 / (WIDTH - RIGHT - left), Series.FIRST);
    text(page, left + 194, y, "start", "these rows");
  }

  private static void text(Markup page, double x, int y, String anchor, String content) {
    page.leaf(
        "text", content, "x", Figures.place(x), "y", Integer.toString(y), "text-anchor", anchor);
  }
}
