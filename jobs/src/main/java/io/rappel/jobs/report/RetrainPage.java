package io.rappel.jobs.report;

import io.rappel.jobs.report.page.Figures;
import io.rappel.jobs.report.page.Markup;
import io.rappel.jobs.report.page.PageHead;
import io.rappel.jobs.report.page.Tables;
import io.rappel.jobs.report.section.DriftSection;
import io.rappel.jobs.report.section.GateSection;
import io.rappel.jobs.report.section.LayerSection;
import io.rappel.jobs.report.section.LearningSection;
import io.rappel.jobs.report.section.RunLog;
import io.rappel.trainer.drift.report.DriftReport;
import io.rappel.trainer.gate.Comparison;
import io.rappel.trainer.gate.GateDecision;
import io.rappel.trainer.network.Network;
import java.util.Map;

/**
 * The page of a retraining run: one file of HTML that needs nothing else.
 *
 * @param outcome in a word or two, such as {@code promoted}, {@code rejected}, {@code accepted}
 * @param subject what was trained, such as {@code classification of late, logical date 2026-11-01}
 * @param decision of the gate
 * @param drift what has changed in the data; null: there was no champion
 * @param log what happened in the training; null: there was none, as in a replay
 * @param network that was trained; null where there is no log
 * @param facts ids, versions and dates of the run
 * @param settings effective options, without secrets
 */
public record RetrainPage(
    String outcome,
    String subject,
    GateDecision decision,
    DriftReport drift,
    RunLog log,
    Network network,
    Map<String, Object> facts,
    Map<String, Object> settings) {

  /** A page is written once; champions change, by hand too. */
  private static final String SINCE =
      "This is the decision as it was made. What became of the version since, such as a promotion by"
          + " hand or a rollback, stands in history.html of the registry.";

  /** The page. */
  public static String of(RetrainPage contents) {
    return contents.page();
  }

  private String page() {
    Markup page = new Markup();
    String heading =
        Character.toUpperCase(outcome.charAt(0)) + outcome.substring(1) + ": " + subject;
    PageHead.open(page, "Rappel: " + heading, "Rappel, report of a retraining run", heading);
    page.close();
    tiles(page);
    page.leaf(
        "p",
        sentence(decision.reason()),
        "class",
        decision.accepted() ? "outcome" : "outcome failed");
    decision.reasons().stream().skip(1).forEach(reason -> page.leaf("p", sentence(reason)));
    page.leaf("p", SINCE);
    GateSection.write(page, decision);
    if (log != null && log.description() != null) {
      LearningSection.write(page, log);
      LayerSection.write(page, log, network);
    }
    if (drift != null) {
      DriftSection.write(page, drift);
    }
    page.line().open("section").leaf("h2", "Settings");
    Tables.pairs(page, settings);
    page.close().line().open("section").leaf("h2", "Provenance");
    Tables.pairs(page, facts);
    page.close();
    return PageHead.close(page);
  }

  private static String sentence(String reason) {
    return Character.toUpperCase(reason.charAt(0)) + reason.substring(1) + ".";
  }

  private void tiles(Markup page) {
    Comparison champion = decision.champion();
    Comparison any = champion == null ? decision.skill() : champion;
    if (any == null) {
      return;
    }
    String metric = Figures.name(decision.settings().metric().toString());
    page.line().open("div", "class", "tiles");
    tile(page, Figures.score(any.challenger()), metric + ", challenger");
    if (champion == null) {
      tile(page, Figures.score(any.other()), metric + ", the same prediction for every row");
    } else {
      tile(page, Figures.score(any.other()), metric + ", champion");
      tile(
          page,
          GateSection.signed(any.change()),
          "change of the loss, %s to %s"
              .formatted(GateSection.signed(any.low()), GateSection.signed(any.high())));
    }
    tile(page, Figures.metric(any.rows()), "rows that neither was trained on");
    page.close();
  }

  private static void tile(Markup page, String number, String words) {
    page.open("div").leaf("strong", number).leaf("span", words).close();
  }
}
