package io.rappel.jobs.rows.batch;

import io.rappel.trainer.data.Cell;
import java.io.Serializable;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/**
 * What a cell of text is, by itself and without knowing the others of its column: nothing, a
 * number, a moment, or text.
 */
public final class TextCells implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Texts that stand for nothing, in whichever case. */
  public static final List<String> MISSING = List.of("NA", "N/A", "null", "NaN", "?");

  /** What {@link #parse} gives for text. */
  static final long TEXT = Cell.text(Integer.MAX_VALUE);

  private static final long NONE = Long.MIN_VALUE;

  private static final int SHORTEST_DATE = "2026-01-01".length();

  private static final DateTimeFormatter ISO =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .optionalStart()
          .appendLiteral('T')
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .optionalStart()
          .appendOffset("+HH:MM", "Z")
          .optionalEnd()
          .optionalEnd()
          .toFormatter(Locale.ROOT);

  private final TreeSet<String> missing = new TreeSet<>();
  private final String datePattern;
  private transient DateTimeFormatter dates;

  /**
   * @param missing texts that stand for nothing, beside empty and blank ones
   * @param datePattern of dates that are not written as ISO 8601 has them; null: there are none
   */
  public TextCells(Collection<String> missing, String datePattern) {
    missing.forEach(text -> this.missing.add(lower(text.trim())));
    this.datePattern = datePattern;
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  /** Whether a text, without blanks around it, stands for nothing. */
  public boolean isMissing(String trimmed) {
    return trimmed.isEmpty() || missing.contains(lower(trimmed));
  }

  /**
   * The cell of a text, if it is anything but text.
   *
   * @param trimmed without blanks around it
   * @return a number, a moment, or {@link #TEXT}
   */
  public long parse(String trimmed) {
    if (Cells.isNumber(trimmed) && !Cells.isCode(trimmed)) {
      return Cell.number(Cells.parse(trimmed));
    }
    long moment = moment(trimmed);
    return moment == NONE ? TEXT : Cell.moment(moment);
  }

  private long moment(String text) {
    if (datePattern != null) {
      long found = parsed(text, formatter());
      if (found != NONE) {
        return found;
      }
    }
    return looksLikeIso(text)
        ? parsed(text.length() > SHORTEST_DATE ? text.replace(' ', 'T') : text, ISO)
        : NONE;
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
   * A formatter of dates, or of dates with times.
   *
   * @throws IllegalArgumentException if the pattern is none
   */
  public static DateTimeFormatter formatter(String pattern) {
    return new DateTimeFormatterBuilder()
        .parseCaseInsensitive()
        .appendPattern(pattern)
        .parseDefaulting(ChronoField.HOUR_OF_DAY, 0)
        .toFormatter(Locale.ENGLISH);
  }

  /** Seconds since the beginning of 1970; text without a zone is in UTC, as it is written. */
  private static long parsed(String text, DateTimeFormatter formatter) {
    try {
      TemporalAccessor found =
          formatter.parseBest(
              text, OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
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
