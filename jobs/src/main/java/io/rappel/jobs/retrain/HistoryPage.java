package io.rappel.jobs.retrain;

import io.rappel.jobs.registry.Registry;
import io.rappel.jobs.registry.log.LogRecord;
import io.rappel.jobs.registry.log.LogRecord.Fields;
import io.rappel.jobs.registry.log.LogState;
import io.rappel.jobs.report.RegistryPage;
import io.rappel.jobs.report.RegistryPage.Entry;
import java.util.List;
import java.util.Map;

/** The page of a registry's history, from its records. */
final class HistoryPage {

  private HistoryPage() {}

  /**
   * The page.
   *
   * @param margin of the gate, for its chart
   */
  static String of(Registry registry, LogState state, double margin) {
    List<Entry> entries = state.records().stream().map(HistoryPage::entry).toList();
    return RegistryPage.of(registry.toString(), state.champion().orElse(null), margin, entries);
  }

  private static Entry entry(LogRecord record) {
    Map<?, ?> challenger = map(record.fields().get(Fields.CHALLENGER));
    Map<?, ?> champion = map(record.fields().get(Fields.CHAMPION));
    Map<?, ?> compared = map(map(record.fields().get(RetrainRecord.GATE)).get("champion"));
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
