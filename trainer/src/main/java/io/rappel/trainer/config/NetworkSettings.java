package io.rappel.trainer.config;

import static io.rappel.trainer.config.ConfigurationException.require;
import static io.rappel.trainer.config.ConfigurationException.requireShare;

import io.rappel.trainer.network.Activation;
import io.rappel.trainer.network.Initializer;
import java.util.List;

/**
 * The layers and how their weights begin.
 *
 * @param hidden units of each hidden layer; empty for a linear model; null: by the rows
 * @param activation of the hidden layers
 * @param outputActivation of the output layer; null: what the loss asks for
 * @param bias whether layers have biases
 * @param dropout probability with which a hidden unit is dropped in training; null: the recipe's
 * @param initializer of the weights
 * @param members networks that are trained, each from a seed of its own, and averaged; null: by the
 *     rows
 */
public record NetworkSettings(
    List<Integer> hidden,
    Activation activation,
    Activation outputActivation,
    boolean bias,
    Double dropout,
    Initializer initializer,
    Integer members) {

  private static final int MOST_MEMBERS = 100;

  public NetworkSettings {
    hidden = hidden == null ? null : List.copyOf(hidden);
    require(
        hidden == null || hidden.stream().allMatch(n -> n >= 1),
        "hidden",
        "layers of at least 1 unit",
        hidden);
    require(activation.forHiddenLayers(), "activation", "any but softmax and exp", activation);
    requireShare("dropout", dropout);
    require(
        members == null || members >= 1 && members <= MOST_MEMBERS,
        "members",
        "1 to " + MOST_MEMBERS,
        members);
  }
}
