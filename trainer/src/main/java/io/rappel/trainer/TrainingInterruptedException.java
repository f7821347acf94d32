package io.rappel.trainer;

/** A training was told to end before there was a model. */
public final class TrainingInterruptedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public TrainingInterruptedException(String message) {
    super(message);
  }
}
