package io.rappel.trainer.onnx;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The texts by which a graph knows the levels of a category. Rappel reads cells without regard to
 * the case of {@code true}, {@code false} and of what stands for nothing, and takes {@code 3.0} for
 * {@code 3} and {@code 1.50} for {@code 1.5}; a graph compares texts letter by letter, and so has
 * the usual ways of writing each.
 */
final class LevelTexts {

  /** Whole numbers that no other spelling takes to another double. */
  private static final String WHOLE = "0|-?[1-9][0-9]{0,14}";

  /** Fractions as training writes them. */
  private static final String FRACTION = "-?(0|[1-9][0-9]*)\\.[0-9]*[1-9]";

  /** Zeros that a number has at the most behind the digits that it needs. */
  private static final int MOST_ZEROS = 4;

  private LevelTexts() {}

  /**
   * The number of each text.
   *
   * @param levels numbered in their order; their own texts win over all others
   * @param missing texts that stand for nothing, beside the empty one; they win over other
   *     spellings of levels
   * @param numberOfMissing what those are
   */
  static Map<String, Long> numbers(
      List<String> levels, List<String> missing, long numberOfMissing) {
    Map<String, Long> numbers = new LinkedHashMap<>();
    for (int level = 0; level < levels.size(); level++) {
      numbers.put(levels.get(level), (long) level);
    }
    numbers.putIfAbsent("", numberOfMissing);
    missing.stream()
        .flatMap(LevelTexts::cases)
        .forEach(text -> numbers.putIfAbsent(text, numberOfMissing));
    for (int level = 0; level < levels.size(); level++) {
      long number = level;
      others(levels.get(level)).forEach(text -> numbers.putIfAbsent(text, number));
    }
    return numbers;
  }

  private static Stream<String> others(String level) {
    if (level.equals("true") || level.equals("false")) {
      return cases(level);
    }
    boolean whole = level.matches(WHOLE);
    return whole || level.matches(FRACTION)
        ? spellings(level, whole ? level + "." : level)
        : Stream.empty();
  }

  /**
   * The ways of writing a number: with zeros behind its digits, and with a plus before it where it
   * has no minus. There are ten at the most, so that the graph stays small.
   *
   * @param point the number, which zeros behind do not change
   */
  private static Stream<String> spellings(String number, String point) {
    Stream<String> zeros =
        IntStream.rangeClosed(1, MOST_ZEROS).mapToObj(count -> point + "0".repeat(count));
    return Stream.concat(Stream.of(number), zeros)
        .flatMap(text -> text.startsWith("-") ? Stream.of(text) : Stream.of(text, "+" + text));
  }

  private static Stream<String> cases(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    String upper = text.toUpperCase(Locale.ROOT);
    return Stream.of(text, lower, upper, upper.substring(0, 1) + lower.substring(1));
  }
}
