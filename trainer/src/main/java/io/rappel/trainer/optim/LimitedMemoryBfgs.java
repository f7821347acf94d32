package io.rappel.trainer.optim;

import io.rappel.trainer.math.Precision;
import io.rappel.trainer.math.Vectors64;
import io.rappel.trainer.optim.CurvaturePairs.Pair;
import io.rappel.trainer.optim.DifferentiableFunction.Evaluation;
import io.rappel.trainer.optim.LineFunction.Trial;
import io.rappel.trainer.optim.StepOutcome.Kind;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * L-BFGS (Nocedal and Wright 2006, algorithm 7.5) with a memory of ten pairs and a {@linkplain
 * StrongWolfeSearch strong-Wolfe line search}; one step is one iteration.
 *
 * <p>The function must be the same in every step: the value and gradient at the accepted point are
 * kept for the next step, so that an iteration usually costs one evaluation. A caller who moves the
 * parameters between steps loses only that saving. Where the direction fails, the memory is dropped
 * and steepest descent tried once; where that fails too, and where the gradient is zero, the step
 * is {@link Kind#STALLED}. {@link StepOutcome#stepSize} is the length t along the direction.
 */
public final class LimitedMemoryBfgs implements Optimizer {

  private static final int MEMORY = 10;

  /** Pairs, the known point, the direction and a trial point with its gradient. */
  static final int VECTORS = 2 * MEMORY + 6;

  private static final String POINT = "lbfgs.point";
  private static final String VALUE = "lbfgs.value";
  private static final String GRADIENT = "lbfgs.gradient";
  private static final String DISPLACEMENT = "lbfgs.displacement.";
  private static final String GRADIENT_CHANGE = "lbfgs.gradientChange.";

  private final int size;
  private CurvaturePairs pairs = new CurvaturePairs(MEMORY);
  private Optional<Known> known = Optional.empty();
  private long steps;

  /** A point whose value and gradient are known. */
  private record Known(double[] point, double value, double[] gradient) {}

  /**
   * An optimizer at step 0.
   *
   * @param size length n of the parameters
   */
  public LimitedMemoryBfgs(int size) {
    this.size = size;
  }

  @Override
  public Precision precision() {
    return Precision.FLOAT64;
  }

  @Override
  public StepOutcome step(DifferentiableFunction function, Point point) {
    double[] parameters = point.numbers64();
    if (known.filter(k -> Arrays.equals(k.point, parameters)).isPresent()) {
      return begin(function, known.get(), parameters, 0);
    }
    double[] gradient = new double[size];
    Evaluation evaluation = function.evaluate(parameters, gradient);
    double value = evaluation.value();
    if (evaluation.empty()) {
      return new StepOutcome(Kind.SKIPPED, value, 0, 1);
    }
    if (!Double.isFinite(value)) {
      return new StepOutcome(Kind.DIVERGED, value, 0, 1);
    }
    return begin(function, new Known(parameters.clone(), value, gradient), parameters, 1);
  }

  private StepOutcome begin(
      DifferentiableFunction function, Known from, double[] parameters, int evaluations) {
    function.begins(from.point, from.gradient);
    return iterate(function, from, parameters, evaluations);
  }

  private StepOutcome iterate(
      DifferentiableFunction function, Known from, double[] parameters, int evaluations) {
    known = Optional.of(from);
    boolean steepest = pairs.isEmpty();
    LineFunction line = ray(function, from);
    Optional<Trial> accepted =
        StrongWolfeSearch.search(line, steepest ? cautiousStep(from.gradient) : 1);
    int spent = evaluations + line.evaluations();
    if (accepted.isPresent()) {
      return move(from, accepted.get(), parameters, spent);
    }
    if (steepest) {
      return new StepOutcome(Kind.STALLED, from.value, 0, spent);
    }
    pairs.clear();
    return iterate(function, from, parameters, spent);
  }

  private LineFunction ray(DifferentiableFunction function, Known from) {
    double[] direction = pairs.descentDirection(from.gradient);
    return new LineFunction(function, from.point, from.value, from.gradient, direction);
  }

  /**
   * A steepest-descent step that moves the parameters by at most 1 in all, since nothing is known
   * of the scale.
   */
  private static double cautiousStep(double[] gradient) {
    return Math.min(1, 1 / Vectors64.absoluteSum(gradient));
  }

  private StepOutcome move(Known from, Trial to, double[] parameters, int evaluations) {
    System.arraycopy(to.point(), 0, parameters, 0, size);
    pairs.add(
        Pair.of(difference(to.point(), from.point), difference(to.gradient(), from.gradient)));
    known = Optional.of(new Known(to.point(), to.value(), to.gradient()));
    steps++;
    return new StepOutcome(Kind.MOVED, from.value, to.step(), evaluations);
  }

  private static double[] difference(double[] a, double[] b) {
    double[] difference = a.clone();
    Vectors64.addScaled(difference, -1, b);
    return difference;
  }

  @Override
  public OptimizerState view() {
    Map<String, double[]> arrays = new LinkedHashMap<>();
    known.ifPresent(
        k -> {
          arrays.put(POINT, k.point);
          arrays.put(VALUE, new double[] {k.value});
          arrays.put(GRADIENT, k.gradient);
        });
    List<Pair> oldestFirst = pairs.toList();
    for (int i = 0; i < oldestFirst.size(); i++) {
      arrays.put(DISPLACEMENT + i, oldestFirst.get(i).displacement());
      arrays.put(GRADIENT_CHANGE + i, oldestFirst.get(i).gradientChange());
    }
    return new OptimizerState(steps, arrays);
  }

  @Override
  public void restore(OptimizerState state) {
    Map<String, double[]> arrays = new LinkedHashMap<>(state.arrays());
    Optional<Known> restoredKnown = Optional.empty();
    if (arrays.containsKey(VALUE)) {
      double value = take(arrays, VALUE, 1)[0];
      restoredKnown =
          Optional.of(new Known(take(arrays, POINT, size), value, take(arrays, GRADIENT, size)));
    }
    CurvaturePairs restoredPairs = new CurvaturePairs(MEMORY);
    for (int i = 0; i < MEMORY && arrays.containsKey(DISPLACEMENT + i); i++) {
      restoredPairs.add(
          Pair.of(take(arrays, DISPLACEMENT + i, size), take(arrays, GRADIENT_CHANGE + i, size)));
    }
    if (state.steps() < 0 || !arrays.isEmpty()) {
      throw new IllegalArgumentException(
          "L-BFGS cannot continue from " + arrays.keySet() + " after " + state.steps() + " steps");
    }
    known = restoredKnown;
    pairs = restoredPairs;
    steps = state.steps();
  }

  private static double[] take(Map<String, double[]> arrays, String name, int length) {
    double[] array = arrays.remove(name);
    if (array == null || array.length != length) {
      throw new IllegalArgumentException(
          "the state "
              + name
              + " must have "
              + length
              + " entries, but has "
              + (array == null ? "none" : array.length));
    }
    return array.clone();
  }
}
