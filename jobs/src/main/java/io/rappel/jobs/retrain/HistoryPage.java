package io.rappel.jobs.retrain;

import io.rappel.jobs.registry.Registry;
import io.rappel.jobs.registry.log.LogRecord;
import io.rappel.jobs.registry.log.LogRecord.Fields;
import io.rappel.jobs.registry.log.LogState;
import io.rappel.jobs.report.RegistryPage;
import io.rappel.jobs.report.RegistryPage.Entry;
import io.rappel.trainer.gate.GateSettings;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The page of a registry's history, from its records. */
public final class HistoryPage {

  private HistoryPage() {}

  /** Leaves the page in the registry, in place of the one before. */
  public static void write(Registry registry, LogState state) throws IOException {
    List<Entry> entries = state.records().stream().map(HistoryPage::entry).toList();
    registry.describe(
        RegistryPage.of(
            registry.toString(), state.champion().orElse(null), margin(state), entries));
  }

  /** That of the last run's gate, which the chart shows. */
  private static double margin(LogState state) {
    return state.records().stream()
        .map(record -> number(map(gate(record).get("settings")).get("margin")))
        .filter(Objects::nonNull)
        .reduce((first, second) -> second)
        .orElse(GateSettings.MARGIN);
  }

  private static Map<?, ?> gate(LogRecord record) {
    return map(record.fields().get(RetrainRecord.GATE));
  }

  private static Entry entry(LogRecord record) {
    Map<?, ?> challenger = map(record.fields().get(Fields.CHALLENGER));
    Map<?, ?> champion = map(record.fields().get(Fields.CHAMPION));
    Map<?, ?> compared = map(gate(record).get("champion"));
    return new Entry(
        record.number(),
        record.kind().toString(),
        record.version(),
        record.previous(),
        record.logicalDate() == null ? null : record.logicalDate().toString(),
        record.when().toString(),
        text(record.fields().get(Fields.WHO)),
        record.why(),
        text(challenger.get("metric")),
        number(challenger.get("score")),
        number(champion.get("score")),
        number(compared.get("change")),
        number(compared.get("low")),
        number(compared.get("high")));
  }

  private static Map<?, ?> map(Object value) {
    return value instanceof Map<?, ?> map ? map : Map.of();
  }

  private static String text(Object value) {
    return value == null ? null : value.toString();
  }

  private static Double number(Object value) {
    return value instanceof Number number ? (Double) number.doubleValue() : null;
  }
}
