package io.rappel.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.rappel.jobs.report.section.RunLog;
import io.rappel.trainer.drift.report.ColumnDrift;
import io.rappel.trainer.drift.report.DataFinding;
import io.rappel.trainer.drift.report.DriftReport;
import io.rappel.trainer.drift.report.Severity;
import io.rappel.trainer.gate.Gate;
import io.rappel.trainer.gate.GateDecision;
import io.rappel.trainer.gate.GateSettings;
import io.rappel.trainer.gate.metric.GateMetric;
import io.rappel.trainer.gate.metric.GateRows;
import io.rappel.trainer.gate.metric.TrivialPrediction;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

/** Pages of retraining. */
class RetrainPageTest {

  private static final GateSettings SETTINGS = GateSettings.of(GateMetric.MAE);

  private static GateDecision decision(double times, boolean withChampion) {
    GateRows rows = new GateRows(GateMetric.MAE, TrivialPrediction.ofValues(new double[] {3}));
    Random random = new Random(4);
    for (int i = 0; i < 800; i++) {
      double champion = 0.5 + random.nextDouble();
      double challenger = champion * times * (1 + 0.05 * random.nextGaussian());
      String slice = i % 2 == 0 ? Samples.HOSTILE : "south";
      rows.add(
          i,
          1,
          slice,
          new double[1],
          new double[] {challenger},
          withChampion ? new double[] {champion} : null);
    }
    return Gate.decide(rows, SETTINGS, 1);
  }

  private static DriftReport drift() {
    ColumnDrift age =
        new ColumnDrift(
            "age",
            0.312,
            0,
            0.12,
            List.of(
                new ColumnDrift.Group("below 20", 0.4, 0.2),
                new ColumnDrift.Group("20 and above", 0.6, 0.68),
                new ColumnDrift.Group("missing", 0, 0.12)));
    ColumnDrift colour =
        new ColumnDrift(
            Samples.HOSTILE, null, 0, 0, List.of(new ColumnDrift.Group(Samples.HOSTILE, 1, 1)));
    return new DriftReport(
        1000,
        1200,
        List.of(
            new DataFinding(Severity.TOLD, "missing", "age", "12 % of column 'age' are missing"),
            new DataFinding(Severity.ACTS, "drift", "age", "column 'age' has moved")),
        List.of(colour, age),
        List.of(),
        List.of());
  }

  private static String page(GateDecision decision, DriftReport drift) {
    RunLog log = new RunLog();
    log.started(Samples.description());
    for (int i = 1; i <= 9; i++) {
      List<Double> numbers = List.of(0.5, 0.4);
      log.stepped(Samples.step(i, i, 1.0 / i, numbers));
      log.epochEnded(Samples.epoch(i, 1.0 / i, 1.1 / i, numbers, numbers));
    }
    return RetrainPage.of(
        new RetrainPage(
            decision.accepted() ? "promoted" : "rejected",
            "regression of " + Samples.HOSTILE,
            decision,
            drift,
            log,
            Samples.network(2, 4),
            Map.of("version", "abc123"),
            Map.of("label", "y")));
  }

  @Test
  void tellsWhatWasComparedAndWhatHasMoved() {
    Document page = Pages.parse(page(decision(1, true), drift()));

    assertThat(Pages.texts(page, "h1"))
        .containsExactly("Promoted: regression of " + Samples.HOSTILE);
    assertThat(Pages.texts(page, "h2"))
        .containsExactly(
            "Challenger against champion",
            "Learning curves",
            "Layers",
            "The data, compared with the champion’s",
            "Settings",
            "Provenance");
    assertThat(Pages.texts(page, "p"))
        .anyMatch(text -> text.startsWith("The challenger's mae is") && text.endsWith("2 %."));
    assertThat(Pages.texts(page, "th"))
        .contains("champion", "champion, where it is south", "age", "stability index");
    assertThat(Pages.texts(page, "li"))
        .contains("acts: column 'age' has moved", "told: 12 % of column 'age' are missing");
    assertThat(Pages.texts(page, "td")).contains("0.3120", "12.0 %", "–");
    assertThat(Pages.texts(page, "dd")).containsExactly("y", "abc123");
  }

  @Test
  void rejectionsStandOut() {
    Document page = Pages.parse(page(decision(1.2, true), null));

    assertThat(Pages.texts(page, "h1").get(0)).startsWith("Rejected: ");
    assertThat(Pages.attributes(page, "p", "class")).contains("outcome failed");
    assertThat(Pages.texts(page, "h2")).doesNotContain("The data, compared with the champion’s");
  }

  @Test
  void theFirstModelIsComparedWithTheTrivialPrediction() {
    Document page = Pages.parse(page(decision(1, false), null));

    assertThat(Pages.texts(page, "span"))
        .contains("MAE, challenger", "MAE, the same prediction for every row")
        .doesNotContain("MAE, champion");
  }

  @Test
  void onTooFewRowsThereIsNothingToDraw() {
    GateRows none = new GateRows(GateMetric.MAE, TrivialPrediction.ofValues(new double[] {3}));
    Document page = Pages.parse(page(Gate.decide(none, SETTINGS, 1), null));

    assertThat(Pages.texts(page, "p")).anyMatch(text -> text.contains("only 0 rows"));
    assertThat(Pages.texts(page, "h2")).doesNotContain("Challenger against champion");
  }

  private static RegistryPage.Entry entry(long number, String kind, Double challenger) {
    Double champion = challenger == null || number == 1 ? null : challenger * 1.02;
    return new RegistryPage.Entry(
        number,
        kind,
        "0123456789abcdef" + number,
        number == 1 ? null : "fedcba9876543210",
        "2026-11-%02d".formatted(number),
        "2026-11-%02dT04:20:00Z".formatted(number),
        Samples.HOSTILE,
        "why " + number,
        challenger == null ? null : "log-loss",
        challenger,
        champion,
        champion == null ? null : -0.02 + 0.01 * number,
        champion == null ? null : -0.05 + 0.01 * number,
        champion == null ? null : 0.01 + 0.01 * number);
  }

  private static String history() {
    return RegistryPage.of(
        "models/<flights>",
        "0123456789abcdef1",
        0.02,
        List.of(
            entry(1, "promoted", 0.4),
            entry(2, "promoted", 0.39),
            entry(3, "rejected", 0.5),
            entry(4, "rolled-back", null),
            entry(5, "promoted", 0.38)));
  }

  @Test
  void theHistoryOfARegistry() {
    Document page = Pages.parse(history());

    assertThat(Pages.texts(page, "h1")).containsExactly("models/<flights>");
    assertThat(Pages.texts(page, "p")).contains("The champion is version 0123456789ab.");
    assertThat(Pages.texts(page, "strong")).startsWith("3", "1", "1");
    assertThat(Pages.texts(page, "td")).contains("why 3", "rolled-back", "+1.00 %");
    assertThat(Pages.elements(page, "tr")).hasSize(6);
    assertThat(Pages.texts(page, "text")).contains("3 2026-11-03");
  }

  @Test
  void anEmptyRegistryHasAPage() {
    Document page = Pages.parse(RegistryPage.of("models", null, 0.02, List.of()));

    assertThat(Pages.texts(page, "p")).contains("There is no champion yet.");
  }

  @Test
  void textIsNeverMarkup() {
    for (String page : List.of(page(decision(1, true), drift()), history())) {
      assertThat(page.toLowerCase(Locale.ROOT)).doesNotContain("<script");
    }
  }
}
