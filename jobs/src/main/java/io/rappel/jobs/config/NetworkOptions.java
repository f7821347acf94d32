package io.rappel.jobs.config;

import io.rappel.trainer.TrainingConfig;
import io.rappel.trainer.network.Activation;
import io.rappel.trainer.network.Initializer;
import java.util.Arrays;
import java.util.Iterator;
import picocli.CommandLine.Option;

/** The layers and how their weights begin. */
public final class NetworkOptions {

  @Option(
      names = "--hidden",
      paramLabel = "UNITS",
      description =
          "Units of each hidden layer, such as 256,128; none: a linear, logistic or softmax model.")
  private HiddenUnits hidden;

  @Option(
      names = "--activation",
      paramLabel = "NAME",
      completionCandidates = HiddenActivations.class,
      description = "Activation of the hidden layers: ${COMPLETION-CANDIDATES}.")
  private Activation activation;

  @Option(
      names = "--output-activation",
      paramLabel = "NAME",
      description =
          "Activation of the output layer: one of those, softmax or exp, or auto: as the loss needs"
              + " it.")
  private Activation outputActivation;

  @Option(names = "--no-bias", description = "Layers have weights alone.")
  private boolean noBias;

  @Option(
      names = "--init",
      paramLabel = "HOW",
      description =
          "How weights begin: xavier, he, lecun, normal:SD, uniform:R, zeros, or auto: he for relu"
              + " and its like, otherwise xavier.")
  private Initializer initializer;

  /** What the help and the completion of commands offer. */
  private static final class HiddenActivations implements Iterable<String> {

    @Override
    public Iterator<String> iterator() {
      return Arrays.stream(Activation.values())
          .filter(Activation::forHiddenLayers)
          .map(Activation::toString)
          .iterator();
    }
  }

  /** Puts the settings into the builder. */
  public void apply(TrainingConfig.Builder builder) {
    builder
        .hidden(hidden.units())
        .activation(activation)
        .outputActivation(outputActivation)
        .bias(!noBias)
        .initializer(initializer);
  }
}
