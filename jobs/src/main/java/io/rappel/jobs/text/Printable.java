package io.rappel.jobs.text;

import java.util.regex.Pattern;

/**
 * Text that others wrote, made fit for a terminal: a name of a column could otherwise move the
 * cursor, hide what stands beside it, or send the terminal a command.
 */
public final class Printable {

  /**
   * Control characters of both ranges, marks that turn the direction of writing, line separators
   * and halves of characters; those that join letters belong to scripts.
   */
  private static final Pattern UNPRINTABLE =
      Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}\\p{Cs}]|[\\p{Cf}&&[^\\u200c\\u200d]]");

  /** The same but for tabs and the ends of lines. */
  private static final Pattern UNPRINTABLE_IN_LINES =
      Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}\\p{Cs}&&[^\\n\\r\\t]]|[\\p{Cf}&&[^\\u200c\\u200d]]");

  private Printable() {}

  /** The text in one line; what cannot be printed is shown by its code, such as {@code \u001b}. */
  public static String line(String text) {
    return escaped(UNPRINTABLE, text);
  }

  /** The same for text of several lines. */
  public static String lines(String text) {
    return escaped(UNPRINTABLE_IN_LINES, text);
  }

  private static String escaped(Pattern pattern, String text) {
    return pattern.matcher(text).replaceAll(found -> codes(found.group()));
  }

  /**
   * In hexadecimal digits, in pairs where a character has two; the backslash is doubled for the
   * replacement.
   */
  private static String codes(String character) {
    StringBuilder codes = new StringBuilder();
    character.chars().forEach(code -> codes.append("\\\\u%04x".formatted(code)));
    return codes.toString();
  }
}
