package io.rappel.jobs.outcome;

/** A command was told to end, and has not done what it was to do. */
public final class InterruptedCommandException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public InterruptedCommandException(String message) {
    super(message);
  }
}
