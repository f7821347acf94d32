package io.rappel.trainer.features;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What numbers become beside themselves.
 *
 * @param bins between the knots of hats and thermometers; 0: chosen by the program
 */
public record NumberEncoding(Kind kind, int bins) {

  /** The ways. */
  public enum Kind {
    /** Chosen by the rows. */
    AUTO,
    /** Nothing. */
    NONE,
    /** {@link Encoding.Hat}. */
    HAT,
    /** {@link Encoding.Thermometer}. */
    THERMOMETER
  }

  private static final int MOST_BINS = 1000;
  private static final Pattern TEXT =
      Pattern.compile("(auto|none|hat|thermometer)(?::(\\d{1,9}))?");

  public NumberEncoding {
    boolean sized = kind == Kind.HAT || kind == Kind.THERMOMETER;
    if (bins < 0 || bins > MOST_BINS || bins > 0 && !sized) {
      throw new IllegalArgumentException(
          "an encoding has 1 to %d bins, and auto and none have no number".formatted(MOST_BINS));
    }
  }

  /** Chosen by the rows. */
  public static NumberEncoding auto() {
    return new NumberEncoding(Kind.AUTO, 0);
  }

  /** Numbers are left alone. */
  public static NumberEncoding none() {
    return new NumberEncoding(Kind.NONE, 0);
  }

  /**
   * Of a text such as {@code hat}, {@code hat:16} or {@code none}.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static NumberEncoding parse(String text) {
    Matcher found = TEXT.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!found.matches()) {
      throw new IllegalArgumentException(
          "it is auto, none, hat, thermometer, hat:BINS or thermometer:BINS, not '" + text + "'");
    }
    int bins = found.group(2) == null ? 0 : Integer.parseInt(found.group(2));
    if (found.group(2) != null && bins == 0) {
      throw new IllegalArgumentException("an encoding has 1 bin at least");
    }
    return new NumberEncoding(Kind.valueOf(found.group(1).toUpperCase(Locale.ROOT)), bins);
  }

  /** The text that is read back as this. */
  @Override
  public String toString() {
    String name = kind.name().toLowerCase(Locale.ROOT);
    return bins == 0 ? name : name + ":" + bins;
  }
}
