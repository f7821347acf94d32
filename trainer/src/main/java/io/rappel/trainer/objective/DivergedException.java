package io.rappel.trainer.objective;

/** Loss, gradient or parameters are no longer finite; the message is one sentence for the user. */
public final class DivergedException extends ArithmeticException {

  private static final long serialVersionUID = 1L;

  public DivergedException(String message) {
    super(message);
  }
}
