package io.rappel.jobs.config.values;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How often there is a checkpoint.
 *
 * @param steps after so many updates; 0: by time
 * @param time after so long; null: by updates
 * @param text as the user wrote it
 */
public record CheckpointInterval(long steps, Duration time, String text) {

  private static final Pattern FORM = Pattern.compile("([1-9]\\d{0,8})(s|m|h)?");

  /** Reads a number of updates, or a time such as {@code 30s}, {@code 10m} or {@code 2h}. */
  public static CheckpointInterval parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "an interval is a number of updates, or a time such as 30s, 10m or 2h, not '%s'"
              .formatted(text));
    }
    long number = Long.parseLong(matcher.group(1));
    if (matcher.group(2) == null) {
      return new CheckpointInterval(number, null, text);
    }
    Duration time =
        switch (matcher.group(2)) {
          case "s" -> Duration.ofSeconds(number);
          case "m" -> Duration.ofMinutes(number);
          default -> Duration.ofHours(number);
        };
    return new CheckpointInterval(0, time, text);
  }

  @Override
  public String toString() {
    return text;
  }
}
