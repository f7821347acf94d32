package io.rappel.jobs.retrain;

import io.rappel.jobs.output.RunMetrics;
import io.rappel.jobs.output.files.HadoopPaths;
import io.rappel.jobs.registry.log.LogRecord;
import io.rappel.jobs.registry.log.LogRecord.Fields;
import io.rappel.jobs.registry.log.LogState;
import io.rappel.jobs.registry.log.RecordKind;
import io.rappel.jobs.registry.log.Records;
import io.rappel.jobs.watch.RunWatch;
import io.rappel.trainer.drift.report.DriftReport;
import io.rappel.trainer.gate.Comparison;
import io.rappel.trainer.gate.GateDecision;
import io.rappel.trainer.spark.gate.GateSurvey;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.Path;

/**
 * What a registry's log keeps of a run.
 *
 * @param manual whether somebody has to promote what is accepted
 * @param options effective ones, as the user gave them
 */
record RetrainRecord(String run, LocalDate date, boolean manual, Map<String, Object> options) {

  /** The field of the gate's decision. */
  static final String GATE = "gate";

  private static final String METRIC = "metric";
  private static final String SCORE = "score";

  /**
   * The record's content.
   *
   * @param drift null: nothing was compared
   */
  Map<String, Object> fields(
      LogState state,
      String version,
      GateDecision decision,
      DriftReport drift,
      RunMetrics metrics,
      Map<String, Object> data,
      GateSurvey survey,
      String start) {
    Optional<LocalDate> newest = newerChampion(state);
    boolean accepted = decision.accepted() && newest.isEmpty();
    RecordKind kind =
        !accepted ? RecordKind.REJECTED : manual ? RecordKind.ACCEPTED : RecordKind.PROMOTED;
    String champion = state.champion().orElse(null);
    String why =
        newest
            .map(day -> "it stands for %s, and the champion for %s".formatted(date, day))
            .orElseGet(
                () ->
                    accepted && version.equals(champion)
                        ? "it is the champion, trained once more; " + decision.reason()
                        : decision.reason());
    Map<String, Object> fields = Records.of(kind, version, champion, why);
    fields.put(Fields.LOGICAL_DATE, date.toString());
    fields.put(Fields.RUN, run);
    fields.put(Fields.CHALLENGER, challenger(version, decision, metrics));
    fields.put(Fields.CHAMPION, champion(champion, decision));
    fields.put(GATE, decision.toMap());
    fields.put("checks", drift == null ? null : drift.toMap());
    fields.put("start_from", start.isEmpty() ? null : start);
    fields.put(Records.OPTIONS, options);
    Map<String, Object> manifest = new LinkedHashMap<>(data);
    manifest.put("gate_rows", survey.judging());
    manifest.put("rows", survey.others());
    manifest.put("gate_fingerprint", survey.fingerprint());
    fields.put("data", manifest);
    return fields;
  }

  /**
   * Tells one who watches what has become of the run's model.
   *
   * @param model where it is
   */
  static void tell(LogRecord record, Path model, RunWatch told) {
    Map<String, Double> scores = new LinkedHashMap<>();
    for (String contestant : List.of(Fields.CHALLENGER, Fields.CHAMPION)) {
      if (record.fields().get(contestant) instanceof Map<?, ?> fields
          && fields.get(SCORE) instanceof Number score) {
        String metric = String.valueOf(fields.get(METRIC)).replace('-', '_');
        scores.put("%s/%s/%s".formatted(GATE, contestant, metric), score.doubleValue());
      }
    }
    Map<String, String> tags = new LinkedHashMap<>();
    tags.put("rappel.decision", record.kind().toString());
    tags.put("rappel.decided_because", record.why());
    tags.put("rappel.record", Long.toString(record.number()));
    tags.put("rappel.model_version", record.version());
    tags.put("rappel.model", HadoopPaths.display(model));
    if (record.previous() != null) {
      tags.put("rappel.previous_version", record.previous());
    }
    told.judged(scores, tags);
  }

  /** The day of a champion that is newer than this run's. */
  private Optional<LocalDate> newerChampion(LogState state) {
    return state.championRecord().map(LogRecord::logicalDate).filter(day -> day.isAfter(date));
  }

  private static Map<String, Object> challenger(
      String version, GateDecision decision, RunMetrics metrics) {
    Map<String, Object> challenger = scored(version, decision);
    Comparison skill = decision.skill();
    challenger.put(SCORE, skill == null ? null : skill.challenger());
    challenger.put("train", metrics.result().train());
    challenger.put("validation", metrics.result().validation());
    return challenger;
  }

  private static Map<String, Object> champion(String version, GateDecision decision) {
    if (version == null) {
      return Map.of();
    }
    Map<String, Object> champion = scored(version, decision);
    Comparison comparison = decision.champion();
    champion.put(SCORE, comparison == null ? null : comparison.other());
    return champion;
  }

  private static Map<String, Object> scored(String version, GateDecision decision) {
    Map<String, Object> scored = new LinkedHashMap<>();
    scored.put("version", version);
    scored.put(METRIC, decision.settings().metric().toString());
    scored.put("rows", decision.rows());
    return scored;
  }
}
