package io.rappel.trainer.optim;

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
   * Told once in each step that may move the parameters where it begins, after the function was
   * evaluated there, in this step or one before.
   *
   * @param parameters before the update, length n; not to be modified
   * @param gradient ∂f/∂parameters there, length n; not to be modified, and not to be kept
   */
  default void begins(double[] parameters, double[] gradient) {}

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
  }
}
