package io.rappel.trainer;

import io.rappel.trainer.data.BatchPlan;
import io.rappel.trainer.network.Network;
import io.rappel.trainer.network.ParameterLayout.Tensor;
import io.rappel.trainer.optim.IndexRange;
import io.rappel.trainer.optim.Optimizer;
import io.rappel.trainer.optim.OptimizerKind;
import io.rappel.trainer.optim.OptimizerSettings;
import io.rappel.trainer.optim.Schedule;
import io.rappel.trainer.optim.ScheduleKind;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** How a configuration, of which nothing is left open, goes down the objective. */
public final class Descent {

  /** As PyTorch's. */
  private static final double WEIGHT_DECAY = 0.01;

  private final TrainingConfig config;

  public Descent(TrainingConfig config) {
    this.config = config;
  }

  /**
   * The optimizer of a network's parameters.
   *
   * @param splines inputs that are bins of numbers, whose weights have a learning rate of their own
   */
  public Optimizer optimizer(Network network, BatchPlan plan, BitSet splines) {
    List<IndexRange> weights =
        network.layout().tensors().stream()
            .filter(Tensor::weight)
            .map(tensor -> new IndexRange(tensor.offset(), tensor.end()))
            .toList();
    OptimizerSettings settings =
        new OptimizerSettings(
            schedule(plan),
            config.clipNorm(),
            config.clipValue(),
            weightDecay(),
            weights,
            config.splineRate(),
            rows(network.layout().tensors().get(0), splines));
    return config.optimizer().create(network.layout().size(), settings);
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
    long planned = Math.multiplyExact((long) config.epochs(), plan.stepsPerEpoch());
    long steps = config.maxSteps() > 0 ? Math.min(planned, config.maxSteps()) : planned;
    return config
        .schedule()
        .create(learningRate(), plan.stepsPerEpoch(), steps)
        .withWarmUp(config.warmUp());
  }

  private double learningRate() {
    return config.learningRate() > 0
        ? config.learningRate()
        : config.optimizer().defaultLearningRate();
  }

  private double weightDecay() {
    if (config.weightDecay() != null) {
      return config.weightDecay();
    }
    return config.optimizer() == OptimizerKind.ADAMW ? WEIGHT_DECAY : 0;
  }

  private boolean isLbfgs() {
    return config.optimizer() == OptimizerKind.LBFGS;
  }

  /** The update rule with its settings, for people. */
  @Override
  public String toString() {
    if (isLbfgs()) {
      return "lbfgs, steps by line search";
    }
    StringBuilder text = new StringBuilder(config.optimizer().toString());
    text.append(", learning rate ").append(learningRate());
    if (config.schedule() != ScheduleKind.CONSTANT) {
      text.append(" ").append(config.schedule());
    }
    addTo(text, ", warm-up steps ", config.warmUp());
    addTo(text, ", weight decay ", weightDecay());
    addTo(text, ", norm clipped to ", config.clipNorm());
    addTo(text, ", values clipped to ", config.clipValue());
    addTo(text, ", dropout ", config.dropout());
    return text.toString();
  }

  private static void addTo(StringBuilder text, String what, Number value) {
    if (value.doubleValue() != 0) {
      text.append(what).append(value);
    }
  }
}
