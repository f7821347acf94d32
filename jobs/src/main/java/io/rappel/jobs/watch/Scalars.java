package io.rappel.jobs.watch;

import io.rappel.trainer.progress.EpochReport;
import io.rappel.trainer.progress.StepReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The plain numbers of reports, by the names that charts have. */
final class Scalars {

  private Scalars() {}

  static Map<String, Double> of(StepReport step) {
    Map<String, Double> scalars = new LinkedHashMap<>();
    scalars.put("step/loss", step.loss());
    scalars.put("step/learning_rate", step.stepSize());
    putLayers(scalars, "step/gradient_norm", step.gradientNorms());
    return finite(scalars);
  }

  static Map<String, Double> of(EpochReport epoch) {
    Map<String, Double> scalars = new LinkedHashMap<>();
    scalars.put("epoch", (double) epoch.epoch());
    scalars.put("train/loss", epoch.loss());
    scalars.putAll(of("validation", epoch.validation()));
    scalars.put("validation/loss", epoch.validationLoss());
    putLayers(scalars, "epoch/gradient_norm", epoch.gradientNorms());
    putLayers(scalars, "epoch/idle_units", epoch.idleUnits());
    scalars.put("examples_per_second", epoch.examplesPerSecond());
    return finite(scalars);
  }

  /** The plain numbers among metrics of a set of rows. */
  static Map<String, Double> of(String set, Map<String, Object> metrics) {
    Map<String, Double> scalars = new LinkedHashMap<>();
    metrics.forEach(
        (name, value) -> {
          if (value instanceof Number number) {
            scalars.put(set + "/" + name, number.doubleValue());
          }
        });
    return finite(scalars);
  }

  private static void putLayers(Map<String, Double> to, String name, List<Double> layers) {
    for (int layer = 0; layer < layers.size(); layer++) {
      to.put(name + "/layer_" + layer, layers.get(layer));
    }
  }

  /** Without what charts have no place for. */
  private static Map<String, Double> finite(Map<String, Double> scalars) {
    scalars.values().removeIf(value -> value == null || !Double.isFinite(value));
    return scalars;
  }
}
