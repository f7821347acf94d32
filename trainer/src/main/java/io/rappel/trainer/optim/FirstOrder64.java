package io.rappel.trainer.optim;

import io.rappel.trainer.math.Chunks;
import io.rappel.trainer.math.Precision;
import io.rappel.trainer.optim.DifferentiableFunction.Evaluation;
import io.rappel.trainer.optim.StepOutcome.Kind;
import io.rappel.trainer.optim.rule.Transform64;
import io.rappel.trainer.optim.schedule.Schedule;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One evaluation a step: the gradient goes through a chain of transforms, and the parameters go
 * against what comes out, p ← p − η_t u. The sign and the learning rate are applied here and
 * nowhere else. Where nobody has to see the whole gradient, each part of it is made, transformed
 * and applied in one go, so that it passes through memory once. The float32 twin is generated at
 * build.
 */
@SuppressWarnings("cast") // the float32 twin needs the casts
public final class FirstOrder64 implements Optimizer {

  private final Schedule schedule;
  private final List<Transform64> chain;
  private final double[] room;
  private final Map<String, double[]> vectors = new LinkedHashMap<>();
  private long steps;

  /**
   * An optimizer at step 0.
   *
   * @param size length n of the parameters
   * @param schedule the learning rate η_t
   * @param chain what turns the gradient into u, in this order; empty for plain gradient descent
   * @throws IllegalArgumentException if two links have a vector of state of the same name
   */
  public FirstOrder64(int size, Schedule schedule, List<Transform64> chain) {
    this.schedule = schedule;
    this.chain = List.copyOf(chain);
    this.room = new double[size];
    Set<String> names = new HashSet<>(schedule.state().keySet());
    for (Transform64 link : chain) {
      link.state().keySet().forEach(name -> addName(names, name));
      vectors.putAll(link.state());
    }
  }

  private static void addName(Set<String> names, String name) {
    if (!names.add(name)) {
      throw new IllegalArgumentException("two transforms of one chain have a state " + name);
    }
  }

  @Override
  public Precision precision() {
    return Precision.FLOAT64;
  }

  @Override
  public StepOutcome step(DifferentiableFunction function, Point point) {
    double[] parameters = point.numbers64();
    Slope64 slope = function.slope(parameters, room);
    Evaluation found = slope.evaluation();
    if (found.empty()) {
      return new StepOutcome(Kind.SKIPPED, found.value(), 0, 1);
    }
    if (!found.isFinite()) {
      return new StepOutcome(Kind.DIVERGED, found.value(), 0, 1);
    }
    /* wide */ double rate = schedule.learningRate(steps);
    /* wide */ double added = move(function, slope, parameters, (double) rate);
    function.added(added);
    /* wide */ double value = found.value() + added;
    if (!Evaluation.of(value).isFinite()) { // as parameters are no longer
      return new StepOutcome(Kind.DIVERGED, value, 0, 1);
    }
    steps++;
    return new StepOutcome(Kind.MOVED, value, rate, 1);
  }

  /** Applies the chain and moves the parameters; returns what they added to the value before. */
  private /* wide */ double move(
      DifferentiableFunction function, Slope64 slope, double[] parameters, double rate) {
    double[] update = slope.gradient();
    /* wide */ double added = 0;
    boolean made = function.wantsGradient() || seesWhole(0);
    if (made) {
      added = Chunks.sum(update.length, slope.make());
    }
    if (function.wantsGradient()) {
      function.begins(parameters, update);
    }
    int first = 0;
    do {
      int end = endOfGroup(first);
      List<Transform64> group = chain.subList(first, end);
      if (seesWhole(first)) {
        group.get(0).prepare(update);
      }
      double length = end == chain.size() ? rate : 0;
      if (made) {
        Chunks.each(
            update.length, (from, to) -> apply(group, update, parameters, length, from, to));
      } else {
        added =
            Chunks.sum(
                update.length,
                (from, to) -> {
                  /* wide */ double here = slope.make().on(from, to);
                  apply(group, update, parameters, length, from, to);
                  return here;
                });
        made = true;
      }
      first = end;
    } while (first < chain.size());
    return added;
  }

  private boolean seesWhole(int link) {
    return link < chain.size() && chain.get(link).seesWhole();
  }

  /** Links up to the next one that sees the whole update are applied in one go. */
  private int endOfGroup(int first) {
    int end = Math.min(first + 1, chain.size());
    while (end < chain.size() && !chain.get(end).seesWhole()) {
      end++;
    }
    return end;
  }

  /** Applies links to a part, and where they are the last, moves the parameters. */
  private void apply(
      List<Transform64> group,
      double[] update,
      double[] parameters,
      double rate,
      int from,
      int to) {
    for (Transform64 link : group) {
      link.apply(update, parameters, steps, from, to);
    }
    if (rate > 0) {
      for (int i = from; i < to; i++) {
        parameters[i] -= rate * update[i];
      }
    }
  }

  @Override
  public void observe(/* wide */ double loss) {
    schedule.observe(loss);
  }

  @Override
  public OptimizerState view() {
    Map<String, /* wide */ double[]> arrays = new LinkedHashMap<>();
    vectors.forEach((name, vector) -> arrays.put(name, Chunks.wide(vector)));
    arrays.putAll(schedule.state());
    return new OptimizerState(steps, arrays);
  }

  @Override
  public void restore(OptimizerState state) {
    check(state);
    vectors.forEach((name, vector) -> Chunks.copy(state.arrays().get(name), vector));
    schedule.state().forEach((name, memory) -> Chunks.copy(state.arrays().get(name), memory));
    steps = state.steps();
  }

  /** Everything is checked before anything is changed. */
  private void check(OptimizerState state) {
    Map<String, Integer> lengths = new LinkedHashMap<>();
    vectors.forEach((name, vector) -> lengths.put(name, vector.length));
    schedule.state().forEach((name, memory) -> lengths.put(name, memory.length));
    if (state.steps() < 0 || !state.arrays().keySet().equals(lengths.keySet())) {
      throw new IllegalArgumentException(
          "an optimizer with the state "
              + lengths.keySet()
              + " cannot continue from "
              + state.arrays().keySet()
              + " after "
              + state.steps()
              + " steps");
    }
    lengths.forEach(
        (name, wanted) -> {
          int length = state.arrays().get(name).length;
          if (length != wanted) {
            throw new IllegalArgumentException(
                "the state " + name + " has " + length + " entries instead of " + wanted);
          }
        });
  }
}
