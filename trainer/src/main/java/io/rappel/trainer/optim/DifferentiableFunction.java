package io.rappel.trainer.optim;

import io.rappel.trainer.math.Chunks;

/**
 * A scalar function of a flat parameter vector, with its gradient; loss plus penalty, to be
 * minimised.
 */
@FunctionalInterface
public interface DifferentiableFunction {

  /**
   * Evaluates the function and its gradient.
   *
   * @param parameters the point, length n; not modified
   * @param gradient receives ∂f/∂parameters, length n; every entry is overwritten
   * @return the value there; not finite where an entry of the gradient is not
   */
  Evaluation evaluate(double[] parameters, double[] gradient);

  /**
   * Evaluates the function for an optimizer that needs each entry of the gradient once.
   *
   * @param parameters the point, length n; not modified before all entries are made
   * @param room length n, where the gradient may come to lie
   */
  default Slope64 slope(double[] parameters, double[] room) {
    return Slope64.made(evaluate(parameters, room), room);
  }

  /** The same in float32; here, of the gradient in float64. */
  default Slope32 slope(float[] parameters, float[] room) {
    double[] point = new double[parameters.length];
    double[] gradient = new double[parameters.length];
    Chunks.widen(parameters, point);
    Evaluation found = evaluate(point, gradient);
    return Slope32.made(found, Chunks.narrow(gradient, room));
  }

  /** Told once what making the whole gradient of a {@link #slope} has added to the value. */
  default void added(double toValue) {}

  /** Whether {@link #begins} wants to see the gradient of a {@link #slope}, which takes time. */
  default boolean wantsGradient() {
    return false;
  }

  /**
   * Told once in each step that may move the parameters where it begins, after the function was
   * evaluated there, in this step or one before; of slopes, where it {@linkplain #wantsGradient()
   * wants}.
   *
   * @param parameters before the update, length n; not to be modified
   * @param gradient ∂f/∂parameters there, length n; not to be modified, and not to be kept
   */
  default void begins(double[] parameters, double[] gradient) {}

  /** The same in float32. */
  default void begins(float[] parameters, float[] gradient) {}

  /**
   * What an evaluation found.
   *
   * @param value the value of the function; may be non-finite at a trial point of a line search
   * @param empty whether the batch carried no weight, so that there is neither value nor gradient
   *     and the step is to be skipped
   */
  record Evaluation(double value, boolean empty) {

    /** The evaluation of a batch with weight. */
    public static Evaluation of(double value) {
      return new Evaluation(value, false);
    }

    boolean isFinite() {
      return Double.isFinite(value);
    }
  }
}
