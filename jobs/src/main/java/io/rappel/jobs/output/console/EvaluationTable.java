package io.rappel.jobs.output.console;

import io.rappel.jobs.text.Amounts;
import io.rappel.jobs.text.Printable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * The metrics of an evaluation for people. Classes that there is no room for are counted together;
 * those with the most rows are shown.
 */
public final class EvaluationTable {

  private static final int MOST_LINES = 20;
  private static final int LONGEST_NAME = 24;
  private static final String OTHERS = "(others)";
  private static final String CORNER = "actual";

  private final Map<String, Object> metrics;
  private final int width;

  private EvaluationTable(Map<String, Object> metrics, int width) {
    this.metrics = metrics;
    this.width = width;
  }

  /**
   * Lines of numbers by name, then what there is about each class or output, then which classes
   * were taken for which.
   *
   * @param metrics as {@code evaluate} gives them
   * @param width characters of a line
   */
  public static String of(Map<String, Object> metrics, int width) {
    EvaluationTable table = new EvaluationTable(metrics, width);
    return table.numbers()
        + table.each("class", metrics.get("per_class"))
        + table.each("output", metrics.get("per_output"))
        + table.confusion()
        + table.importance();
  }

  private String numbers() {
    List<List<String>> lines = new ArrayList<>();
    metrics.forEach(
        (name, value) -> {
          if (value == null || value instanceof Number) {
            lines.add(List.of(name, value == null ? "undefined" : TextTable.cell(value)));
          }
        });
    return TextTable.aligned(lines);
  }

  /** A line for each class or output. */
  private String each(String head, Object scores) {
    if (!(scores instanceof Map<?, ?> all) || all.isEmpty()) {
      return "";
    }
    List<?> names = List.copyOf(all.keySet());
    List<List<String>> lines = new ArrayList<>();
    for (int index : largest(MOST_LINES)) {
      Map<?, ?> line = (Map<?, ?>) all.get(names.get(index));
      if (lines.isEmpty()) {
        lines.add(line(head, line.keySet().stream().map(Object::toString).toList()));
      }
      lines.add(line(name(names.get(index)), line.values().stream().map(TextTable::cell).toList()));
    }
    int left = names.size() - (lines.size() - 1);
    return "\n"
        + TextTable.aligned(lines)
        + (left == 0 ? "" : "and %,d more, which --json has\n".formatted(left));
  }

  /** Places of the classes with the most rows, or of the first outputs, ascending. */
  private List<Integer> largest(int most) {
    if (!(metrics.get("per_class") instanceof Map<?, ?> classes)) {
      int outputs = ((Map<?, ?>) metrics.get("per_output")).size();
      return IntStream.range(0, Math.min(most, outputs)).boxed().toList();
    }
    List<Long> rows =
        classes.values().stream()
            .map(c -> ((Number) ((Map<?, ?>) c).get("rows")).longValue())
            .toList();
    return List.copyOf(
        new TreeSet<>(
            IntStream.range(0, rows.size())
                .boxed()
                .sorted(Comparator.comparing(rows::get).reversed())
                .limit(most)
                .toList()));
  }

  private String confusion() {
    if (!(metrics.get("confusion_matrix") instanceof List<?> matrix)) {
      return "";
    }
    List<String> names =
        ((Map<?, ?>) metrics.get("per_class"))
            .keySet().stream().map(EvaluationTable::name).toList();
    int most = matrix.size();
    String drawn = confusion(matrix, names, most);
    while (widest(drawn) > width && most > 1) {
      most--;
      drawn = confusion(matrix, names, most);
    }
    return "\nrows by their class, and columns by what was predicted\n" + drawn;
  }

  /** The most important columns. */
  private String importance() {
    if (!(metrics.get("importance") instanceof Map<?, ?> importance)
        || !(importance.get("columns") instanceof Map<?, ?> columns)) {
      return "";
    }
    List<List<String>> lines = new ArrayList<>();
    lines.add(List.of("column", "growth of " + importance.get("metric"), "deviation"));
    columns.entrySet().stream()
        .limit(MOST_LINES)
        .forEach(
            entry -> {
              Map<?, ?> numbers = (Map<?, ?>) entry.getValue();
              lines.add(
                  List.of(
                      name(entry.getKey()),
                      TextTable.cell(numbers.get("growth")),
                      TextTable.cell(numbers.get("deviation"))));
            });
    int left = columns.size() - (lines.size() - 1);
    return "\n%d rows, each column permuted %s times\n"
            .formatted(importance.get("rows"), importance.get("repetitions"))
        + TextTable.aligned(lines)
        + (left == 0 ? "" : "and %,d more, which --json has\n".formatted(left));
  }

  private static int widest(String lines) {
    return lines.lines().mapToInt(String::length).max().orElse(0);
  }

  /** The matrix of some classes, and all others as one. */
  private String confusion(List<?> matrix, List<String> names, int most) {
    List<Integer> shown = largest(Math.min(most, MOST_LINES));
    boolean others = shown.size() < names.size();
    double[][] sums = new double[shown.size() + 1][shown.size() + 1];
    for (int i = 0; i < names.size(); i++) {
      List<?> row = (List<?>) matrix.get(i);
      for (int j = 0; j < names.size(); j++) {
        sums[place(shown, i)][place(shown, j)] +=
            row.get(j) instanceof Number weight ? weight.doubleValue() : 0;
      }
    }
    List<String> heads = new ArrayList<>(shown.stream().map(names::get).toList());
    if (others) {
      heads.add(OTHERS);
    }
    List<List<String>> lines = new ArrayList<>(List.of(line(CORNER, heads)));
    for (int i = 0; i < heads.size(); i++) {
      double[] row = sums[i];
      lines.add(
          line(
              heads.get(i),
              IntStream.range(0, heads.size()).mapToObj(j -> weight(row[j])).toList()));
    }
    return TextTable.aligned(lines);
  }

  private static int place(List<Integer> shown, int index) {
    int place = shown.indexOf(index);
    return place < 0 ? shown.size() : place;
  }

  private static String weight(double weight) {
    return weight == Math.rint(weight) ? Amounts.count((long) weight) : Amounts.metric(weight);
  }

  private static List<String> line(String name, List<String> cells) {
    List<String> line = new ArrayList<>(List.of(name));
    line.addAll(cells);
    return line;
  }

  private static String name(Object text) {
    String name = Printable.line(text.toString());
    return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME - 1) + "…";
  }
}
