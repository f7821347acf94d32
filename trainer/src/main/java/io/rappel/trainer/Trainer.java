package io.rappel.trainer;

import io.rappel.trainer.TrainingControl.Moment;
import io.rappel.trainer.checkpoint.state.FinishedMembers;
import io.rappel.trainer.checkpoint.state.Position;
import io.rappel.trainer.checkpoint.state.TrainingState;
import io.rappel.trainer.config.EndSettings;
import io.rappel.trainer.data.DataException;
import io.rappel.trainer.data.batch.BatchPlan;
import io.rappel.trainer.data.batch.UnitSet;
import io.rappel.trainer.objective.DivergedException;
import io.rappel.trainer.objective.Objective;
import io.rappel.trainer.objective.score.ScoreSpec;
import io.rappel.trainer.objective.score.ScoreSum;
import io.rappel.trainer.optim.Optimizer;
import io.rappel.trainer.optim.Point;
import io.rappel.trainer.optim.StepOutcome;
import io.rappel.trainer.progress.EpochReport;
import io.rappel.trainer.progress.StepReport;
import io.rappel.trainer.progress.TrainingListener;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * The training loop: for each epoch the plan's steps, each a move of the optimizer down the step's
 * objective; then the validation rows, and the question whether to go on. Knows nothing of where
 * units of work run.
 */
public final class Trainer {

  /** Why a run has ended that was told to. */
  public static final String INTERRUPTED = "interrupted";

  private final EndSettings end;
  private final BatchedObjective work;
  private final Objective objective;
  private final BatchPlan plan;
  private final Optimizer optimizer;
  private final EpochChecks checks;
  private final TrainingListener listener;
  private final Stopping stopping;
  private final Pace pace;

  private TrainingControl control = TrainingControl.NONE;
  private int epochs;
  private int stepsInEpoch;
  private long steps;
  private double lastLoss = Double.NaN;
  private GradientNorms norms = new GradientNorms();
  private List<Long> resumedAt = List.of();
  private boolean interrupted;

  /**
   * @param work of which {@code optimizer} finds the minimum
   */
  public Trainer(
      EndSettings end,
      BatchedObjective work,
      Optimizer optimizer,
      EpochChecks checks,
      TrainingListener listener) {
    this.end = end;
    this.work = work;
    this.objective = work.objective();
    this.plan = work.plan();
    this.optimizer = optimizer;
    this.checks = checks;
    this.listener = listener;
    this.stopping = new Stopping(end, work.precision(), checks.validation() != null);
    this.pace = new Pace();
  }

  /**
   * How a run ended.
   *
   * @param parameters the best by validation loss, in the precision of the model, where there is
   *     patience; otherwise the last
   * @param epochs that were made, the last one perhaps in part
   * @param steps that were made
   * @param seconds that passed
   * @param examplesPerSecond rows that went through gradients per second
   * @param validationLoss the smallest of an epoch; NaN: there was none
   * @param stoppedBecause in words
   * @param interrupted whether it was told to end
   * @param resumedAt after how many steps it was resumed, each time
   */
  public record Outcome(
      double[] parameters,
      int epochs,
      long steps,
      double seconds,
      double examplesPerSecond,
      double validationLoss,
      String stoppedBecause,
      boolean interrupted,
      List<Long> resumedAt) {}

  /** Trains from the beginning to the end, as {@link #run(double[], TrainingControl)} does. */
  public Outcome run(double[] parameters) {
    return run(parameters, TrainingControl.NONE);
  }

  /**
   * Trains from the beginning.
   *
   * @param parameters the first point, updated in place
   * @throws DivergedException if loss or gradient are no longer finite
   * @throws DataException if no batch had a row that counts
   * @throws TrainingInterruptedException if it was told to end in its first epoch
   */
  public Outcome run(double[] parameters, TrainingControl control) {
    this.control = control;
    pace.begin();
    return toEnd(Point.of(parameters, optimizer.precision()));
  }

  /**
   * Goes on from a state of a run with the same settings, data and arithmetic, to the same end.
   *
   * @param state whose parameters are updated in place
   * @throws IllegalArgumentException if the state is of another network or optimizer
   */
  public Outcome resume(TrainingState state, TrainingControl control) {
    if (state.parameters().length != work.layout().size()) {
      throw new IllegalArgumentException(
          "a network of %d parameters cannot continue from %d"
              .formatted(work.layout().size(), state.parameters().length));
    }
    this.control = control;
    Position position = state.position();
    optimizer.restore(state.optimizer());
    objective.restoreGridState(state.grid());
    epochs = position.epochs();
    stepsInEpoch = position.stepsInEpoch();
    steps = position.steps();
    lastLoss = position.lastLoss();
    norms = new GradientNorms(state.norms(), state.measured());
    stopping.restore(state.ending(), state.best(), epochs, steps, stepsInEpoch == 0);
    resumedAt = new ArrayList<>(state.resumedAt());
    resumedAt.add(steps);
    pace.resume(
        position.seconds(), position.epochSeconds(), position.examples(), position.epochExamples());
    return toEnd(Point.of(state.parameters(), optimizer.precision()));
  }

