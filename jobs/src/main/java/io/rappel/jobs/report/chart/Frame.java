package io.rappel.jobs.report.chart;

import io.rappel.jobs.report.page.Figures;
import io.rappel.jobs.report.page.Markup;

/** The axes of a chart, and where values lie between them. */
public final class Frame {

  public static final int WIDTH = 520;
  static final int HEIGHT = 290;

  /** Room for a letter of a name, on a phone too, where letters are larger. */
  public static final double LETTER = 9.4;

  static final int LEFT = 58;
  public static final int RIGHT = 14;

  /** Room above the lines for the words of a mark, which would hide them otherwise. */
  public static final int TOP = 24;

  public static final int BOTTOM = 40;

  private final Scale across;
  private final Scale up;
  private final int height;

  Frame(Scale across, Scale up) {
    this(across, up, HEIGHT);
  }

  Frame(Scale across, Scale up, int height) {
    this.across = across;
    this.up = up;
    this.height = height;
  }

  public double x(double value) {
    return LEFT + across.at(value) * (WIDTH - LEFT - RIGHT);
  }

  public double y(double value) {
    return height - BOTTOM - up.at(value) * (height - TOP - BOTTOM);
  }

  int bottom() {
    return height - BOTTOM;
  }

  /** Opens the drawing and draws grid, ticks and what is along the horizontal axis. */
  public void open(Markup page, String description, String alongX) {
    page.line()
        .open(
            "svg",
            "viewBox",
            "0 0 %d %d".formatted(WIDTH, height),
            "role",
            "img",
            "aria-label",
            description);
    for (double tick : up.ticks()) {
      String y = Figures.place(y(tick));
      page.empty("path", "class", "grid", "d", "M%d %sH%d".formatted(LEFT, y, WIDTH - RIGHT));
      text(page, LEFT - 8, y(tick) + 4, "end", up.label(tick));
    }
    for (double tick : across.ticks()) {
      page.empty(
          "path", "class", "axis", "d", "M%s %dv4".formatted(Figures.place(x(tick)), bottom()));
      text(page, x(tick), bottom() + 17, "middle", across.label(tick));
    }
    page.empty("path", "class", "axis", "d", "M%d %dH%d".formatted(LEFT, bottom(), WIDTH - RIGHT));
    page.leaf(
        "text",
        alongX,
        "class",
        "name",
        "x",
        Figures.place((LEFT + WIDTH - RIGHT) / 2.0),
        "y",
        Integer.toString(height - 4),
        "text-anchor",
        "middle");
  }

  private static void text(Markup page, double x, double y, String anchor, String content) {
    page.leaf("text", content, "x", Figures.place(x), "y", Figures.place(y), "text-anchor", anchor);
  }
}
