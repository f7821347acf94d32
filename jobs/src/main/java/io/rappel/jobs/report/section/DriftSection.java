package io.rappel.jobs.report.section;

import io.rappel.jobs.report.chart.SharesChart;
import io.rappel.jobs.report.page.Figures;
import io.rappel.jobs.report.page.Markup;
import io.rappel.jobs.report.page.Tables;
import io.rappel.trainer.drift.report.ColumnDrift;
import io.rappel.trainer.drift.report.DriftReport;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What the rows are, compared with the champion's. */
public final class DriftSection {

  private static final int MOST_CHARTS = 12;
  private static final int MOST_ROWS = 100;

  private DriftSection() {}

  public static void write(Markup page, DriftReport drift) {
    page.line().open("section").leaf("h2", "The data, compared with the champion’s");
    page.leaf(
        "p",
        "%s rows; the champion had %s."
            .formatted(Figures.metric(drift.rowsNow()), Figures.metric(drift.rowsBefore())));
    if (drift.findings().isEmpty()) {
      page.leaf("p", "Nothing has changed that is worth telling.");
    } else {
      page.line().open("ul", "class", "notes");
      drift
          .findings()
          .forEach(finding -> page.leaf("li", finding.severity() + ": " + finding.sentence()));
      page.close();
    }
    List<ColumnDrift> all = new ArrayList<>(drift.predictions());
    all.addAll(drift.labels());
    List<ColumnDrift> features = new ArrayList<>(drift.features());
    features.sort(
        Comparator.comparingDouble((ColumnDrift column) -> column.psi() == null ? -1 : column.psi())
            .reversed());
    all.addAll(features);
    page.line().open("div", "class", "charts even");
    all.stream().limit(MOST_CHARTS).forEach(column -> SharesChart.draw(page, column));
    page.close();
    Tables.open(page, "", "stability index", "missing before", "missing now");
    all.stream().limit(MOST_ROWS).forEach(column -> row(page, column));
    Tables.close(page);
    if (all.size() > MOST_ROWS) {
      page.leaf("p", "The %d columns that moved most are shown.".formatted(MOST_ROWS));
    }
    page.close();
  }

  private static void row(Markup page, ColumnDrift column) {
    Tables.row(
        page,
        column.name(),
        Figures.score(column.psi()),
        Figures.percent(column.missingBefore(), 1),
        Figures.percent(column.missingNow(), 1));
  }
}
