package io.rappel.jobs.report.page;

import io.rappel.jobs.text.Amounts;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The tables of a page. */
public final class Tables {

  private Tables() {}

  /** Opens a table with a head. */
  public static void open(Markup page, String... head) {
    page.line().open("div", "class", "scroll").open("table").open("thead").open("tr");
    Arrays.stream(head).forEach(name -> page.leaf("th", name, "scope", "col"));
    page.close().close().open("tbody");
  }

  /** A row, whose first cell says what it is about. */
  public static void row(Markup page, String about, String... cells) {
    page.line().open("tr").leaf("th", about, "scope", "row");
    Arrays.stream(cells).forEach(cell -> page.leaf("td", cell));
    page.close();
  }

  public static void close(Markup page) {
    page.close().close().close();
  }

  /** A table of the plain numbers among the metrics of several sets of rows. */
  public static void metrics(Markup page, Map<String, Map<String, Object>> sets) {
    List<String> names = Amounts.names(sets.values());
    String[] head = names.stream().map(Figures::name).toArray(String[]::new);
    String[] all = new String[head.length + 1];
    all[0] = "";
    System.arraycopy(head, 0, all, 1, head.length);
    open(page, all);
    sets.forEach(
        (set, metrics) ->
            row(
                page,
                set,
                names.stream()
                    .map(name -> Figures.metric(metrics.get(name)))
                    .toArray(String[]::new)));
    close(page);
  }

  /** Names and values side by side; maps within are taken apart. */
  public static void pairs(Markup page, Map<String, Object> entries) {
    page.line().open("dl");
    flat("", entries)
        .forEach(
            (name, value) ->
                page.line().open("div").leaf("dt", name).leaf("dd", Figures.value(value)).close());
    page.close();
  }

  private static Map<String, Object> flat(String prefix, Map<?, ?> entries) {
    Map<String, Object> flat = new LinkedHashMap<>();
    entries.forEach(
        (key, value) -> {
          String name = prefix + key.toString().replace('_', ' ');
          if (value instanceof Map<?, ?> inner) {
            flat.putAll(flat(name + " ", inner));
          } else {
            flat.put(name, value);
          }
        });
    return flat;
  }
}
