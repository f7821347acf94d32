package io.rappel.jobs.text;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Numbers as people read them. */
public final class Amounts {

  private static final String[] UNITS = {"", "k", "M", "G", "T"};
  private static final String[] BYTES = {"B", "KiB", "MiB", "GiB", "TiB"};

  private Amounts() {}

  /** Such as {@code 12,345}. */
  public static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** Three or four digits and a unit, such as {@code 1.25M}. */
  public static String rate(double perSecond) {
    return scaled(perSecond, 1000, UNITS, "");
  }

  /** Such as {@code 27.3 MiB}. */
  public static String bytes(long bytes) {
    return scaled(bytes, 1024, BYTES, " ");
  }

  /**
   * Four significant digits, such as {@code 0.1235}; numbers that are not finite by their names.
   */
  public static String metric(double value) {
    double size = Math.abs(value);
    if (!Double.isFinite(value)) {
      return Double.toString(value);
    }
    if (size != 0 && (size < 1e-4 || size >= 1e7)) {
      return String.format(Locale.ROOT, "%.3e", value);
    }
    return String.format(Locale.ROOT, size >= 1000 ? "%.1f" : size >= 10 ? "%.3f" : "%.4f", value);
  }

  /** Such as {@code 3.2 s} or {@code 1 h 05 min}. */
  public static String duration(double seconds) {
    if (!Double.isFinite(seconds)) {
      return "?";
    }
    if (seconds < 60) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    long whole = Math.round(seconds);
    return whole < 3600
        ? "%d min %02d s".formatted(whole / 60, whole % 60)
        : "%d h %02d min".formatted(whole / 3600, whole % 3600 / 60);
  }

  private static String scaled(double value, double base, String[] units, String space) {
    int unit = 0;
    double rest = value;
    while (rest >= base && unit < units.length - 1) {
      rest /= base;
      unit++;
    }
    String digits = unit == 0 ? "%.0f" : rest >= 100 ? "%.0f" : rest >= 10 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, digits, rest) + space + units[unit];
  }

  /** The names of the plain numbers in some maps, each once, in the order in which they come. */
  public static List<String> names(Collection<Map<String, Object>> maps) {
    return maps.stream()
        .flatMap(map -> map.entrySet().stream())
        .filter(entry -> entry.getValue() instanceof Number)
        .map(Map.Entry::getKey)
        .distinct()
        .toList();
  }
}
