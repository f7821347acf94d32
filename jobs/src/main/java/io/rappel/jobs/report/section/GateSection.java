package io.rappel.jobs.report.section;

import io.rappel.jobs.report.chart.IntervalChart;
import io.rappel.jobs.report.page.Figures;
import io.rappel.jobs.report.page.Markup;
import io.rappel.jobs.report.page.Tables;
import io.rappel.trainer.gate.Comparison;
import io.rappel.trainer.gate.GateDecision;
import io.rappel.trainer.gate.GateTest;
import io.rappel.trainer.gate.SliceComparison;

/** What the gate has compared. */
public final class GateSection {

  private GateSection() {}

  public static void write(Markup page, GateDecision decision) {
    if (decision.skill() == null) {
      return;
    }
    boolean superior = decision.settings().test() == GateTest.SUPERIOR;
    double margin = superior ? 0 : decision.settings().margin();
    page.line().open("section").leaf("h2", "Challenger against champion");
    IntervalChart chart = new IntervalChart("Loss compared with the champion’s", margin);
    if (decision.champion() != null) {
      add(chart, "all rows", decision.champion(), !(decision.champion().high() < margin));
    }
    decision.slices().forEach(slice -> add(chart, slice.name(), slice.comparison(), slice.worse()));
    chart.draw(page);
    Tables.open(page, "", "rows", "challenger", "the other", "change of loss", "from", "to");
    row(page, "the same prediction for every row", decision.skill());
    if (decision.champion() != null) {
      row(page, "champion", decision.champion());
    }
    for (SliceComparison slice : decision.slices()) {
      row(page, "champion, where it is " + slice.name(), slice.comparison());
    }
    Tables.close(page);
    page.leaf(
        "p",
        ("%s; the change is that of the loss, which is 1 minus the score where a larger score is better."
                + " Intervals come from %,d resamplings of the rows.")
            .formatted(Figures.name(decision.settings().metric().toString()), 1000));
    page.close();
  }

  private static void add(IntervalChart chart, String name, Comparison comparison, boolean bad) {
    chart.add(name, comparison.low(), comparison.change(), comparison.high(), bad);
  }

  private static void row(Markup page, String about, Comparison comparison) {
    Tables.row(
        page,
        about,
        Figures.metric(comparison.rows()),
        Figures.score(comparison.challenger()),
        Figures.score(comparison.other()),
        signed(comparison.change()),
        signed(comparison.low()),
        signed(comparison.high()));
  }

  /** Such as {@code +1.3 %}. */
  public static String signed(double share) {
    String text = Figures.percent(Math.abs(share), 2);
    return !Double.isFinite(share) ? "–" : (share < 0 ? "−" : "+") + text;
  }
}
