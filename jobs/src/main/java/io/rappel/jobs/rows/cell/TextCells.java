package io.rappel.jobs.rows.cell;

import io.rappel.trainer.config.ConfigurationException;
import io.rappel.trainer.data.Cell;
import io.rappel.trainer.data.CellRules;
import java.io.Serializable;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/**
 * What a cell of text is, by itself and without knowing the others of its column: nothing, a
 * number, a moment, or text.
 */
public final class TextCells implements Serializable {

  private static final long serialVersionUID = 1L;

  /** What {@link #parse} gives for text. */
  public static final long TEXT = Cell.text(Integer.MAX_VALUE);

  private static final long NONE = Long.MIN_VALUE;

  private static final int SHORTEST_DATE = "2026-01-01".length();

  /** ISO 8601, and what databases write: a blank before the offset, UTC for none. */
  private static final DateTimeFormatter ISO =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .optionalStart()
          .appendLiteral('T')
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .appendPattern("[ ][XXX][X]")
          .optionalStart()
          .appendOffset("+HH:MM", "UTC")
          .optionalEnd()
          .optionalEnd()
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private final TreeSet<String> missing = new TreeSet<>();
  private final int longestMissing;
  private final int longestMissingNumber;
  private final double[] missingNumbers;
  private final String datePattern;
  private final boolean decimalComma;
  private transient DateTimeFormatter dates;

