package io.rappel.jobs.rows;

import io.rappel.trainer.ConfigurationException;
import io.rappel.trainer.data.DataException;
import io.rappel.trainer.data.Task;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a label is: a class where it is text or boolean, or where it has at most {@value
 * #MOST_NUMERIC_CLASSES} different values, all integral; otherwise a number.
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
    boolean text = !profile.isNumeric();
    if (task.equals("regression")) {
      return numbers("it was asked for");
    }
    if (task.equals("classification")) {
      return classes(label, profile, "it was asked for");
    }
    if (text) {
      return classes(label, profile, null);
    }
    if (taskOfLoss != null) {
      return taskOfLoss == Task.REGRESSION
          ? numbers("the loss is one of numbers")
          : classes(label, profile, "the loss is one of classes");
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
          "label column '%s' has more than %d different values, too many for a classification"
              .formatted(label, ColumnProfile.MOST_CLASSES));
    }
    List<String> classes = sorted(profile);
    if (classes.size() == 1) {
      throw new DataException(
          "label column '%s' has the one value '%s' in all rows, and a classification needs at least two"
              .formatted(label, classes.get(0)));
    }
    String kind = profile.isNumeric() ? "integral" : profile.isBoolean() ? "boolean" : "text";
    String reason =
        why != null
            ? why
            : "label '%s' has %d %s values (%s)"
                .formatted(label, classes.size(), kind, shown(classes));
    return new LabelChoice(
        Task.CLASSIFICATION,
        classes,
        profile.isNumeric(),
        "task: classification, because " + reason);
  }

  private static List<String> sorted(ColumnProfile profile) {
    Set<String> classes =
        profile.isNumeric()
            ? new TreeSet<>(Comparator.comparingDouble(Double::parseDouble))
            : new TreeSet<>(BY_CODE_POINT);
    for (String value : profile.values()) {
      classes.add(
          profile.isNumeric()
              ? Cells.canonical(Cells.parse(value))
              : profile.isBoolean() ? value.toLowerCase(Locale.ROOT) : value);
    }
    return List.copyOf(classes);
  }

  private static String shown(List<String> classes) {
    return classes.size() <= MOST_SHOWN
        ? String.join(", ", classes)
        : String.join(", ", classes.subList(0, MOST_SHOWN)) + ", …";
  }
}
