package io.rappel.trainer.onnx;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The texts by which a graph knows the levels of a category. Rappel reads cells without regard to
 * the case of {@code true}, {@code false} and of what stands for nothing, and takes {@code 3.0} for
 * {@code 3}; a graph compares texts letter by letter, and so has the usual ways of writing each.
 */
final class LevelTexts {

  private LevelTexts() {}

  /**
   * The number of each text.
   *
   * @param levels numbered in their order; their own texts win over all others
   * @param missing texts that stand for nothing, beside the empty one
   * @param numberOfMissing what those are
   */
  static Map<String, Long> numbers(
      List<String> levels, List<String> missing, long numberOfMissing) {
    Map<String, Long> numbers = new LinkedHashMap<>();
    for (int level = 0; level < levels.size(); level++) {
      numbers.put(levels.get(level), (long) level);
    }
    for (int level = 0; level < levels.size(); level++) {
      long number = level;
      others(levels.get(level)).forEach(text -> numbers.putIfAbsent(text, number));
    }
    numbers.putIfAbsent("", numberOfMissing);
    missing.stream()
        .flatMap(LevelTexts::cases)
        .forEach(text -> numbers.putIfAbsent(text, numberOfMissing));
    return numbers;
  }

  private static Stream<String> others(String level) {
    if (level.equals("true") || level.equals("false")) {
      return cases(level);
    }
    return level.matches("0|-?[1-9][0-9]{0,14}") ? Stream.of(level + ".0") : Stream.empty();
  }

  private static Stream<String> cases(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    String upper = text.toUpperCase(Locale.ROOT);
    return Stream.of(text, lower, upper, upper.substring(0, 1) + lower.substring(1));
  }
}
