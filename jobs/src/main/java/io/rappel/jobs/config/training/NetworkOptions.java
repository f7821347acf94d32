package io.rappel.jobs.config.training;

import io.rappel.jobs.config.options.ConfigOptions;
import io.rappel.jobs.config.values.HiddenUnits;
import io.rappel.trainer.config.TrainingConfig;
import io.rappel.trainer.model.Model;
import io.rappel.trainer.network.Activation;
import io.rappel.trainer.network.Initializer;
import io.rappel.trainer.network.Layer;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The layers and how their weights begin. */
public final class NetworkOptions implements ConfigOptions {

  @Option(
      names = "--hidden",
      paramLabel = "UNITS",
      description = {
        "Units of each hidden layer; none: a linear, logistic or softmax model; auto: by the"
            + " number of rows.",
        "Example: --hidden 256,128"
      })
  private HiddenUnits hidden;

  @Option(
      names = "--activation",
      paramLabel = "NAME",
      completionCandidates = HiddenActivations.class,
      description = {
        "Activation of the hidden layers: ${COMPLETION-CANDIDATES}.",
        "Example: --activation gelu"
      })
  private Activation activation;

  @Option(
      names = "--output-activation",
      paramLabel = "NAME",
      description = {
        "Activation of the output layer: one of those, softmax or exp, or auto: as the loss"
            + " needs it.",
        "Example: --output-activation sigmoid"
      })
  private Activation outputActivation;

  @Option(
      names = "--dropout",
      paramLabel = "P",
      description = {
        "Probability with which a hidden unit is dropped for a row in a step of the training.",
        "Example: --dropout 0.2"
      })
  private Double dropout;

  @Option(
      names = "--init",
      paramLabel = "HOW",
      description = {
        "How weights begin: fan-in, xavier, he, lecun, normal:SD, uniform:R, zeros, or auto:"
            + " fan-in for up to three hidden layers of relu and its like, he for more,"
            + " otherwise xavier.",
        "Example: --init normal:0.01"
      })
  private Initializer initializer;

  @Option(
      names = "--members",
      paramLabel = "N",
      description = {
        "Networks that are trained one after another, each from a seed of its own, and averaged:"
            + " the model is one network with their units side by side. auto: by the number of"
            + " rows; of four, some learn at larger rates where the validation rows want it.",
        "Example: --members 8"
      })
  private Integer members;

  @Option(names = "--no-bias", description = "Layers have weights alone.")
  private boolean noBias;

  @Option(
      names = "--warm-start",
      paramLabel = "MODEL",
      description = {
        "A model's directory, whose weights and scaling the training begins with. Loss and"
            + " layers are the model's where no option names them.",
        "Example: --warm-start last-model"
      })
  private String warmStart;

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

  @Override
  public void apply(TrainingConfig.Builder builder) {
    builder
        .hidden(hidden == null ? null : hidden.units())
        .activation(activation)
        .outputActivation(outputActivation)
        .bias(!noBias)
        .dropout(dropout)
        .initializer(initializer)
        .members(members);
  }

  /** The directory of the model to begin with, or null. */
  public String warmStart() {
    return warmStart;
  }

  /** Lets options that the user has not given say what the model to begin with is. */
  public void inherit(CommandSpec command, Model model) {
    List<Layer> layers = model.network().layers();
    List<Layer> hiddenLayers = layers.subList(0, layers.size() - 1);
    inherit(
        command, "--hidden", new HiddenUnits(hiddenLayers.stream().map(Layer::outputs).toList()));
    if (!hiddenLayers.isEmpty()) {
      inherit(command, "--activation", hiddenLayers.get(0).activation());
    }
    inherit(command, "--output-activation", model.network().outputActivation());
    inherit(command, "--no-bias", !layers.get(0).bias());
    inherit(command, "--loss", model.loss());
  }

  private static void inherit(CommandSpec command, String option, Object value) {
    if (!command.commandLine().getParseResult().hasMatchedOption(option)) {
      command.findOption(option).setValue(value);
    }
  }
}
