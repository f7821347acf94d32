package io.rappel.trainer;

import io.rappel.trainer.config.DescentSettings;
import io.rappel.trainer.config.EndSettings;
import io.rappel.trainer.data.batch.BatchPlan;
import io.rappel.trainer.math.Precision;
import io.rappel.trainer.network.Network;
import io.rappel.trainer.network.ParameterLayout.Tensor;
import io.rappel.trainer.optim.Optimizer;
import io.rappel.trainer.optim.OptimizerKind;
import io.rappel.trainer.optim.OptimizerSettings;
import io.rappel.trainer.optim.rule.IndexRange;
import io.rappel.trainer.optim.schedule.Schedule;
import io.rappel.trainer.optim.schedule.ScheduleKind;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** How settings, of which nothing is left open, go down the objective. */
public final class Descent {

  /** As PyTorch's. */
  private static final double WEIGHT_DECAY = 0.01;

  private final DescentSettings settings;
  private final EndSettings end;
  private final double dropout;

  /**
   * @param end for the steps that a schedule is stretched over
   * @param dropout in training, for people
   */
  public Descent(DescentSettings settings, EndSettings end, double dropout) {
    this.settings = settings;
    this.end = end;
    this.dropout = dropout;
  }

  /** The same, at the bold rates of some networks of an average, see {@link MemberRates}. */
  public Descent bold() {
    return new Descent(
        new DescentSettings(
            settings.optimizer(),
            MemberRates.FASTER * learningRate(),
            settings.schedule(),
            settings.warmUp(),
            settings.clipNorm(),
            settings.clipValue(),
            settings.weightDecay(),
            MemberRates.BINS,
            false),
        end,
        dropout);
  }

  /**
   * The optimizer of a network's parameters.
   *
   * @param fine inputs whose weights have a learning rate of their own, as those of bins
   * @param precision of the run
   */
  public Optimizer optimizer(Network network, BatchPlan plan, BitSet fine, Precision precision) {
    List<IndexRange> weights =
        network.layout().tensors().stream()
            .filter(Tensor::weight)
            .map(tensor -> new IndexRange(tensor.offset(), tensor.end()))
            .toList();
    OptimizerSettings chain =
        new OptimizerSettings(
            schedule(plan),
            settings.clipNorm(),
            settings.clipValue(),
            weightDecay(),
            weights,
            settings.splineRate(),
            rows(network.layout().tensors().get(0), fine));
    return settings.optimizer().create(network.layout().size(), chain, precision);
  }

  /** The weights of inputs, rows of a layer's matrix that lie side by side. */
  private static List<IndexRange> rows(Tensor weights, BitSet inputs) {
    List<IndexRange> ranges = new ArrayList<>();
    for (int from = inputs.nextSetBit(0); from >= 0; ) {
      int to = inputs.nextClearBit(from);
      ranges.add(
          new IndexRange(
              weights.offset() + from * weights.columns(),
              weights.offset() + to * weights.columns()));
      from = inputs.nextSetBit(to);
    }
    return ranges;
  }

  private Schedule schedule(BatchPlan plan) {
    long planned = Math.multiplyExact((long) end.epochs(), plan.stepsPerEpoch());
    long steps = end.maxSteps() > 0 ? Math.min(planned, end.maxSteps()) : planned;
    return settings
        .schedule()
        .create(learningRate(), plan.stepsPerEpoch(), steps)
        .withWarmUp(settings.warmUp());
  }

  private double learningRate() {
    return settings.learningRate() > 0
        ? settings.learningRate()
        : settings.optimizer().defaultLearningRate();
  }

  private double weightDecay() {
    if (settings.weightDecay() != null) {
      return settings.weightDecay();
    }
    return settings.optimizer() == OptimizerKind.ADAMW ? WEIGHT_DECAY : 0;
  }

  private boolean isLbfgs() {
    return settings.optimizer() == OptimizerKind.LBFGS;
  }

  /** The update rule with its settings, for people. */
  @Override
  public String toString() {
    if (isLbfgs()) {
      return "lbfgs, steps by line search";
    }
    StringBuilder text = new StringBuilder(settings.optimizer().toString());
    text.append(", learning rate ").append(learningRate());
    if (settings.triesBold()) {
      text.append(" or ").append(bold().learningRate());
    }
    if (settings.schedule() != ScheduleKind.CONSTANT) {
      text.append(" ").append(settings.schedule());
    }
    addTo(text, ", warm-up steps ", settings.warmUp());
    addTo(text, ", weight decay ", weightDecay());
    addTo(text, ", norm clipped to ", settings.clipNorm());
    addTo(text, ", values clipped to ", settings.clipValue());
    addTo(text, ", dropout ", dropout);
    return text.toString();
  }

  private static void addTo(StringBuilder text, String what, Number value) {
    if (value.doubleValue() != 0) {
      text.append(what).append(value);
    }
  }
}
