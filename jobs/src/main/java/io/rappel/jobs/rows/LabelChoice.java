package io.rappel.jobs.rows;

import io.rappel.trainer.ConfigurationException;
import io.rappel.trainer.data.DataException;
import io.rappel.trainer.data.Task;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a label is: a class where it is text or boolean, or where it has at most {@value
 * #MOST_NUMERIC_CLASSES} different values, all integral; otherwise a number. Numbers padded with
 * zeros are codes, and text. Classes are named as the data names them; where that has two ways to
 * write a class, all have their usual texts.
 *
 * @param task classes or numbers
 * @param classes sorted: numbers by value, text by code point; empty for numbers
 * @param numeric whether classes are numbers
 * @param note a sentence that says what was chosen, and why
 */
record LabelChoice(Task task, List<String> classes, boolean numeric, String note) {

  private static final int MOST_NUMERIC_CLASSES = 20;
  private static final int MOST_SHOWN = 10;
  private static final Comparator<String> BY_CODE_POINT =
      (a, b) -> Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());

  private static final Comparator<String> BY_VALUE =
      Comparator.comparingDouble(Double::parseDouble).thenComparing(Comparator.naturalOrder());

  /** Several label columns: a regression. */
  static LabelChoice several(String task, List<String> labels) {
    if (task.equals("classification")) {
      throw new ConfigurationException(
          "--task classification takes one label column, not " + labels.size());
    }
    return numbers("there are " + labels.size() + " label columns");
  }

  /**
   * One label column.
   *
   * @param task auto, classification or regression
   * @param taskOfLoss decides over numbers where the task is auto; null: nothing
   */
  static LabelChoice of(String task, Task taskOfLoss, String label, ColumnProfile profile) {
    if (task.equals("regression")) {
      return numbers("it was asked for");
    }
    if (task.equals("classification")) {
      return classes(label, profile, "it was asked for");
    }
    if (!profile.isNumeric()) {
      return classes(label, profile, null);
    }
    if (taskOfLoss != null) {
      return taskOfLoss == Task.REGRESSION
          ? numbers("the loss is one of numbers")
          : classes(label, profile, "the loss is one of classes");
    }
    if (profile.isPadded()) {
      return classes(label, profile, null);
    }
    if (profile.fractional() > 0) {
      return numbers("label '%s' has values that are not integral".formatted(label));
    }
    if (profile.hasTooManyValues() || sorted(profile).size() > MOST_NUMERIC_CLASSES) {
      return numbers(
          "label '%s' has more than %d different values".formatted(label, MOST_NUMERIC_CLASSES));
    }
    return classes(label, profile, null);
  }

  private static LabelChoice numbers(String why) {
    return new LabelChoice(Task.REGRESSION, List.of(), false, "task: regression, because " + why);
  }

  private static LabelChoice classes(String label, ColumnProfile profile, String why) {
    if (profile.hasTooManyValues()) {
      throw new DataException(
          "label column '%s' has more than %d different values, too many for a classification%s"
              .formatted(
                  label,
                  ColumnProfile.MOST_CLASSES,
                  profile.isNumeric()
                      ? "; if they are numbers and no codes, give --task regression"
                      : ""));
    }
    List<String> classes = sorted(profile);
    if (classes.size() == 1) {
      throw new DataException(
          "label column '%s' has the one value '%s' in all rows, and a classification needs at least two"
              .formatted(label, classes.get(0)));
    }
    boolean numeric = isNumeric(profile);
    String kind = kind(profile, numeric);
    String reason =
        why != null
            ? why
            : "label '%s' has %d %s values (%s)"
                .formatted(label, classes.size(), kind, shown(classes));
    return new LabelChoice(
        Task.CLASSIFICATION, classes, numeric, "task: classification, because " + reason);
  }

  private static String kind(ColumnProfile profile, boolean numeric) {
    if (numeric) {
      return "integral";
    }
    return profile.isNumeric() ? "code" : profile.isBoolean() ? "boolean" : "text";
  }

  /** Whether classes are numbers, which no codes are. */
  private static boolean isNumeric(ColumnProfile profile) {
    return profile.isNumeric()
        && !profile.isPadded()
        && (!profile.findsTypes() || profile.values().stream().noneMatch(Cells::isBeyondDouble));
  }

  /** The classes in their order, as they are written where each is written in one way. */
  private static List<String> sorted(ColumnProfile profile) {
    boolean numeric = isNumeric(profile);
    boolean either = profile.isBoolean();
    Map<String, String> written = new TreeMap<>(numeric ? BY_VALUE : BY_CODE_POINT);
    boolean oneWay = true;
    for (String value : profile.values()) {
      String usual = numeric ? Cells.canonical(value) : either ? lower(value) : value;
      String text = numeric ? value.trim() : value;
      String other = written.putIfAbsent(usual, text);
      oneWay &= other == null || other.equals(text);
    }
    return List.copyOf(oneWay ? written.values() : written.keySet());
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private static String shown(List<String> classes) {
    return classes.size() <= MOST_SHOWN
        ? String.join(", ", classes)
        : String.join(", ", classes.subList(0, MOST_SHOWN)) + ", …";
  }
}
