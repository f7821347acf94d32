package io.rappel.trainer.optim;

import io.rappel.trainer.math.Chunks;
import io.rappel.trainer.math.Vectors;
import io.rappel.trainer.optim.DifferentiableFunction.Evaluation;
import io.rappel.trainer.optim.StepOutcome.Kind;
import io.rappel.trainer.optim.rule.Transform;
import io.rappel.trainer.optim.schedule.Schedule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One evaluation a step: the gradient goes through a chain of transforms, and the parameters go
 * against what comes out, p ← p − η_t u. The sign and the learning rate are applied here and
 * nowhere else.
 */
public final class FirstOrder implements Optimizer {

  private final Schedule schedule;
  private final List<Transform> chain;
  private final double[] update;
  private final Map<String, double[]> vectors;
  private long steps;

  /**
   * An optimizer at step 0.
   *
   * @param size length n of the parameters
   * @param schedule the learning rate η_t
   * @param chain what turns the gradient into u, in this order; empty for plain gradient descent
   * @throws IllegalArgumentException if two links have a vector of state of the same name
   */
  public FirstOrder(int size, Schedule schedule, List<Transform> chain) {
    this.schedule = schedule;
    this.chain = List.copyOf(chain);
    this.update = new double[size];
    this.vectors = new LinkedHashMap<>();
    this.chain.forEach(link -> addVectors(link.state()));
    addVectors(schedule.state());
  }

  private void addVectors(Map<String, double[]> state) {
    state.forEach(
        (name, vector) -> {
          if (vectors.put(name, vector) != null) {
            throw new IllegalArgumentException("two transforms of one chain have a state " + name);
          }
        });
  }

  @Override
  public StepOutcome step(DifferentiableFunction function, double[] parameters) {
    Evaluation evaluation = function.evaluate(parameters, update);
    if (evaluation.empty()) {
      return new StepOutcome(Kind.SKIPPED, evaluation.value(), 0, 1);
    }
    if (!Double.isFinite(evaluation.value())) {
      return new StepOutcome(Kind.DIVERGED, evaluation.value(), 0, 1);
    }
    function.begins(parameters, update);
    double rate = schedule.learningRate(steps);
    int first = 0;
    while (first < chain.size()) {
      int end = endOfGroup(first);
      List<Transform> group = chain.subList(first, end);
      group.get(0).prepare(update);
      double length = end == chain.size() ? rate : 0;
      Chunks.each(update.length, (from, to) -> apply(group, parameters, length, from, to));
      first = end;
    }
    if (chain.isEmpty()) {
      Vectors.addScaled(parameters, -rate, update);
    }
    steps++;
    return new StepOutcome(Kind.MOVED, evaluation.value(), rate, 1);
  }

  /** Links up to the next one that sees the whole update are applied in one go. */
  private int endOfGroup(int first) {
    int end = first + 1;
    while (end < chain.size() && !chain.get(end).seesWhole()) {
      end++;
    }
    return end;
  }

  /** Applies links to a part, and where they are the last, moves the parameters. */
  private void apply(List<Transform> group, double[] parameters, double rate, int from, int to) {
    for (Transform link : group) {
      link.apply(update, parameters, steps, from, to);
    }
    if (rate > 0) {
      for (int i = from; i < to; i++) {
        parameters[i] -= rate * update[i];
      }
    }
  }

  @Override
  public void observe(double loss) {
    schedule.observe(loss);
  }

  @Override
  public OptimizerState view() {
    return new OptimizerState(steps, vectors);
  }

  @Override
  public void restore(OptimizerState state) {
    check(state);
    vectors.forEach(
        (name, vector) -> System.arraycopy(state.arrays().get(name), 0, vector, 0, vector.length));
    steps = state.steps();
  }

  /** Everything is checked before anything is changed. */
  private void check(OptimizerState state) {
    if (state.steps() < 0 || !state.arrays().keySet().equals(vectors.keySet())) {
      throw new IllegalArgumentException(
          "an optimizer with the state "
              + vectors.keySet()
              + " cannot continue from "
              + state.arrays().keySet()
              + " after "
              + state.steps()
              + " steps");
    }
    vectors.forEach(
        (name, vector) -> {
          int length = state.arrays().get(name).length;
          if (length != vector.length) {
            throw new IllegalArgumentException(
                "the state " + name + " has " + length + " entries instead of " + vector.length);
          }
        });
  }
}
