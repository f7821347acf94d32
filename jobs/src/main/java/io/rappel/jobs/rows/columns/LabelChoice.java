package io.rappel.jobs.rows.columns;

import io.rappel.jobs.rows.cell.Cells;
import io.rappel.trainer.config.ConfigurationException;
import io.rappel.trainer.data.DataException;
import io.rappel.trainer.data.Task;
import io.rappel.trainer.data.profile.ColumnProfile;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

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
public record LabelChoice(Task task, List<String> classes, boolean numeric, String note) {

  /** Labels that are numbers are classes where so many are different at the most. */
  public static final int MOST_NUMERIC_CLASSES = 20;

  private static final int MOST_SHOWN = 10;
  private static final Comparator<String> BY_CODE_POINT =
      (a, b) -> Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());

  private static final Comparator<String> BY_VALUE =
      Comparator.comparingDouble(Double::parseDouble).thenComparing(Comparator.naturalOrder());

  /** Several label columns: a regression. */
  public static LabelChoice several(Task task, List<String> labels) {
    if (task == Task.CLASSIFICATION) {
      throw new ConfigurationException(
          "--task classification takes one label column, not " + labels.size());
    }
    return numbers("there are " + labels.size() + " label columns");
  }

  /**
   * One label column.
   *
   * @param task what was asked for; null: what the values show
   * @param taskOfLoss decides over numbers where no task is asked for; null: nothing
   */
  public static LabelChoice of(Task task, Task taskOfLoss, String label, LabelValues values) {
    if (task == Task.REGRESSION) {
      return numbers("it was asked for");
    }
    if (task == Task.CLASSIFICATION) {
      return classes(label, values, "it was asked for");
    }
    if (!values.isNumeric()) {
      return classes(label, values, null);
    }
    if (taskOfLoss != null) {
      return taskOfLoss == Task.REGRESSION
          ? numbers("the loss is one of numbers")
          : classes(label, values, "the loss is one of classes");
    }
    if (values.isPadded()) {
      return classes(label, values, null);
    }
    if (values.isFractional()) {
      return numbers("label '%s' has values that are not integral".formatted(label));
    }
    if (values.areTooMany() || sorted(values).size() > MOST_NUMERIC_CLASSES) {
      return numbers(
          "label '%s' has more than %d different values".formatted(label, MOST_NUMERIC_CLASSES));
    }
    return classes(label, values, null);
  }

  /** A label whose numbers are indices of classes, of which some may have no rows. */
  public static LabelChoice indices(String label, int classes, ColumnProfile cells) {
    boolean fits =
        cells.texts() + cells.moments() == 0
            && cells.fractional() == 0
            && cells.minimum() >= 0
            && cells.maximum() < classes;
    if (!fits) {
      throw new DataException(
          "label column '%s' has other values than 0 to %d, the indices of %d classes"
              .formatted(label, classes - 1, classes));
    }
    return new LabelChoice(
        Task.CLASSIFICATION,
        IntStream.range(0, classes).mapToObj(Integer::toString).toList(),
        true,
        "task: classification, because there are to be %d classes".formatted(classes));
  }

  private static LabelChoice numbers(String why) {
    return new LabelChoice(Task.REGRESSION, List.of(), false, "task: regression, because " + why);
  }

  private static LabelChoice classes(String label, LabelValues values, String why) {
    if (values.areTooMany()) {
      throw new DataException(
          "label column '%s' has more than %d different values, too many for a classification%s"
              .formatted(
                  label,
                  LabelValues.MOST_CLASSES,
                  values.isNumeric()
                      ? "; if they are numbers and no codes, give --task regression"
                      : ""));
    }
    List<String> classes = sorted(values);
    if (classes.size() == 1) {
      throw new DataException(
          "label column '%s' has the one value '%s' in all rows, and a classification needs at least two"
              .formatted(label, classes.get(0)));
    }
    boolean numeric = values.areNumbers();
    String kind = kind(values, numeric);
    String reason =
        why != null
            ? why
            : "label '%s' has %d %s values (%s)"
                .formatted(label, classes.size(), kind, shown(classes));
    return new LabelChoice(
        Task.CLASSIFICATION, classes, numeric, "task: classification, because " + reason);
  }

  private static String kind(LabelValues values, boolean numeric) {
    if (numeric) {
      return "integral";
    }
    return values.isNumeric() ? "code" : values.isBoolean() ? "boolean" : "text";
  }

  /** The classes in their order, as they are written where each is written in one way. */
  private static List<String> sorted(LabelValues values) {
    boolean numeric = values.areNumbers();
    boolean either = values.isBoolean();
    Map<String, String> written = new TreeMap<>(numeric ? BY_VALUE : BY_CODE_POINT);
    boolean oneWay = true;
    for (String value : values.values()) {
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
