package io.rappel.jobs.report.section;

import io.rappel.jobs.report.chart.LineChart;
import io.rappel.jobs.report.chart.Series;
import io.rappel.jobs.report.page.Figures;
import io.rappel.jobs.report.page.Markup;
import io.rappel.jobs.text.Amounts;
import io.rappel.trainer.progress.EpochReport;
import io.rappel.trainer.progress.StepReport;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** How loss, validation metric and learning rate went over the run. */
public final class LearningSection {

  /** A worse R² than this is as bad as any, and would flatten the rest of the curve. */
  private static final double LEAST_R2 = -1;

  private static final String NETWORKS =
      "Networks were trained one after another; those after the first begin at the numbers.";

  private LearningSection() {}

  public static void write(Markup page, RunLog log) {
    if (log.steps().isEmpty()) {
      return;
    }
    page.line().open("section").leaf("h2", "Learning curves");
    if (!log.ends().isEmpty()) {
      page.leaf("p", NETWORKS);
    }
    page.open("div", "class", "charts");
    byNetwork(log, loss(log), EpochReport::epoch).draw(page);
    byNetwork(log, metric(log, "accuracy", "Accuracy"), EpochReport::epoch).draw(page);
    byNetwork(log, metric(log, "r2", "R²"), EpochReport::epoch).draw(page);
    byNetwork(log, rate(log), EpochReport::steps).draw(page);
    page.close().close();
  }

  /** Where several networks were trained one after another, each has lines of its own. */
  static LineChart byNetwork(RunLog log, LineChart chart, ToDoubleFunction<EpochReport> x) {
    log.ends().forEach(end -> chart.startAnew(x.applyAsDouble(end)));
    return chart;
  }

  /** Where a step lies among the epochs. */
  static double epochsDone(StepReport step) {
    return step.epoch() - 1 + (double) step.stepInEpoch() / step.stepsInEpoch();
  }

  private static LineChart loss(RunLog log) {
    List<StepReport> steps = log.steps();
    List<EpochReport> epochs = log.epochs();
    if (epochs.isEmpty()) {
      return new LineChart("Loss", "step")
          .add(
              Series.of(
                  "of each step’s batch",
                  Series.FIRST,
                  steps,
                  StepReport::step,
                  StepReport::dataLoss));
    }
    LineChart chart = new LineChart("Loss", "epoch");
    if (steps.get(0).stepsInEpoch() > 1) {
      chart.add(
          Series.of(
                  "each step’s batch",
                  Series.FIRST,
                  steps,
                  LearningSection::epochsDone,
                  StepReport::dataLoss)
              .asFaint());
    }
    chart.add(
        Series.of(
            "training: mean of the epoch’s batches",
            Series.FIRST,
            epochs,
            EpochReport::epoch,
            EpochReport::dataLoss));
    chart.add(
        Series.of(
            "validation", Series.SECOND, epochs, EpochReport::epoch, EpochReport::validationLoss));
    EpochReport best = log.lowest();
    if (best != null) {
      chart.mark(
          best.epoch(),
          best.validationLoss(),
          "best: %s, epoch %s"
              .formatted(Amounts.metric(best.validationLoss()), Amounts.count(best.epoch())));
    }
    return chart;
  }

  private static LineChart metric(RunLog log, String name, String title) {
    List<EpochReport> epochs = log.epochs();
    Series line =
        Series.of(
            "validation",
            Series.SECOND,
            epochs,
            EpochReport::epoch,
            epoch -> Math.max(LEAST_R2, number(epoch, name)));
    LineChart chart = new LineChart(title, "epoch");
    chart.add(
        Series.of(
            "training, a sample of the rows",
            Series.FIRST,
            epochs,
            EpochReport::epoch,
            epoch -> Math.max(LEAST_R2, number(epoch.training(), name))));
    chart.add(line);
    boolean cut =
        epochs.stream()
            .anyMatch(
                epoch ->
                    number(epoch, name) < LEAST_R2 || number(epoch.training(), name) < LEAST_R2);
    chart.note(cut ? "after each epoch; below −1 it is cut off" : "after each epoch");
    EpochReport best = log.lowest();
    if (best != null && Double.isFinite(number(best, name))) {
      double value = Math.max(LEAST_R2, number(best, name));
      String text = "%s at the lowest loss, epoch %s";
      chart.mark(
          best.epoch(),
          value,
          text.formatted(Figures.score(number(best, name)), Amounts.count(best.epoch())));
    }
    return chart;
  }

  private static double number(EpochReport epoch, String name) {
    return number(epoch.validation(), name);
  }

  private static double number(Map<String, Object> metrics, String name) {
    return metrics.get(name) instanceof Number value ? value.doubleValue() : Double.NaN;
  }

  /** Nothing where it is the same all the time. */
  private static LineChart rate(RunLog log) {
    List<StepReport> steps = log.steps();
    boolean searches = log.description().optimizer().startsWith("lbfgs");
    LineChart chart = new LineChart(searches ? "Step length" : "Learning rate", "step");
    if (steps.stream().mapToDouble(StepReport::stepSize).distinct().count() > 1) {
      chart.add(
          Series.of("of each step", Series.FIRST, steps, StepReport::step, StepReport::stepSize));
    }
    return chart;
  }
}
