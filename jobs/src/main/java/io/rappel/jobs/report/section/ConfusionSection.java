package io.rappel.jobs.report.section;

import io.rappel.jobs.report.chart.HeatMap;
import io.rappel.jobs.report.page.Figures;
import io.rappel.jobs.report.page.Markup;
import io.rappel.jobs.report.page.Tables;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Which classes were taken for which. */
public final class ConfusionSection {

  /** More classes than these do not fit a page legibly. */
  private static final int MOST_CLASSES = 30;

  /** From so many classes on, the worst pairs are worth a table beside the matrix. */
  private static final int MANY_CLASSES = 6;

  private static final int MOST_PAIRS = 15;

  private ConfusionSection() {}

  private record Pair(int actual, int predicted, double count, double share) {}

  /**
   * Writes the section, where there are classes.
   *
   * @param rows which rows the metrics are of, such as {@code test}
   */
  public static void write(
      Markup page, List<String> classes, Map<String, Object> metrics, String rows) {
    page.line().open("section").leaf("h2", "Confusion of classes, %s rows".formatted(rows));
    double[][] counts = counts(metrics.get("confusion_matrix"), classes.size());
    if (counts == null) {
      recalls(page, metrics);
    } else {
      if (classes.size() <= MOST_CLASSES) {
        page.line().open("div", "class", "scroll");
        new HeatMap(classes, counts).draw(page);
        page.close();
      }
      if (classes.size() <= MOST_CLASSES) {
        page.leaf("h3", "Each class");
        table(page, classes, metrics);
      }
      if (classes.size() >= MANY_CLASSES) {
        pairs(page, classes, counts);
      }
    }
    page.close();
  }

  private static double[][] counts(Object matrix, int classes) {
    if (!(matrix instanceof List<?> rows) || rows.size() != classes) {
      return null;
    }
    double[][] counts = new double[classes][classes];
    for (int i = 0; i < classes; i++) {
      if (rows.get(i) instanceof List<?> row && row.size() == classes) {
        for (int j = 0; j < classes; j++) {
          counts[i][j] = row.get(j) instanceof Number count ? count.doubleValue() : 0;
        }
      }
    }
    return counts;
  }

  private static void pairs(Markup page, List<String> classes, double[][] counts) {
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < counts.length; i++) {
      double total = 0;
      for (double count : counts[i]) {
        total += count;
      }
      for (int j = 0; j < counts.length; j++) {
        if (i != j && counts[i][j] > 0) {
          pairs.add(new Pair(i, j, counts[i][j], counts[i][j] / total));
        }
      }
    }
    pairs.sort(Comparator.comparingDouble(Pair::count).reversed());
    if (pairs.isEmpty()) {
      page.leaf("p", "No row was given a wrong class.");
      return;
    }
    page.leaf("h3", "Most often confused");
    Tables.open(page, "actual", "predicted", "rows", "of the actual class");
    for (Pair pair : pairs.subList(0, Math.min(MOST_PAIRS, pairs.size()))) {
      Tables.row(
          page,
          classes.get(pair.actual()),
          classes.get(pair.predicted()),
          Figures.brief(pair.count()),
          Figures.percent(pair.share(), 1));
    }
    Tables.close(page);
  }

  /** How each class did, in the order of the classes. */
  private static void table(Markup page, List<String> classes, Map<String, Object> metrics) {
    if (!(metrics.get("per_class") instanceof Map<?, ?> scores)) {
      return;
    }
    openScores(page);
    classes.forEach(name -> scores(page, name, scores.get(name)));
    Tables.close(page);
  }

  private static void openScores(Markup page) {
    Tables.open(page, "class", "rows", "recall", "precision", "F1");
  }

  private static void scores(Markup page, String name, Object scores) {
    Tables.row(
        page,
        name,
        Figures.brief(number(scores, "rows")),
        Figures.percent(number(scores, "recall"), 1),
        Figures.percent(number(scores, "precision"), 1),
        Figures.percent(number(scores, "f1"), 1));
  }

  /** Of very many classes there is no matrix, only how each of them did. */
  private static void recalls(Markup page, Map<String, Object> metrics) {
    if (!(metrics.get("per_class") instanceof Map<?, ?> classes)) {
      return;
    }
    page.leaf("h3", "Classes found least often");
    openScores(page);
    classes.entrySet().stream()
        .filter(entry -> number(entry.getValue(), "rows") > 0)
        .sorted(Comparator.comparingDouble(entry -> number(entry.getValue(), "recall")))
        .limit(MOST_PAIRS)
        .forEach(entry -> scores(page, String.valueOf(entry.getKey()), entry.getValue()));
    Tables.close(page);
  }

  private static double number(Object scores, String name) {
    return scores instanceof Map<?, ?> map && map.get(name) instanceof Number value
        ? value.doubleValue()
        : Double.NaN;
  }
}
