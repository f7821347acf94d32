package io.rappel.trainer.loss;

import io.rappel.trainer.network.Activation;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * The loss of one example, with outputs a = φ(o) and targets y, summed over the outputs. The data
 * loss of a set is the weighted mean over its examples. Where targets are classes, y is 1 at the
 * output of the class and 0 elsewhere, and t = 2y − 1; with one output for two classes, y is 1 for
 * the second class. Where a loss has a kink, the subgradient that descent uses is stated.
 */
public enum Loss {
  /** −log softmax(o)_y, for a class y; the output activation is softmax. */
  CROSS_ENTROPY(Activation.SOFTMAX, EnumSet.of(Activation.SOFTMAX), Trait.CLASSES, Trait.SMOOTH),
  /** −y log σ(o) − (1 − y) log(1 − σ(o)) with one output; the output activation is sigmoid. */
  LOGISTIC(Activation.SIGMOID, EnumSet.of(Activation.SIGMOID), Trait.CLASSES, Trait.SMOOTH),
  /** Σ (y − a)². */
  SQUARED(
      Activation.IDENTITY,
      EnumSet.allOf(Activation.class),
      Trait.CLASSES,
      Trait.NUMBERS,
      Trait.SMOOTH,
      Trait.SCALED),
  /** ½ Σ (y − a)². */
  HALF_SQUARED(
      Activation.IDENTITY,
      EnumSet.allOf(Activation.class),
      Trait.CLASSES,
      Trait.NUMBERS,
      Trait.SMOOTH,
      Trait.SCALED),
  /** Σ |y − a|; the subgradient with respect to a is 0 where y = a. */
  ABSOLUTE(
      Activation.IDENTITY,
      EnumSet.allOf(Activation.class),
      Trait.CLASSES,
      Trait.NUMBERS,
      Trait.SCALED),
  /** Σ ½ (y − a)² where |y − a| ≤ 1, else |y − a| − ½. Huber 1964 with δ = 1. */
  HUBER(
      Activation.IDENTITY,
      EnumSet.allOf(Activation.class),
      Trait.CLASSES,
      Trait.NUMBERS,
      Trait.SMOOTH,
      Trait.SCALED),
  /**
   * Σ max(0, 1 − t o); the subgradient is 0 where t o = 1. More than two classes: each against the
   * rest.
   */
  HINGE(Activation.IDENTITY, EnumSet.of(Activation.IDENTITY), Trait.CLASSES, Trait.MARGIN),
  /** Σ max(0, 1 − t o)². More than two classes: each against the rest. */
  SQUARED_HINGE(
      Activation.IDENTITY,
      EnumSet.of(Activation.IDENTITY),
      Trait.CLASSES,
      Trait.MARGIN,
      Trait.SMOOTH),
  /** Σ e^o − y o, for counts y ≥ 0, whose expected value is a = e^o. */
  POISSON(
      Activation.EXP, EnumSet.of(Activation.EXP), Trait.NUMBERS, Trait.SMOOTH, Trait.NOT_NEGATIVE);

  private enum Trait {
    CLASSES,
    NUMBERS,
    SMOOTH,
    SCALED,
    MARGIN,
    NOT_NEGATIVE
  }

  private final Activation defaultOutput;
  private final Set<Activation> outputs;
  private final Set<Trait> traits;

  Loss(Activation defaultOutput, Set<Activation> outputs, Trait... traits) {
    this.defaultOutput = defaultOutput;
    this.outputs = outputs;
    this.traits = Set.of(traits);
  }

  /** The output activation where none is chosen. */
  public Activation defaultOutputActivation() {
    return defaultOutput;
  }

  /** The output activations with which this loss makes sense. */
  public Set<Activation> outputActivations() {
    return Set.copyOf(outputs);
  }

  /** Whether targets can be classes. */
  public boolean forClasses() {
    return traits.contains(Trait.CLASSES);
  }

  /** Whether targets can be numbers. */
  public boolean forNumbers() {
    return traits.contains(Trait.NUMBERS);
  }

  /** Whether the gradient is continuous in the outputs, as L-BFGS needs it. */
  public boolean smooth() {
    return traits.contains(Trait.SMOOTH);
  }

  /** Whether the targets of a regression are standardized along with the features. */
  public boolean scalesTargets() {
    return traits.contains(Trait.SCALED);
  }

  /** Whether outputs are signed distances from a border between classes, not probabilities. */
  public boolean ofMargins() {
    return traits.contains(Trait.MARGIN);
  }

  /** Whether targets below 0 make no sense. */
  public boolean refusesNegativeTargets() {
    return traits.contains(Trait.NOT_NEGATIVE);
  }

  /** The name on the command line and in files, such as {@code half-squared}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
