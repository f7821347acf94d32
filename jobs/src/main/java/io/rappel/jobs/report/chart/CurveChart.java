package io.rappel.jobs.report.chart;

import io.rappel.jobs.report.page.Figures;
import io.rappel.jobs.report.page.Markup;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A curve of one share over another, whose points tell what they are. */
public final class CurveChart {

  /** About as high as wide, so that the diagonal rises by 45 degrees. */
  private static final int HEIGHT = 500;

  private static final String SMALL = "2.6";
  private static final String REACH = "6"; // of an unseen spot that a pointer can hit

  private final String title;
  private final String note;
  private final String alongX;
  private final List<Spot> spots = new ArrayList<>();
  private final List<Spot> marks = new ArrayList<>();
  private boolean diagonal;
  private boolean dots;

  private record Spot(double x, double y, String hint) {}

  public CurveChart(String title, String note, String alongX) {
    this.title = title;
    this.note = note;
    this.alongX = alongX;
  }

  /** Adds the next point of the curve. */
  public CurveChart add(double x, double y, String hint) {
    spots.add(new Spot(x, y, hint));
    return this;
  }

  /** Marks a point. */
  public CurveChart mark(double x, double y, String hint) {
    if (Double.isFinite(x) && Double.isFinite(y)) {
      marks.add(new Spot(x, y, hint));
    }
    return this;
  }

  /** Draws the line on which both shares are the same. */
  public CurveChart diagonal() {
    diagonal = true;
    return this;
  }

  /** Shows each point. */
  public CurveChart dots() {
    dots = true;
    return this;
  }

  /** Draws the chart, where it has points. */
  public void draw(Markup page) {
    if (spots.isEmpty()) {
      return;
    }
    Frame frame = new Frame(Scale.shares(), Scale.shares(), HEIGHT);
    page.line().open("figure").open("figcaption").leaf("strong", title).text(" ");
    page.leaf("span", note).close();
    frame.open(page, title, alongX);
    if (diagonal) {
      page.empty(
          "path", "class", "mark", "d", "M%sL%s".formatted(at(frame, 0, 0), at(frame, 1, 1)));
    }
    String path =
        spots.stream()
            .map(spot -> at(frame, spot.x(), spot.y()))
            .collect(Collectors.joining("L", "M", ""));
    page.empty("path", "class", "line", "stroke", Series.FIRST, "d", path);
    for (Spot spot : spots) {
      if (dots) {
        spot(page, frame, spot, "fill", Series.FIRST, SMALL);
      } else {
        spot(page, frame, spot, "class", "unseen", REACH);
      }
    }
    marks.forEach(mark -> spot(page, frame, mark, "class", "mark", REACH));
    page.close().close();
  }

  private static String at(Frame frame, double x, double y) {
    return Figures.place(frame.x(x)) + " " + Figures.place(frame.y(y));
  }

  private static void spot(
      Markup page, Frame frame, Spot spot, String attribute, String value, String radius) {
    page.open(
            "circle",
            attribute,
            value,
            "cx",
            Figures.place(frame.x(spot.x())),
            "cy",
            Figures.place(frame.y(spot.y())),
            "r",
            radius)
        .leaf("title", spot.hint())
        .close();
  }
}
