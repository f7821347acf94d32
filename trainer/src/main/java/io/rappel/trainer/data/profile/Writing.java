package io.rappel.trainer.data.profile;

import java.util.regex.Pattern;

/** What a text may be that says something else in another form. */
enum Writing {
  /** A number with a sign of percent or of a currency, or with separators of thousands. */
  NUMBER(
      "\\(?[+-]? ?[$€£¥₹]? ?[+-]?"
          + "(\\d{1,3}([,.' \\x{a0}\\x{2009}\\x{202f}]\\d{3})+|\\d+)([.,]\\d*)?"
          + "[ \\x{a0}\\x{202f}]?[%‰$€£¥₹]?\\)?"),

  /** A date, with or without a time of day, in another form than ISO 8601. */
  DATE("(\\d{1,2}[/.-]\\d{1,2}[/.-](\\d{4}|\\d{2})|\\d{4}[/.]\\d{1,2}[/.]\\d{1,2})([ T,].*)?"),

  OTHER("");

  private static final int LONGEST = 40;

  private final Pattern pattern;

  Writing(String pattern) {
    this.pattern = Pattern.compile(pattern);
  }

  /**
   * What a text is.
   *
   * @param text that is neither a number nor a date as they are read
   */
  static Writing of(String text) {
    long digits = text.chars().filter(c -> c >= '0' && c <= '9').count();
    if (digits == 0 || digits == text.length() || text.length() > LONGEST) {
      return OTHER;
    }
    if (DATE.pattern.matcher(text).matches()) {
      return DATE;
    }
    return NUMBER.pattern.matcher(text).matches() ? NUMBER : OTHER;
  }
}
