package io.rappel.trainer.progress;

import io.rappel.trainer.network.Activation;
import io.rappel.trainer.network.Network;
import io.rappel.trainer.network.ParameterLayout.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The part of a {@link Diagnosis} that looks at each layer's gradients and units. */
final class LayerDiagnosis {

  /** Medians over so many epochs are not moved by a single odd one. */
  private static final int RECENT = 10;

  /**
   * Below this share of the last layer's, the first layers hardly move while the last one learns.
   * Layers of healthy networks are within a factor of ten of one another.
   */
  private static final double VANISHED = 0.01;

  /**
   * The norms themselves have to differ too: entries of a wide first layer are small because they
   * are many, or because few of its features are not 0.
   */
  private static final double VANISHED_NORM = 0.1;

  /** Gradients of one batch exceed those of others by a factor of a few; this is no chance. */
  private static final double EXPLODED = 100;

  /** So many epochs make a median to compare with. */
  private static final int LEAST_BEFORE = 3;

  /** With more than half of its units idle, a layer is not the one that was asked for. */
  private static final double MANY = 0.5;

  private final List<EpochReport> measured;
  private final List<EpochReport> sampled;
  private final Network network;
  private final int[] weights;

  LayerDiagnosis(List<EpochReport> epochs, Network network) {
    this.network = network;
    weights =
        network.layout().tensors().stream().filter(Tensor::weight).mapToInt(Tensor::size).toArray();
    measured =
        epochs.stream().filter(epoch -> epoch.gradientNorms().size() == weights.length).toList();
    sampled = epochs.stream().filter(epoch -> !epoch.idleUnits().isEmpty()).toList();
  }

  /** Whether the first layers' gradients are far below those of the last one. */
  List<String> vanishing() {
    int last = weights.length - 1;
    if (measured.isEmpty() || last < 1) {
      return List.of();
    }
    double lastNorm = recentNorm(last);
    double lastEntry = lastNorm / Math.sqrt(weights[last]);
    for (int layer = 0; layer < last; layer++) {
      double norm = recentNorm(layer);
      double entry = norm / Math.sqrt(weights[layer]);
      if (entry < VANISHED * lastEntry && norm < VANISHED_NORM * lastNorm) {
        return List.of(
            "Gradients vanish towards the first layers: a weight of layer %s has a gradient of about %s, one of the last layer %s, which is %s times as much. %s, --init auto or fewer layers in --hidden usually helps."
                .formatted(
                    name(layer),
                    Diagnosis.number(entry),
                    Diagnosis.number(lastEntry),
                    entry > 0 ? "%.0f".formatted(lastEntry / entry) : "infinitely many",
                    saturates(layer) ? "--activation relu" : "--activation leaky-relu"));
      }
    }
    return List.of();
  }

  private double recentNorm(int layer) {
    return median(measured.subList(Math.max(0, measured.size() - RECENT), measured.size()), layer);
  }

  private static double median(List<EpochReport> epochs, int layer) {
    double[] norms =
        epochs.stream().mapToDouble(epoch -> epoch.gradientNorms().get(layer)).sorted().toArray();
    return norms[norms.length / 2];
  }

  /** Whether a layer's gradient grew far above what it had been. */
  List<String> exploding() {
    for (int i = LEAST_BEFORE; i < measured.size(); i++) {
      for (int layer = 0; layer < weights.length; layer++) {
        double before = median(measured.subList(0, i), layer);
        double norm = measured.get(i).gradientNorms().get(layer);
        if (before > 0 && !(norm <= EXPLODED * before)) {
          return List.of(
              "Gradients explode: in epoch %d the norm of layer %s was %s, and %s in the median of the epochs before. --clip-norm 1, a smaller --learning-rate or --scaling standard usually helps."
                  .formatted(
                      measured.get(i).epoch(),
                      name(layer),
                      Diagnosis.number(norm),
                      Diagnosis.number(before)));
        }
      }
    }
    return List.of();
  }

  /** Whether most units of hidden layers are dead or saturated at the end. */
  List<String> idle() {
    if (sampled.isEmpty()) {
      return List.of();
    }
    EpochReport last = sampled.get(sampled.size() - 1);
    List<Integer> saturated = new ArrayList<>();
    List<Integer> dead = new ArrayList<>();
    for (int layer = 0; layer < Math.min(weights.length - 1, last.idleUnits().size()); layer++) {
      if (last.idleUnits().get(layer) > MANY) {
        (saturates(layer) ? saturated : dead).add(layer);
      }
    }
    List<String> sentences = new ArrayList<>();
    if (!saturated.isEmpty()) {
      sentences.add(
          "Most units are saturated, so that hardly any gradient passes them: %s at the end of epoch %d. --activation relu, --init auto, --scaling standard or a smaller --learning-rate usually helps."
              .formatted(shares(last, saturated), last.epoch()));
    }
    if (!dead.isEmpty()) {
      sentences.add(
          "Most units are dead, the same for every row: %s at the end of epoch %d. A smaller --learning-rate, --activation leaky-relu, --init he or --scaling standard usually helps."
              .formatted(shares(last, dead), last.epoch()));
    }
    return sentences;
  }

  private String shares(EpochReport epoch, List<Integer> layers) {
    return layers.stream()
        .map(
            layer ->
                "%.0f %% of layer %s".formatted(100 * epoch.idleUnits().get(layer), name(layer)))
        .collect(Collectors.joining(", "));
  }

  /** As people count, with the activation: {@code 1 (32 sigmoid)}. */
  /** Numbered as in model files, from 0 on. */
  private String name(int layer) {
    var description = network.layers().get(layer);
    return "%d (%d %s)".formatted(layer, description.outputs(), description.activation());
  }

  private boolean saturates(int layer) {
    Activation activation = network.layers().get(layer).activation();
    return Arrays.asList(Activation.SIGMOID, Activation.TANH, Activation.SOFTMAX)
        .contains(activation);
  }
}
