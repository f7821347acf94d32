package io.rappel.trainer.drift.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What has changed since the champion was made.
 *
 * @param rowsBefore rows of the champion's run
 * @param rowsNow rows of this run
 * @param findings the worst first
 * @param features each column then and now
 * @param labels each label then and now
 * @param predictions the champion's predictions of its own rows and of these
 */
public record DriftReport(
    long rowsBefore,
    long rowsNow,
    List<DataFinding> findings,
    List<ColumnDrift> features,
    List<ColumnDrift> labels,
    List<ColumnDrift> predictions) {

  public DriftReport {
    List<DataFinding> sorted = new ArrayList<>(findings);
    sorted.sort((a, b) -> b.severity().compareTo(a.severity()));
    findings = List.copyOf(sorted);
    features = List.copyOf(features);
    labels = List.copyOf(labels);
    predictions = List.copyOf(predictions);
  }

  /** The same with findings more, such as those of the schema. */
  public DriftReport with(List<DataFinding> more) {
    List<DataFinding> all = new ArrayList<>(more);
    all.addAll(findings);
    return new DriftReport(rowsBefore, rowsNow, all, features, labels, predictions);
  }

  /** The findings of a severity. */
  public List<DataFinding> of(Severity severity) {
    return findings.stream().filter(finding -> finding.severity() == severity).toList();
  }

  /** Whether training on these rows would be wrong. */
  public boolean hasErrors() {
    return !of(Severity.ERROR).isEmpty();
  }

  /** Whether the rows are so different that the champion is no good beginning. */
  public boolean acts() {
    return !of(Severity.ACTS).isEmpty();
  }

  /** As a JSON object. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("rows_before", rowsBefore);
    map.put("rows_now", rowsNow);
    map.put("findings", findings.stream().map(DataFinding::toMap).toList());
    map.put("features", features.stream().map(ColumnDrift::toMap).toList());
    map.put("labels", labels.stream().map(ColumnDrift::toMap).toList());
    map.put("predictions", predictions.stream().map(ColumnDrift::toMap).toList());
    return map;
  }
}
