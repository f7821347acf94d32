package io.rappel.jobs.run;

import io.rappel.jobs.config.options.RowsOptions;
import io.rappel.jobs.outcome.Version;
import io.rappel.jobs.text.Secrets;
import io.rappel.trainer.model.Model;
import io.rappel.trainer.progress.RunDescription;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/** How a model was made, for the model itself. */
public final class Provenance {

  private Provenance() {}

  /**
   * The model with all that made it: configuration, data, versions, arithmetic.
   *
   * @param configuration effective options, without secrets
   * @param read what is known of the rows to train on
   */
  public static Model describe(
      Model model,
      Map<String, Object> configuration,
      RowsOptions rows,
      Map<String, Object> read,
      RunDescription run,
      SparkSession spark) {
    return describe(model, configuration, ofRun(rows, read, run, spark));
  }

  /** The model of a training on a frame of the caller's. */
  public static Model describe(
      Model model,
      Map<String, Object> configuration,
      String rows,
      Map<String, Object> read,
      RunDescription run,
      SparkSession spark) {
    List<String> names = List.of(rows);
    return describe(model, configuration, ofRun(names, names, read, run, spark));
  }

  private static Model describe(
      Model model, Map<String, Object> configuration, Map<String, Object> provenance) {
    provenance.putAll(model.provenance());
    provenance.put("configuration", configuration);
    return model.with(provenance);
  }

  /**
   * Versions, machine and data of a run, whether or not it gives a model.
   *
   * @param read what is known of the rows to train on
   */
  static Map<String, Object> ofRun(
      RowsOptions rows, Map<String, Object> read, RunDescription run, SparkSession spark) {
    List<String> train = rows.sources();
    List<String> validation = rows.validation() == null ? train : List.of(rows.validation());
    return ofRun(train, validation, read, run, spark);
  }

  private static Map<String, Object> ofRun(
      List<String> train,
      List<String> validation,
      Map<String, Object> read,
      RunDescription run,
      SparkSession spark) {
    Map<String, Object> provenance = new LinkedHashMap<>();
    provenance.put("created", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    provenance.put("rappel", Version.current());
    provenance.put("spark", spark.version());
    provenance.put("java", System.getProperty("java.version"));
    provenance.put("master", spark.sparkContext().master());
    provenance.put("runner", run.runner());
    provenance.put("arithmetic", run.arithmetic());
    provenance.put("data", data(train, validation, read, run));
    return Secrets.masked(provenance);
  }

  private static Map<String, Object> data(
      List<String> train, List<String> validation, Map<String, Object> read, RunDescription run) {
    Map<String, Object> data = new LinkedHashMap<>(read);
    data.put("train", Map.of("paths", train, "rows", run.rows()));
    if (run.validationRows() > 0) {
      data.put("validation", Map.of("paths", validation, "rows", run.validationRows()));
    }
    return data;
  }
}
