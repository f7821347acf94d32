package io.rappel.jobs.outcome;

/** The gate let a challenger not pass. */
public final class RejectedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public RejectedException(String message) {
    super(message);
  }
}
