package io.rappel.jobs.report.section;

import io.rappel.jobs.report.chart.Histogram;
import io.rappel.jobs.report.chart.ScatterChart;
import io.rappel.jobs.report.chart.Series.Point;
import io.rappel.jobs.report.page.Figures;
import io.rappel.jobs.report.page.Markup;
import io.rappel.jobs.text.Amounts;
import io.rappel.trainer.objective.score.RowSample;
import java.util.List;
import java.util.stream.IntStream;

/** How predictions lie about the actual values. */
public final class ResidualSection {

  /** More dots than these are a cloud all the same. */
  private static final int MOST_ROWS = 1000;

  private ResidualSection() {}

  /**
   * Writes the section, where there are rows.
   *
   * @param labels names of the label columns
   * @param rows which rows the sample is of, such as {@code validation}
   */
  public static void write(Markup page, List<String> labels, RowSample sample, String rows) {
    if (sample.rows() == 0) {
      return;
    }
    int dots = Math.min(sample.rows(), MOST_ROWS);
    int[] shown =
        IntStream.range(0, dots).map(i -> (int) ((long) i * sample.rows() / dots)).toArray();
    String of = "Residuals of %s %s rows".formatted(Amounts.count(shown.length), rows);
    page.line().open("section").leaf("h2", of);
    page.open("div", "class", "charts even");
    for (int j = 0; j < sample.outputs(); j++) {
      int output = j;
      String label = Figures.cut(labels.get(output), 40);
      List<Point> points =
          IntStream.of(shown)
              .mapToObj(i -> new Point(sample.actual(i, output), sample.predicted(i, output)))
              .toList();
      double[] residuals = points.stream().mapToDouble(point -> point.y() - point.x()).toArray();
      new ScatterChart(label + ": predicted and actual", points).draw(page);
      new Histogram(label + ": residuals", "number of rows", "predicted − actual", residuals)
          .draw(page);
    }
    page.close();
    if (sample.outputs() < labels.size()) {
      page.leaf("p", "The first %d labels are shown.".formatted(sample.outputs()));
    }
    page.close();
  }
}
