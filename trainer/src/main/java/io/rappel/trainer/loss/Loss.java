package io.rappel.trainer.loss;

import io.rappel.trainer.network.Activation;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * The loss of one example, with outputs a = φ(o) and targets y, summed over the outputs. The data
 * loss of a set is the weighted mean over its examples.
 */
public enum Loss {
  /** −log softmax(o)_y, for a class y; the output activation is softmax. */
  CROSS_ENTROPY(Activation.SOFTMAX, EnumSet.of(Activation.SOFTMAX)),
  /** −y log σ(o) − (1 − y) log(1 − σ(o)) with one output; the output activation is sigmoid. */
  LOGISTIC(Activation.SIGMOID, EnumSet.of(Activation.SIGMOID)),
  /** Σ (y − a)². */
  SQUARED(Activation.IDENTITY, EnumSet.allOf(Activation.class)),
  /** ½ Σ (y − a)². */
  HALF_SQUARED(Activation.IDENTITY, EnumSet.allOf(Activation.class));

  private final Activation defaultOutput;
  private final Set<Activation> outputs;

  Loss(Activation defaultOutput, Set<Activation> outputs) {
    this.defaultOutput = defaultOutput;
    this.outputs = outputs;
  }

  /** The output activation where none is chosen. */
  public Activation defaultOutputActivation() {
    return defaultOutput;
  }

  /** The output activations with which this loss makes sense. */
  public Set<Activation> outputActivations() {
    return Set.copyOf(outputs);
  }

  /** Whether the targets of a regression are standardized along with the features. */
  public boolean scalesTargets() {
    return this == SQUARED || this == HALF_SQUARED;
  }

  /** The name on the command line and in files, such as {@code half-squared}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
