package io.rappel.jobs.report;

import io.rappel.jobs.output.RunMetrics;
import io.rappel.jobs.report.page.Figures;
import io.rappel.jobs.report.page.Markup;
import io.rappel.jobs.report.page.PageHead;
import io.rappel.jobs.report.page.Tables;
import io.rappel.jobs.report.section.ConfusionSection;
import io.rappel.jobs.report.section.ImportanceSection;
import io.rappel.jobs.report.section.LayerSection;
import io.rappel.jobs.report.section.LearningSection;
import io.rappel.jobs.report.section.ProbabilitySection;
import io.rappel.jobs.report.section.ResidualSection;
import io.rappel.jobs.report.section.RunLog;
import io.rappel.jobs.text.Amounts;
import io.rappel.trainer.TrainingResult;
import io.rappel.trainer.data.Task;
import io.rappel.trainer.model.DataSchema;
import io.rappel.trainer.network.Layer;
import io.rappel.trainer.network.Network;
import io.rappel.trainer.progress.RunDescription;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The page of a run: one file of HTML that needs nothing else, for screens light and dark and for
 * paper.
 */
public final class Report {

  private static final List<String> MAIN_METRICS = List.of("accuracy", "r2", "loss");

  private final RunLog log;
  private final DataSchema schema;
  private final Network network;
  private final Map<String, Object> configuration;
  private final Map<String, Object> provenance;

  /**
   * @param log what happened, of a run that has begun
   * @param schema what the rows mean
   * @param network that was trained
   * @param configuration effective options, without secrets
   * @param provenance versions, data and arithmetic
   */
  public Report(
      RunLog log,
      DataSchema schema,
      Network network,
      Map<String, Object> configuration,
      Map<String, Object> provenance) {
    this.log = log;
    this.schema = schema;
    this.network = network;
    this.configuration = configuration;
    this.provenance = provenance;
  }

  /** The page of a run that gave a model. */
  public String finished(RunMetrics metrics) {
    Map<String, Map<String, Object>> sets = sets(metrics);
    Markup page = new Markup();
    begin(page);
    tiles(page, sets);
    page.leaf("p", outcome(metrics), "class", "outcome");
    notes(page, metrics.diagnosis());
    page.line().open("section").leaf("h2", "Metrics");
    Tables.metrics(page, sets);
    page.close();
    curves(page);
    String rows = sets.keySet().iterator().next();
    String sampled = metrics.result().validation().isEmpty() ? "training" : "validation";
    if (schema.task() == Task.CLASSIFICATION) {
      ConfusionSection.write(page, schema.classes(), sets.get(rows), rows);
      ProbabilitySection.write(page, schema, metrics.result().curves(), sets.get(sampled), sampled);
    } else {
      ResidualSection.write(page, schema.labels(), metrics.result().sample(), sampled);
    }
    ImportanceSection.write(page, metrics.result().importance(), sampled);
    Map<String, Object> more = new LinkedHashMap<>();
    more.put("weights_sha256", metrics.weightsSha256());
    more.put("seconds", Amounts.metric(metrics.result().seconds()));
    more.put("seconds_reading", Amounts.metric(metrics.secondsReading()));
    more.put("seconds_total", Amounts.metric(metrics.secondsTotal()));
    more.put("examples_per_second", Amounts.rate(metrics.result().examplesPerSecond()));
    return end(page, more);
  }

  /**
   * The page of a run that ended without a model.
   *
   * @param message why
   * @param diagnosis sentences about what went wrong on the way
   */
  public String failed(String message, List<String> diagnosis) {
    Markup page = new Markup();
    begin(page);
    page.leaf("p", "This run gave no model: " + message, "class", "outcome failed");
    notes(page, diagnosis);
    curves(page);
    return end(page, Map.of());
  }

  /** Those that have rows; the ones that say most about new rows first. */
  private static Map<String, Map<String, Object>> sets(RunMetrics metrics) {
    Map<String, Map<String, Object>> sets = new LinkedHashMap<>();
    sets.put("test", metrics.test());
    sets.put("validation", metrics.result().validation());
    sets.put("training", metrics.result().train());
    sets.values().removeIf(Map::isEmpty);
    return sets;
  }

