package io.rappel.trainer.data;

/** The data cannot be trained on or scored; the message is one sentence for the user. */
public class DataException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  public DataException(String message) {
    super(message);
  }

  public DataException(String message, Throwable cause) {
    super(message, cause);
  }
}
