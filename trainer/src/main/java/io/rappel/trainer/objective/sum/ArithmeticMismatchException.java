package io.rappel.trainer.objective.sum;

/** Machines that should give the same bits do not; the message is one sentence for the user. */
public final class ArithmeticMismatchException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public ArithmeticMismatchException(String message) {
    super(message);
  }
}
