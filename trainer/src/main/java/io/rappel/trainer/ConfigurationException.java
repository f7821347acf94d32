package io.rappel.trainer;

/** The settings contradict one another or the data; the message is one sentence for the user. */
public final class ConfigurationException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public ConfigurationException(String message) {
    super(message);
  }
}