  /**
   * @param decimalComma whether 1,5 is a number, as where cells end with semicolons
   */
  public TextCells(CellRules rules, boolean decimalComma) {
    rules.missing().forEach(text -> this.missing.add(lower(text.trim())));
    this.longestMissing = missing.stream().mapToInt(String::length).max().orElse(0);
    List<String> numbers =
        missing.stream().filter(text -> Cells.isNumber(text.replace(',', '.'))).toList();
    this.longestMissingNumber = numbers.stream().mapToInt(String::length).max().orElse(0);
    this.missingNumbers =
        numbers.stream().mapToDouble(text -> Cells.parse(text.replace(',', '.'))).toArray();
    this.datePattern = rules.dateFormat();
    this.decimalComma = decimalComma;
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  /** Whether a text, without blanks around it, stands for nothing. */
  public boolean isMissing(String trimmed) {
    return trimmed.isEmpty()
        || trimmed.length() <= longestMissing && missing.contains(lower(trimmed));
  }

  /** Whether a number of a column of numbers stands for nothing. */
  public boolean isMissing(double number) {
    for (double none : missingNumbers) {
      if (number == none) {
        return true;
      }
    }
    return false;
  }

  /** Whether some numbers stand for nothing. */
  public boolean hasMissingNumbers() {
    return missingNumbers.length > 0;
  }

  /**
   * The number in a cell of text, where it plainly is one, as {@link #parse} has it.
   *
   * @param utf8 the text's bytes, blanks around it among them
   * @return NaN: {@link #parse} may still find one
   */
  public double plainNumber(byte[] utf8, int from, int to) {
    int first = from;
    int end = to;
    while (first < end && isBlank(utf8[first])) {
      first++;
    }
    while (first < end && isBlank(utf8[end - 1])) {
      end--;
    }
    return end - first > longestMissingNumber
        ? Decimals.parse(utf8, first, end, decimalComma)
        : Double.NaN;
  }

  /** What {@link String#trim} takes away. */
  private static boolean isBlank(byte b) {
    return b >= 0 && b <= ' ';
  }

  /**
   * The cell of what Spark has in a row, if it is anything but text.
   *
   * @param value null, a number, text, a boolean, or a date or moment
   * @return nothing, a number, a moment, or {@link #TEXT}
   */
  public long cell(Object value) {
    if (value == null) {
      return Cell.MISSING;
    }
    if (value instanceof Number number) {
      double cell = number.doubleValue();
      return isMissing(cell) ? Cell.MISSING : Cell.number(cell);
    }
    if (value instanceof Boolean) {
      return TEXT;
    }
    if (value instanceof String text) {
      String trimmed = text.trim();
      return isMissing(trimmed) ? Cell.MISSING : parse(trimmed);
    }
    return Cell.moment(seconds(value));
  }

  private static long seconds(Object value) {
    if (value instanceof Date date) {
      return date.toLocalDate().atStartOfDay().toEpochSecond(ZoneOffset.UTC);
    }
    if (value instanceof LocalDate date) {
      return date.atStartOfDay().toEpochSecond(ZoneOffset.UTC);
    }
    if (value instanceof Timestamp moment) {
      return Math.floorDiv(moment.getTime(), 1000);
    }
    if (value instanceof Instant moment) {
      return moment.getEpochSecond();
    }
    if (value instanceof LocalDateTime moment) {
      return moment.toEpochSecond(ZoneOffset.UTC);
    }
    throw new IllegalStateException("a cell of the " + value.getClass());
  }

  /**
   * The cell of a text, if it is anything but text.
   *
   * @param trimmed without blanks around it
   * @return a number, a moment, or {@link #TEXT}
   */
  public long parse(String trimmed) {
    long asked = datePattern == null ? NONE : parsed(trimmed, formatter());
    if (asked != NONE) {
      return Cell.moment(asked);
    }
    String number = number(trimmed);
    if (Cells.isNumber(number) && !Cells.isCode(number)) {
      return Cell.number(Cells.parse(number));
    }
    long moment = isoMoment(trimmed);
    return moment == NONE ? TEXT : Cell.moment(moment);
  }

  /** A text as numbers are written: where they have a decimal comma, with a point instead. */
  public String number(String trimmed) {
    return decimalComma ? withPoint(trimmed) : trimmed;
  }

  /** A text with a point in place of its one comma. */
  private static String withPoint(String text) {
    int comma = text.indexOf(',');
    return comma >= 0 && text.indexOf('.') < 0 ? text.replace(',', '.') : text;
  }

  private static long isoMoment(String text) {
    return looksLikeIso(text) ? parsed(withT(text), ISO) : NONE;
  }

  /** A text with a T in place of the blank behind a date. */
  private static String withT(String text) {
    int blank = SHORTEST_DATE;
    return text.length() > blank && text.charAt(blank) == ' '
        ? text.substring(0, blank) + 'T' + text.substring(blank + 1)
        : text;
  }

  private static boolean looksLikeIso(String text) {
    return text.length() >= SHORTEST_DATE
        && text.charAt(4) == '-'
        && text.charAt(7) == '-'
        && Character.isDigit(text.charAt(0));
  }

  private DateTimeFormatter formatter() {
    if (dates == null) {
      dates = formatter(datePattern);
    }
    return dates;
  }

  /**
   * @throws ConfigurationException if dates cannot be written by the pattern
   */
  public static void requirePattern(String pattern) {
    try {
      formatter(pattern);
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException(
          "--date-format '%s' is no pattern of dates, such as dd.MM.yyyy: %s"
              .formatted(pattern, e.getMessage()));
    }
  }

  /** A formatter of dates, or of dates with times. */
  private static DateTimeFormatter formatter(String pattern) {
    return new DateTimeFormatterBuilder()
        .parseCaseInsensitive()
        .appendPattern(pattern)
        .parseDefaulting(ChronoField.ERA, 1)
        .toFormatter(Locale.ENGLISH)
        .withResolverStyle(ResolverStyle.STRICT);
  }

  /** Seconds since the beginning of 1970; text without a zone is in UTC, as it is written. */
  private static long parsed(String text, DateTimeFormatter formatter) {
    try {
      TemporalAccessor found =
          formatter.parseBest(text, OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
      if (found instanceof OffsetDateTime moment) {
        return moment.toEpochSecond();
      }
      return found instanceof LocalDateTime moment
          ? moment.toEpochSecond(ZoneOffset.UTC)
          : ((LocalDate) found).atStartOfDay().toEpochSecond(ZoneOffset.UTC);
    } catch (DateTimeParseException e) {
      return NONE;
    }
  }
}
