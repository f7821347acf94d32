package io.rappel.jobs.output.console;

import io.rappel.jobs.text.Amounts;
import io.rappel.jobs.text.Printable;
import io.rappel.jobs.text.Secrets;
import io.rappel.trainer.data.Task;
import io.rappel.trainer.data.shard.Scaling;
import io.rappel.trainer.features.Encoding;
import io.rappel.trainer.features.Feature;
import io.rappel.trainer.model.DataSchema;
import io.rappel.trainer.model.GoldenRows;
import io.rappel.trainer.model.Model;
import io.rappel.trainer.network.Layer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a model is and how it was made, for people and as a map of JSON's types. */
public final class ModelDescription {

  /** How many names of features or classes a line shows. */
  private static final int NAMES = 8;

  private final Model model;
  private final GoldenRows.Replay replay;

  /** Of a model whose golden rows are not replayed. */
  public ModelDescription(Model model) {
    this(model, null);
  }

  /**
   * @param replay of the model's golden rows; null: they were not replayed
   */
  public ModelDescription(Model model, GoldenRows.Replay replay) {
    this.model = model;
    this.replay = replay;
  }

  /** All of it; features by name. */
  public Map<String, Object> toMap() {
    DataSchema schema = model.schema();
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("task", schema.task().toString());
    map.put("labels", schema.labels());
    if (schema.task() == Task.CLASSIFICATION) {
      map.put("classes", schema.classes());
    }
    if (schema.weight() != null) {
      map.put("weight", schema.weight());
    }
    map.put("features", features());
    map.put("loss", model.loss().toString());
    map.put("precision", model.precision().toString());
    map.put("parameters", model.network().layout().size());
    map.put("layers", layers());
    map.put("feature_scaling", scaling(model.encoder().scaling()));
    map.put("target_scaling", scaling(model.targetScaling()));
    map.put("golden_rows", golden());
    map.put("provenance", model.provenance());
    return map;
  }

  private Map<String, Object> golden() {
    Map<String, Object> golden = new LinkedHashMap<>();
    golden.put("rows", model.golden().rows().size());
    golden.put("replayed", replay != null);
    if (replay != null) {
      golden.put("largest_difference", replay.largest());
      golden.put("same_arithmetic", replay.sameArithmetic());
    }
    return golden;
  }

  private String goldenText() {
    int rows = model.golden().rows().size();
    if (rows == 0 || replay == null) {
      return rows == 0 ? "none" : rows + " rows, not replayed (--check)";
    }
    return "%d rows replayed, largest difference %.2g, in %s arithmetic"
        .formatted(rows, replay.largest(), replay.sameArithmetic() ? "the same" : "another");
  }

  /** The columns with what becomes of them. */
  private List<Map<String, Object>> features() {
    List<Map<String, Object>> features = new ArrayList<>();
    for (Feature feature : model.encoder().features()) {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("name", feature.name());
      map.put("kind", feature.kind().toString());
      map.put("inputs", feature.encodings().stream().mapToInt(Encoding::width).sum());
      features.add(map);
    }
    return features;
  }

  private List<Map<String, Object>> layers() {
    List<Map<String, Object>> layers = new ArrayList<>();
    for (Layer layer : model.network().layers()) {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("inputs", layer.inputs());
      map.put("outputs", layer.outputs());
      map.put("bias", layer.bias());
      map.put("activation", layer.activation().toString());
      map.put("parameters", parameters(layer));
      layers.add(map);
    }
    return layers;
  }

  private static long parameters(Layer layer) {
    return (long) layer.inputs() * layer.outputs() + (layer.bias() ? layer.outputs() : 0);
  }

  private static String scaling(Scaling scaling) {
    boolean identity = !scaling.shifts();
    for (int j = 0; j < scaling.columns(); j++) {
      identity &= scaling.factor(j) == 1;
    }
    return identity ? "none" : "standard";
  }

  /** The same in lines. */
  public String toText() {
    DataSchema schema = model.schema();
    StringBuilder text = new StringBuilder();
    line(text, "task", schema.task() + " of " + String.join(", ", schema.labels()));
    if (schema.task() == Task.CLASSIFICATION) {
      line(text, "classes", names(schema.classes()));
    }
    if (schema.weight() != null) {
      line(text, "weights", "column " + schema.weight());
    }
    line(text, "features", names(schema.features()));
    line(
        text,
        "scaling",
        "features %s, targets %s"
            .formatted(scaling(model.encoder().scaling()), scaling(model.targetScaling())));
    line(text, "loss", model.loss().toString());
    line(
        text,
        "parameters",
        Amounts.count(model.network().layout().size()) + ", " + model.precision());
    line(text, "golden", goldenText());
    layerTable(text);
    text.append("\nprovenance\n");
    nested(text, "  ", model.provenance());
    return text.toString();
  }

  private void layerTable(StringBuilder text) {
    text.append("\nlayer      inputs  outputs  bias  activation    parameters\n");
    int index = 0;
    for (Layer layer : model.network().layers()) {
      text.append(
          "%-7d %9s %8s  %-4s  %-10s  %12s%n"
              .formatted(
                  index++,
                  Amounts.count(layer.inputs()),
                  Amounts.count(layer.outputs()),
                  layer.bias() ? "yes" : "no",
                  layer.activation(),
                  Amounts.count(parameters(layer))));
    }
  }

  private static void line(StringBuilder text, String about, String what) {
    text.append("%-11s %s%n".formatted(about, Printable.line(what)));
  }

  private static String names(List<String> names) {
    String shown = String.join(", ", names.subList(0, Math.min(NAMES, names.size())));
    return "%s: %s%s"
        .formatted(Amounts.count(names.size()), shown, names.size() > NAMES ? ", …" : "");
  }

  private static void nested(StringBuilder text, String indent, Map<?, ?> map) {
    map.forEach(
        (key, value) -> {
          if (value instanceof Map<?, ?> inner) {
            text.append(indent).append(Printable.line(key.toString())).append('\n');
            nested(text, indent + "  ", inner);
          } else {
            String line = Printable.line("%s: %s".formatted(key, value));
            text.append(indent).append(Secrets.masked(line)).append('\n');
          }
        });
  }
}