  private Outcome toEnd(Point point) {
    while (!stopping.isOver() && !(interrupted = control.isInterrupted())) {
      makeEpoch(point);
    }
    offer(Moment.END, point);
    if (steps == 0 && !stopping.isStalled() && !interrupted) {
      throw new DataException(
          "no update was made in %d epochs, as no batch had a row with a weight above 0; a larger --batch may help"
              .formatted(epochs));
    }
    if (interrupted && (epochs == 0 || steps == 0)) {
      throw new TrainingInterruptedException(
          "interrupted after %d steps of the first epoch, before there was a model"
              .formatted(stepsInEpoch));
    }
    double[] parameters = point.wide();
    stopping.restoreBest(parameters);
    return new Outcome(
        parameters,
        stepsInEpoch == 0 ? epochs : epochs + 1,
        steps,
        pace.seconds(),
        pace.examplesPerSecond(),
        stopping.state().bestLoss(),
        interrupted ? INTERRUPTED : stopping.reason(),
        interrupted,
        List.copyOf(resumedAt));
  }

  /** An epoch, or what is left of it; less where the run is interrupted. */
  private void makeEpoch(Point point) {
    Iterator<UnitSet> batches = plan.epoch(epochs + 1);
    for (int behind = 0; behind < stepsInEpoch; behind++) {
      batches.next();
    }
    while (batches.hasNext() && !stopping.isOver()) {
      stepsInEpoch++;
      makeStep(batches.next(), epochs + 1, stepsInEpoch, point);
      if (batches.hasNext() && !stopping.isOver()) {
        if (control.isInterrupted()) {
          return;
        }
        offer(Moment.STEP, point);
      }
    }
    endEpoch(epochs + 1, point.wide());
    epochs++;
    stepsInEpoch = 0;
    norms = new GradientNorms();
    pace.beginEpoch();
    offer(Moment.EPOCH, point);
  }

  private void offer(Moment moment, Point point) {
    if (control.wants(moment, epochs, steps)) {
      control.take(state(point.wide()));
    }
  }

  private TrainingState state(double[] parameters) {
    return new TrainingState(
        new Position(
            epochs,
            stepsInEpoch,
            steps,
            lastLoss,
            pace.seconds(),
            pace.epochSeconds(),
            pace.examples(),
            pace.epochExamples()),
        parameters,
        optimizer.view(),
        objective.gridState(),
        stopping.state(),
        stopping.best(),
        norms.squares(),
        norms.count(),
        resumedAt,
        FinishedMembers.NONE);
  }

  private void makeStep(UnitSet units, int epoch, int stepInEpoch, Point point) {
    boolean wantsNorms = GradientNorms.areWanted(stepInEpoch, plan.stepsPerEpoch());
    StepFunction function =
        new StepFunction(work, units, () -> describe(epoch, stepInEpoch), wantsNorms, pace);
    StepOutcome outcome = optimizer.step(function, point);
    switch (outcome.kind()) {
      case DIVERGED ->
          throw new DivergedException(
              "the loss is no longer finite in epoch %d, step %d: a smaller --learning-rate or --scaling standard may help"
                  .formatted(epoch, stepInEpoch));
      case STALLED -> stopping.stalled();
      case SKIPPED -> {}
      case MOVED -> {
        steps++;
        lastLoss = outcome.value();
        StepReport report = report(function, outcome, epoch, stepInEpoch);
        stopping.stepped(steps, lastLoss, report.dataLoss());
        norms.add(function.layerNorms());
        listener.stepped(report);
      }
    }
  }

  private String describe(int epoch, int step) {
    String progress = "epoch %d/%d, step %d".formatted(epoch, end.epochs(), step);
    return Double.isNaN(lastLoss) ? progress : progress + ", loss %.4g".formatted(lastLoss);
  }

  private StepReport report(StepFunction function, StepOutcome outcome, int epoch, int step) {
    return new StepReport(
        epoch,
        steps,
        step,
        plan.stepsPerEpoch(),
        outcome.value(),
        function.dataLoss(outcome.value()),
        function.penalty(),
        outcome.stepSize(),
        function.layerNorms(),
        pace.seconds());
  }

  private void endEpoch(int epoch, double[] parameters) {
    double validationLoss = Double.NaN;
    Map<String, Object> metrics = Map.of();
    Map<String, Object> training = Map.of();
    double examplesPerSecond = pace.epochExamplesPerSecond();
    ScoreSpec validation = checks.validation();
    if (validation != null) {
      ScoreSum scores =
          objective.score(
              parameters,
              true,
              validation,
              "epoch %d/%d, validation".formatted(epoch, end.epochs()));
      if (!scores.isFinite()) {
        throw new DivergedException(
            "the validation loss is no longer finite after epoch %d: a smaller --learning-rate or --scaling standard may help"
                .formatted(epoch));
      }
      validationLoss = scores.meanLoss();
      metrics = scores.toMap(checks.labels());
      training =
          objective
              .score(
                  parameters,
                  false,
                  validation,
                  "epoch %d/%d, training rows".formatted(epoch, end.epochs()))
              .toMap(checks.labels());
    }
    double loss = stopping.epochLoss();
    double dataLoss = stopping.epochDataLoss();
    optimizer.observe(validation == null ? loss : validationLoss);
    boolean best = stopping.epochEnded(epoch, validationLoss, parameters);
    listener.epochEnded(
        new EpochReport(
            1,
            epoch,
            end.epochs(),
            steps,
            loss,
            dataLoss,
            validationLoss,
            metrics,
            training,
            best,
            norms.rootMeanSquares(),
            checks.probe() == null ? List.of() : objective.idleUnits(parameters, checks.probe()),
            examplesPerSecond,
            pace.seconds()));
  }
}
