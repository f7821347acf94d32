package io.rappel.jobs.report;

import io.rappel.jobs.report.chart.IntervalChart;
import io.rappel.jobs.report.chart.LineChart;
import io.rappel.jobs.report.chart.Series;
import io.rappel.jobs.report.page.Figures;
import io.rappel.jobs.report.page.Markup;
import io.rappel.jobs.report.page.PageHead;
import io.rappel.jobs.report.page.Tables;
import io.rappel.jobs.report.section.GateSection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The page of a registry's history: one file of HTML that needs nothing else. */
public final class RegistryPage {

  private static final int MOST_INTERVALS = 40;
  private static final int SHORT_VERSION = 12;

  /**
   * A record of the registry's log.
   *
   * @param kind promoted, rejected, rolled-back or accepted
   * @param version that it is about
   * @param previous the champion before it; null: there was none
   * @param logicalDate of the run; null: there is none
   * @param when it was written
   * @param metric of the scores; null: there are none
   * @param challenger its score; null: there is none
   * @param champion the champion's score on the same rows; null: there is none
   * @param change of the loss against the champion's; null: there is none
   * @param low lower end of its interval
   * @param high upper end of its interval
   */
  public record Entry(
      long number,
      String kind,
      String version,
      String previous,
      String logicalDate,
      String when,
      String who,
      String why,
      String metric,
      Double challenger,
      Double champion,
      Double change,
      Double low,
      Double high) {}

  private RegistryPage() {}

  /**
   * The page.
   *
   * @param registry its name or path
   * @param champion version in force; null: there is none yet
   * @param margin of the gate, for the chart
   * @param entries the oldest first
   */
  public static String of(String registry, String champion, double margin, List<Entry> entries) {
    Markup page = new Markup();
    PageHead.open(page, "Rappel: " + registry, "Rappel, history of a model registry", registry);
    page.leaf(
        "p",
        champion == null
            ? "There is no champion yet."
            : "The champion is version %s.".formatted(cut(champion)),
        "class",
        "network");
    page.close();
    tiles(page, entries);
    charts(page, margin, entries);
    page.line().open("section").leaf("h2", "Records, the newest first");
    Tables.open(
        page,
        "",
        "kind",
        "logical date",
        "version",
        "before",
        "score",
        "champion’s",
        "change of loss",
        "when",
        "who",
        "why");
    List<Entry> newest = new ArrayList<>(entries);
    Collections.reverse(newest);
    newest.forEach(entry -> row(page, entry));
    Tables.close(page);
    page.close();
    return PageHead.close(page);
  }

  private static void tiles(Markup page, List<Entry> entries) {
    Map<String, Integer> counts = new TreeMap<>();
    entries.forEach(entry -> counts.merge(entry.kind(), 1, Integer::sum));
    page.line().open("div", "class", "tiles");
    counts.forEach(
        (kind, count) ->
            page.open("div").leaf("strong", Figures.metric(count)).leaf("span", kind).close());
    page.close();
  }

  private static void charts(Markup page, double margin, List<Entry> entries) {
    List<Entry> scored = entries.stream().filter(entry -> entry.challenger() != null).toList();
    if (scored.isEmpty()) {
      return;
    }
    String metric = Figures.name(String.valueOf(scored.get(scored.size() - 1).metric()));
    List<Entry> alike =
        scored.stream()
            .filter(entry -> metric.equals(Figures.name(String.valueOf(entry.metric()))))
            .toList();
    page.line().open("section").leaf("h2", "Scores").open("div", "class", "charts");
    LineChart chart = new LineChart(metric, "record").note("each pair on the rows of its run");
    chart.add(
        Series.of(
            "challenger", Series.FIRST, alike, Entry::number, entry -> number(entry.challenger())));
    chart.add(
        Series.of(
            "champion", Series.SECOND, alike, Entry::number, entry -> number(entry.champion())));
    chart.draw(page);
    page.close();
    List<Entry> compared = scored.stream().filter(entry -> entry.change() != null).toList();
    IntervalChart intervals = new IntervalChart("Challengers compared with champions", margin);
    compared
        .subList(Math.max(0, compared.size() - MOST_INTERVALS), compared.size())
        .forEach(
            entry ->
                intervals.add(
                    "%d %s".formatted(entry.number(), text(entry.logicalDate())),
                    number(entry.low()),
                    number(entry.change()),
                    number(entry.high()),
                    entry.kind().equals("rejected")));
    intervals.draw(page);
    page.close();
  }

  private static double number(Double value) {
    return value == null ? Double.NaN : value;
  }

  private static void row(Markup page, Entry entry) {
    Tables.row(
        page,
        Long.toString(entry.number()),
        entry.kind(),
        text(entry.logicalDate()),
        cut(entry.version()),
        cut(entry.previous()),
        Figures.score(entry.challenger()),
        Figures.score(entry.champion()),
        entry.change() == null ? "–" : GateSection.signed(entry.change()),
        text(entry.when()),
        text(entry.who()),
        text(entry.why()));
  }

  private static String text(String value) {
    return value == null ? "–" : value;
  }

  private static String cut(String version) {
    return version == null ? "–" : version.substring(0, Math.min(SHORT_VERSION, version.length()));
  }
}
