package io.rappel.jobs.report.chart;

import io.rappel.jobs.report.page.Figures;
import io.rappel.jobs.report.page.Markup;
import java.util.Arrays;

/** How often values lie where, in bars between round numbers. */
public final class Histogram {

  private static final int MOST_BARS = 40;

  private final String title;
  private final String note;
  private final String alongX;
  private final double[] values;

  /**
   * @param values those that are not finite are left out
   */
  public Histogram(String title, String note, String alongX, double[] values) {
    this.title = title;
    this.note = note;
    this.alongX = alongX;
    this.values = Arrays.stream(values).filter(Double::isFinite).toArray();
  }

  public void draw(Markup page) {
    if (values.length == 0) {
      return;
    }
    var range = Arrays.stream(values).summaryStatistics();
    double width = Scale.step(spread(range.getMin(), range.getMax()) / MOST_BARS);
    double low = Math.floor(range.getMin() / width) * width;
    int[] counts = new int[MOST_BARS + 1];
    int bars = 0;
    for (double value : values) {
      int bar = Math.min(MOST_BARS, (int) ((value - low) / width));
      counts[bar]++;
      bars = Math.max(bars, bar + 1);
    }
    counts = Arrays.copyOf(counts, bars);
    Scale across = Scale.between(low, low + bars * width);
    Frame frame = new Frame(across, Scale.linear(0, Arrays.stream(counts).max().orElse(1)));
    page.line().open("figure").open("figcaption").leaf("strong", title).text(" ");
    page.leaf("span", note).close();
    frame.open(page, title, alongX);
    page.empty("path", "class", "bars", "d", bars(frame, across, counts));
    if (across.low() < 0 && across.high() > 0) {
      String zero = Figures.place(frame.x(0));
      page.empty(
          "path", "class", "mark", "d", "M%s %dV%d".formatted(zero, Frame.TOP, frame.bottom()));
    }
    page.close().close();
  }

  /** Of equal values, some room around them. */
  private static double spread(double smallest, double largest) {
    double least = Math.max(Math.abs(smallest), Math.abs(largest)) / 1000;
    return largest > smallest ? Math.max(largest - smallest, least / 1000) : least > 0 ? least : 1;
  }

  private static String bars(Frame frame, Scale across, int[] counts) {
    StringBuilder path = new StringBuilder();
    double width = (across.high() - across.low()) / counts.length;
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0) {
        double left = frame.x(across.low() + i * width);
        double right = frame.x(across.low() + (i + 1) * width) - 1;
        path.append(
            "M%s %dV%sH%sV%dZ"
                .formatted(
                    Figures.place(left),
                    frame.bottom(),
                    Figures.place(frame.y(counts[i])),
                    Figures.place(right),
                    frame.bottom()));
      }
    }
    return path.toString();
  }
}
