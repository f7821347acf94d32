package io.rappel.jobs.report.chart;

import io.rappel.jobs.report.page.Figures;
import io.rappel.jobs.report.page.Markup;
import java.util.List;

/** Actual classes down, predicted classes across, the counts shaded by their share of the row. */
public final class HeatMap {

  private static final int MOST_WIDTH = 860;
  private static final int WIDEST_CELL = 120;
  private static final int HIGHEST_CELL = 58;
  private static final int LONGEST_LABEL = 16;
  private static final double LETTER = 6.6;

  /** Letters that are smaller cannot be read. */
  private static final double SMALLEST = 11;

  private final List<String> labels;
  private final double[][] counts;
  private final double width;
  private final double height;
  private final double left;
  private final double top;
  private final boolean slanted;

  /**
   * @param counts by actual and predicted class
   */
  public HeatMap(List<String> labels, double[][] counts) {
    this.labels = labels.stream().map(label -> Figures.cut(label, LONGEST_LABEL)).toList();
    this.counts = counts;
    double longest = LETTER * this.labels.stream().mapToInt(String::length).max().orElse(1);
    left = longest + 34;
    width = Math.min(WIDEST_CELL, (MOST_WIDTH - left) / labels.size());
    height = Math.min(HIGHEST_CELL, width);
    slanted = longest > width - 4;
    top = 26 + (slanted ? longest * 0.72 + 8 : 14);
  }

  public void draw(Markup page) {
    int n = labels.size();
    double overhang = slanted ? top - 20 : 0;
    String right = Figures.place(left + n * width + Math.max(4, overhang - width / 2));
    String box = "0 0 %s %s".formatted(right, Figures.place(top + n * height + 4));
    page.line()
        .open(
            "svg",
            "viewBox",
            box,
            "width",
            right,
            "role",
            "img",
            "class",
            "matrix",
            "aria-label",
            "confusion matrix");
    text(page, "predicted", left + n * width / 2, 14, "middle", "name", "");
    double middle = top + n * height / 2;
    text(
        page,
        "actual",
        14,
        middle,
        "middle",
        "name",
        "rotate(-90 14 " + Figures.place(middle) + ")");
    for (int i = 0; i < n; i++) {
      text(page, labels.get(i), left - 8, top + (i + 0.5) * height + 4, "end", "label", "");
      columnLabel(page, i);
      for (int j = 0; j < n; j++) {
        cell(page, i, j);
      }
    }
    page.close();
  }

  private void columnLabel(Markup page, int column) {
    double x = left + (column + 0.5) * width;
    double y = top - 8;
    if (slanted) {
      String turn = "rotate(-45 %s %s)".formatted(Figures.place(x), Figures.place(y));
      text(page, labels.get(column), x, y, "start", "label", turn);
    } else {
      text(page, labels.get(column), x, y, "middle", "label", "");
    }
  }

  private void cell(Markup page, int row, int column) {
    double count = counts[row][column];
    double total = 0;
    for (double other : counts[row]) {
      total += other;
    }
    double share = total > 0 ? count / total : 0;
    double shade = count == 0 ? 0 : Math.min(0.95, 0.06 + 0.89 * Math.sqrt(share));
    double x = left + column * width;
    double y = top + row * height;
    page.line().open("g");
    page.leaf(
        "title",
        "actual %s, predicted %s: %s, %s of the row"
            .formatted(
                labels.get(row),
                labels.get(column),
                Figures.brief(count),
                Figures.percent(share, 2)));
    page.empty(
        "rect",
        "class",
        row == column ? "cell right" : "cell wrong",
        "x",
        Figures.place(x),
        "y",
        Figures.place(y),
        "width",
        Figures.place(width - 1),
        "height",
        Figures.place(height - 1),
        "fill-opacity",
        "%.3f".formatted(shade).replace(',', '.'));
    if (count != 0) {
      words(page, x + width / 2, y + height / 2, count, share, shade > 0.6);
    }
    page.close();
  }

  /** What the cell has room for in letters that can be read; its title tells the rest. */
  private void words(Markup page, double x, double y, double count, double share, boolean onDark) {
    String above = Figures.brief(count);
    String below = Figures.percent(share, width < 44 ? 0 : 1);
    double size = Math.min(14, width / above.length() * 1.5);
    boolean both = height >= 3 * SMALLEST && width / below.length() * 1.5 >= SMALLEST;
    if (size >= SMALLEST) {
      String colour = onDark ? "count on" : "count";
      write(page, above, x, both ? y - 1 : y + size / 3, size, colour);
    }
    if (both) {
      write(page, below, x, y + SMALLEST + 1, SMALLEST, onDark ? "share on" : "share");
    }
  }

  private static void write(
      Markup page, String content, double x, double y, double size, String type) {
    page.leaf(
        "text",
        content,
        "class",
        type,
        "x",
        Figures.place(x),
        "y",
        Figures.place(y),
        "style",
        "font-size:" + Figures.place(size) + "px",
        "text-anchor",
        "middle");
  }

  private static void text(
      Markup page, String content, double x, double y, String anchor, String type, String turn) {
    page.leaf(
        "text",
        content,
        "class",
        type,
        "x",
        Figures.place(x),
        "y",
        Figures.place(y),
        "text-anchor",
        anchor,
        "transform",
        turn);
  }
}
