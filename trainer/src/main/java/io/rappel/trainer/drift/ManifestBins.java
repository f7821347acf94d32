package io.rappel.trainer.drift;

import io.rappel.trainer.data.Task;
import io.rappel.trainer.data.shard.Scaling;
import io.rappel.trainer.features.Feature;
import io.rappel.trainer.model.DataSchema;
import io.rappel.trainer.model.GoldenRows;
import io.rappel.trainer.model.Model;
import java.util.ArrayList;
import java.util.List;

/**
 * The bins of a model: of its features, its labels and its predictions.
 *
 * @param features of each feature, in the model's order; of very many the first ones
 * @param labels of each label column: its classes, or numbers
 * @param predictions of two classes the probability of the second; of more the predicted class; of
 *     numbers as of the labels
 */
public record ManifestBins(
    List<ColumnBins> features, List<ColumnBins> labels, List<ColumnBins> predictions) {

  /** More features than these are not watched. */
  public static final int MOST_FEATURES = 2000;

  private static final int PROBABILITY_BINS = 20;

  /** Sixteen numbers span about so many standard deviations. */
  private static final double DEVIATIONS_OF_A_RANGE = 3.5;

  public ManifestBins {
    features = List.copyOf(features);
    labels = List.copyOf(labels);
    predictions = List.copyOf(predictions);
  }

  /** The bins of a model. */
  public static ManifestBins of(Model model) {
    List<Feature> watched = model.encoder().features();
    List<ColumnBins> features = watched.stream().limit(MOST_FEATURES).map(ColumnBins::of).toList();
    DataSchema schema = model.schema();
    if (schema.task() == Task.REGRESSION) {
      List<ColumnBins> values = values(model);
      return new ManifestBins(features, values, values);
    }
    List<String> classes = schema.classes();
    ColumnBins predictions =
        classes.size() == 2
            ? ColumnBins.numbers("probability of " + classes.get(1), probabilities())
            : ColumnBins.levels("prediction", classes);
    return new ManifestBins(
        features,
        List.of(ColumnBins.levels(schema.labels().get(0), classes)),
        List.of(predictions));
  }

  private static List<Double> probabilities() {
    List<Double> edges = new ArrayList<>();
    for (int i = 1; i < PROBABILITY_BINS; i++) {
      edges.add((double) i / PROBABILITY_BINS);
    }
    return edges;
  }

  private static List<ColumnBins> values(Model model) {
    Scaling scaling =
        model.targetScaling().isIdentity()
            ? ofGoldenRows(model.golden(), model.schema().labels().size())
            : model.targetScaling();
    List<ColumnBins> values = new ArrayList<>();
    for (int j = 0; j < scaling.columns(); j++) {
      values.add(
          ColumnBins.numbers(
              model.schema().labels().get(j),
              ColumnBins.around(scaling.offset(j), scaling.factor(j))));
    }
    return values;
  }

  /** Where labels were not scaled, the few stored predictions tell how large they are. */
  private static Scaling ofGoldenRows(GoldenRows golden, int columns) {
    double[] offset = new double[columns];
    double[] factor = new double[columns];
    for (int j = 0; j < columns; j++) {
      int column = j;
      double[] values =
          golden.rows().stream().mapToDouble(row -> row.outputs().get(column)).sorted().toArray();
      offset[j] = values.length == 0 ? 0 : values[values.length / 2];
      double range = values.length == 0 ? 0 : values[values.length - 1] - values[0];
      factor[j] = range > 0 ? DEVIATIONS_OF_A_RANGE / range : 1;
    }
    return new Scaling(offset, factor);
  }
}
