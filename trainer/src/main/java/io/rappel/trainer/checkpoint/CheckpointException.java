package io.rappel.trainer.checkpoint;

/** A checkpoint could not be written; the message is one sentence that names the folder. */
public final class CheckpointException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public CheckpointException(String message, Throwable cause) {
    super(message, cause);
  }
}
