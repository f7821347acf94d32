package io.rappel.jobs.report.section;

import io.rappel.trainer.progress.EpochReport;
import io.rappel.trainer.progress.RunDescription;
import io.rappel.trainer.progress.StepReport;
import io.rappel.trainer.progress.TrainingListener;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a page needs to know of a training, collected in memory that does not grow with it. */
public final class RunLog implements TrainingListener {

  private final Thinned<EpochReport> epochs = new Thinned<>(EpochReport::epoch);
  private final Thinned<StepReport> steps = new Thinned<>(StepReport::step);
  private RunDescription description;
  private final List<EpochReport> ends = new ArrayList<>();
  private EpochReport lowest;
  private EpochReport last;
  private boolean several;

  @Override
  public void started(RunDescription run) {
    description = run;
  }

  @Override
  public void stepped(StepReport step) {
    steps.add(step);
  }

  @Override
  public void epochEnded(EpochReport epoch) {
    EpochReport brief = brief(epoch);
    epochs.add(brief);
    several |= epoch.member() > 1;
    if (last != null && last.member() != brief.member()) {
      ends.add(last);
    }
    last = brief;
    if (lowest == null || brief.validationLoss() < lowest.validationLoss()) {
      lowest = brief;
    }
  }

  /** Without confusion matrices and the like, of which thousands would not be small. */
  private static EpochReport brief(EpochReport epoch) {
    return new EpochReport(
        epoch.member(),
        epoch.epoch(),
        epoch.epochs(),
        epoch.steps(),
        epoch.loss(),
        epoch.dataLoss(),
        epoch.validationLoss(),
        numbers(epoch.validation()),
        numbers(epoch.training()),
        epoch.best(),
        epoch.gradientNorms(),
        epoch.idleUnits(),
        epoch.examplesPerSecond(),
        epoch.seconds());
  }

  private static Map<String, Object> numbers(Map<String, Object> metrics) {
    Map<String, Object> numbers = new LinkedHashMap<>(metrics);
    numbers.values().removeIf(value -> !(value instanceof Number));
    return numbers;
  }

  /** What the run was about to do; null before it began. */
  public RunDescription description() {
    return description;
  }

  /** The epochs, or every n-th of many; of their validation metrics the plain numbers. */
  public List<EpochReport> epochs() {
    return epochs.items();
  }

  /** The last epochs of networks that others followed, which are averaged with them. */
  List<EpochReport> ends() {
    return ends;
  }

  /** The steps, or every n-th of many. */
  List<StepReport> steps() {
    return steps.items();
  }

  /**
   * The epoch of the lowest validation loss; null where none was measured, or where the model is
   * the average of several.
   */
  EpochReport lowest() {
    return lowest == null || several || !Double.isFinite(lowest.validationLoss()) ? null : lowest;
  }
}
