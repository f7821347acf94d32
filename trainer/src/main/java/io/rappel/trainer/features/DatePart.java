package io.rappel.trainer.features;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Month;
import java.time.ZoneOffset;
import java.util.Locale;

/** Parts into which dates are taken, in UTC. */
public enum DatePart {
  MONTH(12),
  DAY_OF_WEEK(7),
  HOUR(24);

  private final int count;

  DatePart(int count) {
    this.count = count;
  }

  /** How many different values there are. */
  public int count() {
    return count;
  }

  /** The value of a moment, from 0 on. */
  public int of(LocalDateTime moment) {
    return switch (this) {
      case MONTH -> moment.getMonthValue() - 1;
      case DAY_OF_WEEK -> moment.getDayOfWeek().getValue() - 1;
      case HOUR -> moment.getHour();
    };
  }

  /** The moment so many seconds after the beginning of 1970, in UTC; null beyond all calendars. */
  static LocalDateTime moment(double seconds) {
    double whole = Math.floor(seconds);
    return Math.abs(whole) <= Instant.MAX.getEpochSecond() / 2.0
        ? LocalDateTime.ofEpochSecond((long) whole, 0, ZoneOffset.UTC)
        : null;
  }

  /** The name of a value. */
  public String nameOf(int value) {
    return switch (this) {
      case MONTH -> name(Month.of(value + 1).name());
      case DAY_OF_WEEK -> name(DayOfWeek.of(value + 1).name());
      case HOUR -> Integer.toString(value);
    };
  }

  private static String name(String constant) {
    return constant.charAt(0) + constant.substring(1).toLowerCase(Locale.ROOT);
  }

  /** The name in files, such as {@code day-of-week}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