  private static String outcome(RunMetrics metrics) {
    TrainingResult result = metrics.result();
    return "%s epochs, %s. It ended because: %s."
        .formatted(Amounts.count(result.epochs()), metrics.durations(), result.stoppedBecause());
  }

  private void begin(Markup page) {
    String subject = "%s of %s".formatted(schema.task(), String.join(", ", schema.labels()));
    PageHead.open(
        page,
        "Rappel: " + subject,
        "Rappel, report of a training run",
        Character.toUpperCase(subject.charAt(0)) + subject.substring(1));
    RunDescription run = log.description();
    page.leaf(
        "p",
        "%s, %s parameters; %s rows to train on, %s to validate on; %s."
            .formatted(
                run.networks(),
                Amounts.count(run.parameters()),
                Amounts.count(run.rows()),
                run.validationRows() == 0 ? "none" : Amounts.count(run.validationRows()),
                run.optimizer()),
        "class",
        "network");
    page.close();
  }

  private static void tiles(Markup page, Map<String, Map<String, Object>> sets) {
    String main =
        MAIN_METRICS.stream()
            .filter(name -> sets.values().stream().anyMatch(set -> set.get(name) != null))
            .findFirst()
            .orElse("loss");
    page.line().open("div", "class", "tiles");
    sets.forEach(
        (name, metrics) ->
            page.open("div")
                .leaf("strong", Figures.score(metrics.get(main)))
                .leaf(
                    "span",
                    "%s, %s %s rows"
                        .formatted(Figures.name(main), Figures.metric(metrics.get("rows")), name))
                .close());
    page.close();
  }

  private static void notes(Markup page, List<String> diagnosis) {
    if (diagnosis.isEmpty()) {
      return;
    }
    page.line().open("ul", "class", "notes");
    diagnosis.forEach(sentence -> page.leaf("li", sentence));
    page.close();
  }

  private void curves(Markup page) {
    LearningSection.write(page, log);
    LayerSection.write(page, log, network);
  }

  private String end(Markup page, Map<String, Object> more) {
    page.line().open("section").leaf("h2", "Settings");
    Tables.pairs(page, settings());
    page.close().line().open("section").leaf("h2", "Provenance");
    Tables.pairs(page, origin(more));
    page.close();
    return PageHead.close(page);
  }

  /** All options, and what was chosen where none was given or {@code auto}. */
  private Map<String, Object> settings() {
    RunDescription run = log.description();
    List<Layer> layers = run.network().layers();
    List<Layer> hidden = layers.subList(0, layers.size() - 1);
    Map<String, Object> chosen = new LinkedHashMap<>();
    chosen.put("task", schema.task());
    chosen.put("hidden", hidden.isEmpty() ? "none" : widths(hidden));
    if (!hidden.isEmpty()) {
      chosen.put("activation", hidden.get(0).activation());
    }
    chosen.put("output-activation", run.network().outputActivation());
    chosen.put("loss", run.loss());
    chosen.put("optimizer", run.optimizer());
    chosen.put("batch", run.batch());
    chosen.put("members", run.members());
    chosen.put("epochs", run.epochs() / run.members());
    chosen.put("blas", run.arithmetic());
    Map<String, Object> settings = new LinkedHashMap<>(configuration);
    chosen.forEach(
        (option, value) -> {
          if ("auto".equalsIgnoreCase(String.valueOf(settings.getOrDefault(option, "auto")))) {
            settings.put(option, "auto: " + value);
          }
        });
    return settings;
  }

  private static String widths(List<Layer> layers) {
    return layers.stream()
        .map(layer -> Integer.toString(layer.outputs()))
        .collect(Collectors.joining(", "));
  }

  private Map<String, Object> origin(Map<String, Object> more) {
    RunDescription run = log.description();
    Map<String, Object> origin = new LinkedHashMap<>(provenance);
    origin.remove("configuration");
    origin.put("features", run.features());
    origin.put("storage", "%s; %s".formatted(run.storage(), Amounts.bytes(run.packedBytes())));
    origin.put("shards", run.shards());
    origin.put("loss", run.loss());
    origin.put("batch", run.batch());
    origin.putAll(more);
    return origin;
  }
}
