package io.rappel.trainer.config;

/** The settings contradict one another or the data; the message is one sentence for the user. */
public final class ConfigurationException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  public ConfigurationException(String message) {
    super(message);
  }

  /** A number of an option, if it was given, is finite and not negative. */
  static void requireNumber(String option, Number value) {
    double number = value == null ? 0 : value.doubleValue();
    require(number >= 0 && Double.isFinite(number), option, "a finite number from 0 on", value);
  }

  /** A share of an option, if it was given, is below 1 and not negative. */
  static void requireShare(String option, Double value) {
    require(value == null || value >= 0 && value < 1, option, "a number from 0 to below 1", value);
  }

  static void require(boolean condition, String option, String expected, Object actual) {
    require(condition, option, expected, actual, "");
  }

  static void require(
      boolean condition, String option, String expected, Object actual, String where) {
    if (!condition) {
      throw new ConfigurationException(
          "--%s must be %s, not %s%s".formatted(option, expected, text(actual), where));
    }
  }

  private static String text(Object value) {
    return value instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1e15
        ? Long.toString(number.longValue())
        : String.valueOf(value);
  }
}
