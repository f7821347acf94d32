package io.rappel.jobs.report.section;

import io.rappel.jobs.report.chart.CurveChart;
import io.rappel.jobs.report.page.Figures;
import io.rappel.jobs.report.page.Markup;
import io.rappel.trainer.metrics.ScoreCurves;
import io.rappel.trainer.metrics.ScoreCurves.CalibrationBin;
import io.rappel.trainer.metrics.ScoreCurves.Cut;
import io.rappel.trainer.model.DataSchema;
import java.util.List;
import java.util.Map;

/** What the probabilities of classes are worth: at any threshold, and as probabilities. */
public final class ProbabilitySection {

  private static final double HALF = 0.5;

  private final DataSchema schema;
  private final ScoreCurves curves;
  private final Map<String, Object> metrics;

  private ProbabilitySection(DataSchema schema, ScoreCurves curves, Map<String, Object> metrics) {
    this.schema = schema;
    this.curves = curves;
    this.metrics = metrics;
  }

  /**
   * Writes the section, where there are curves.
   *
   * @param metrics of the same rows
   * @param rows which rows they are, such as {@code validation}
   */
  public static void write(
      Markup page,
      DataSchema schema,
      ScoreCurves curves,
      Map<String, Object> metrics,
      String rows) {
    if (curves.calibration().isEmpty()) {
      return;
    }
    page.line().open("section").leaf("h2", "Probabilities of classes, %s rows".formatted(rows));
    page.open("div", "class", "charts even");
    ProbabilitySection section = new ProbabilitySection(schema, curves, metrics);
    if (!curves.cuts().isEmpty()) {
      section.roc().draw(page);
      section.precision().draw(page);
    }
    section.calibration().draw(page);
    page.close().close();
  }

  /** The class that the probabilities are of, the second of two. */
  private String positive() {
    return Figures.cut(schema.classes().get(1), 24);
  }

  private CurveChart roc() {
    String note =
        "area %s; up: share of %s that is found; the ring is the threshold in use, %s"
            .formatted(Figures.score(metrics.get("auc")), positive(), Figures.value(threshold()));
    CurveChart chart =
        new CurveChart("ROC", note, "share of the other class that is taken for it").diagonal();
    curves.cuts().forEach(cut -> chart.add(cut.falsePositives(), cut.recall(), hint(cut)));
    Cut used = used();
    return chart.mark(used.falsePositives(), used.recall(), hint(used));
  }

  private CurveChart precision() {
    String note =
        "average precision %s; up: share of what is found that is right"
            .formatted(Figures.score(curves.averagePrecision()));
    CurveChart chart =
        new CurveChart(
            "Precision and recall",
            note,
            "recall: share of %s that is found".formatted(positive()));
    curves.cuts().forEach(cut -> chart.add(cut.recall(), cut.precision(), hint(cut)));
    Cut used = used();
    return chart.mark(used.recall(), used.precision(), hint(used));
  }

  private static String hint(Cut cut) {
    return "%s: recall %s, precision %s, of the other class %s"
        .formatted(
            Double.isInfinite(cut.threshold())
                ? "nothing is found"
                : "from a probability of %s on".formatted(Figures.score(cut.threshold())),
            Figures.percent(cut.recall(), 1),
            Figures.percent(cut.precision(), 1),
            Figures.percent(cut.falsePositives(), 1));
  }

  private double threshold() {
    return metrics.get("threshold") instanceof Number number ? number.doubleValue() : HALF;
  }

  /** What the threshold in use gives, by the confusion matrix. */
  private Cut used() {
    List<String> classes = schema.classes();
    return new Cut(
        threshold(),
        score(classes.get(1), "recall"),
        1 - score(classes.get(0), "recall"),
        score(classes.get(1), "precision"));
  }

  private double score(String label, String name) {
    return metrics.get("per_class") instanceof Map<?, ?> all
            && all.get(label) instanceof Map<?, ?> scores
            && scores.get(name) instanceof Number value
        ? value.doubleValue()
        : Double.NaN;
  }

  private CurveChart calibration() {
    boolean two = schema.classes().size() == 2;
    CurveChart chart =
        new CurveChart(
                "Calibration",
                two
                    ? "up: share of the rows that are %s; on the dashed line probabilities are true"
                        .formatted(positive())
                    : "up: share of the rows whose class is right; on the dashed line probabilities are true",
                two
                    ? "mean probability of " + positive()
                    : "mean probability of the predicted class")
            .diagonal()
            .dots();
    for (CalibrationBin bin : curves.calibration()) {
      chart.add(bin.predicted(), bin.actual(), hint(bin));
    }
    return chart;
  }

  private String hint(CalibrationBin bin) {
    return "%s with probabilities from %s to %s: %s on average, and %s are %s"
        .formatted(
            schema.weight() == null
                ? Figures.brief(bin.weight()) + " rows"
                : "rows of weight " + Figures.brief(bin.weight()),
            Figures.score(bin.low()),
            Figures.score(bin.high()),
            Figures.score(bin.predicted()),
            Figures.percent(bin.actual(), 1),
            schema.classes().size() == 2 ? positive() : "right");
  }
}
