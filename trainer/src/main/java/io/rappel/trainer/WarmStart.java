package io.rappel.trainer;

import io.rappel.trainer.config.ConfigurationException;
import io.rappel.trainer.model.DataSchema;
import io.rappel.trainer.model.Model;
import io.rappel.trainer.network.Layer;
import io.rappel.trainer.network.Network;
import java.util.ArrayList;
import java.util.List;

/**
 * A training that begins with a model's parameters. Rows are scaled as the model's were, so that
 * the first point is the model itself.
 */
public final class WarmStart {

  private WarmStart() {}

  /**
   * Makes sure that a model's parameters are those of a problem.
   *
   * @throws ConfigurationException if they are not; the message says what differs
   */
  public static void check(Model model, DataSchema schema, Problem problem) {
    List<String> differences = new ArrayList<>();
    compare(differences, "features", model.schema().features(), schema.features());
    compare(differences, "labels", model.schema().labels(), schema.labels());
    compare(differences, "classes", model.schema().classes(), schema.classes());
    compareLayers(differences, model.network(), problem.network());
    if (!problem.scalesTargets() && !model.targetScaling().isIdentity()) {
      differences.add(
          "its targets are standardized, and those of --loss %s are not".formatted(problem.loss()));
    }
    if (!differences.isEmpty()) {
      throw new ConfigurationException(
          "the model of --warm-start does not fit: " + String.join("; ", differences));
    }
  }

  private static void compare(
      List<String> differences, String what, List<String> model, List<String> data) {
    if (model.equals(data)) {
      return;
    }
    List<String> missing = new ArrayList<>(model);
    missing.removeAll(data);
    List<String> added = new ArrayList<>(data);
    added.removeAll(model);
    differences.add(
        missing.isEmpty() && added.isEmpty()
            ? "its %s are in another order".formatted(what)
            : "its %s are %d and the data's %d (%s)"
                .formatted(what, model.size(), data.size(), example(missing, added)));
  }

  private static String example(List<String> missing, List<String> added) {
    return missing.isEmpty()
        ? "'%s' is new".formatted(added.get(0))
        : "'%s' is missing".formatted(missing.get(0));
  }

  private static void compareLayers(List<String> differences, Network model, Network wanted) {
    if (model.layers().size() != wanted.layers().size()) {
      differences.add("it is %s, and the options ask for %s".formatted(model, wanted));
      return;
    }
    for (int l = 0; l < model.layers().size(); l++) {
      Layer has = model.layers().get(l);
      Layer asked = wanted.layers().get(l);
      if (!has.equals(asked)) {
        differences.add(
            "its layer %d is %s, and the options ask for %s".formatted(l, text(has), text(asked)));
      }
    }
  }

  private static String text(Layer layer) {
    return "%d-%d %s%s"
        .formatted(
            layer.inputs(),
            layer.outputs(),
            layer.activation(),
            layer.bias() ? "" : " without bias");
  }
}
