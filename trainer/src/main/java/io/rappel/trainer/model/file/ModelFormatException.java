package io.rappel.trainer.model.file;

/**
 * A model's files are missing, damaged or not of this format; the message is one sentence that
 * names the file.
 */
public final class ModelFormatException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public ModelFormatException(String message) {
    super(message);
  }

  public ModelFormatException(String message, Throwable cause) {
    super(message, cause);
  }
}
