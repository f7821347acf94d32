package io.rappel.jobs.output.files;

/** A place that another run writes, or has finished in the meantime. */
public final class LockedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public LockedException(String message) {
    super(message);
  }
}
