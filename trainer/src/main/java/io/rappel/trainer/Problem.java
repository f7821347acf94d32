package io.rappel.trainer;

import io.rappel.trainer.config.ConfigurationException;
import io.rappel.trainer.config.NetworkSettings;
import io.rappel.trainer.config.ObjectiveSettings;
import io.rappel.trainer.config.Recipe;
import io.rappel.trainer.config.TrainingConfig;
import io.rappel.trainer.data.ClassWeights;
import io.rappel.trainer.data.DataException;
import io.rappel.trainer.data.Task;
import io.rappel.trainer.data.profile.TableProfile;
import io.rappel.trainer.data.shard.ScalingKind;
import io.rappel.trainer.loss.Loss;
import io.rappel.trainer.model.DataSchema;
import io.rappel.trainer.network.Activation;
import io.rappel.trainer.network.Network;
import io.rappel.trainer.objective.Penalty;
import io.rappel.trainer.optim.OptimizerKind;
import java.util.List;

/**
 * What the settings mean for the data at hand: the loss, the network, whether targets are scaled.
 *
 * @param loss that is minimised
 * @param penalty on the weights
 * @param network from the encoded features to the outputs
 * @param scalesTargets whether targets are standardized; only with an identity at the output, which
 *     reaches any value
 */
public record Problem(Loss loss, Penalty penalty, Network network, boolean scalesTargets) {

  /** As {@link #of(TrainingConfig, DataSchema, int)}, where each feature is one input. */
  public static Problem of(TrainingConfig config, DataSchema schema) {
    return of(config, schema, schema.features().size());
  }

  /**
   * Settles what the loss decides.
   *
   * @param config of which nothing else is left open, as {@link Recipe} gives it
   * @param inputs what the features become
   * @throws ConfigurationException if loss, output and data do not fit one another
   */
  public static Problem of(TrainingConfig config, DataSchema schema, int inputs) {
    ObjectiveSettings objective = config.objective();
    boolean classification = schema.task() == Task.CLASSIFICATION;
    int classes = schema.classes().size();
    Loss loss = objective.loss() != null ? objective.loss() : automatic(classification, classes);
    check(loss, classification, classes);
    if (config.descent().optimizer() == OptimizerKind.LBFGS && !loss.smooth()) {
      throw new ConfigurationException(
          "--optimizer lbfgs needs a smooth objective, which --loss %s has not; use %s"
              .formatted(loss, loss.ofMargins() ? Loss.SQUARED_HINGE : Loss.HUBER));
    }
    Activation output =
        config.network().outputActivation() != null
            ? config.network().outputActivation()
            : loss.defaultOutputActivation();
    if (!loss.outputActivations().contains(output)) {
      throw new ConfigurationException(
          "--output-activation %s does not fit --loss %s".formatted(output, loss));
    }
    if (output == Activation.SOFTMAX && !classification) {
      throw new ConfigurationException("--output-activation softmax is for classes");
    }
    boolean oneOutput = classes == 2 && output != Activation.SOFTMAX;
    int outputs = !classification ? schema.labels().size() : oneOutput ? 1 : classes;
    Network network = network(config.network(), inputs, outputs, output);
    boolean scalesTargets =
        !classification
            && loss.scalesTargets()
            && output == Activation.IDENTITY
            && config.features().scaling() != ScalingKind.NONE;
    checkClassWeights(objective.classWeights(), schema);
    Penalty penalty = new Penalty(objective.l1(), objective.l2() == null ? 0 : objective.l2());
    return new Problem(loss, penalty, network, scalesTargets);
  }

  private static void checkClassWeights(ClassWeights weights, DataSchema schema) {
    if (schema.task() != Task.CLASSIFICATION && !weights.isNone()) {
      throw new ConfigurationException("--class-weight is for classes, not numbers");
    }
    List<String> unknown = weights.unknown(schema.classes());
    if (!unknown.isEmpty()) {
      throw new ConfigurationException(
          "--class-weight names '%s', which is no class; the classes are %s"
              .formatted(unknown.get(0), String.join(", ", schema.classes())));
    }
  }

  private static Network network(
      NetworkSettings settings, int inputs, int outputs, Activation output) {
    int[] hidden = settings.hidden().stream().mapToInt(n -> n).toArray();
    try {
      return Network.of(inputs, hidden, outputs, settings.bias(), settings.activation(), output);
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException("--hidden is wrong: " + e.getMessage());
    }
  }

  private static Loss automatic(boolean classification, int classes) {
    return !classification ? Loss.SQUARED : classes == 2 ? Loss.LOGISTIC : Loss.CROSS_ENTROPY;
  }

  private static void check(Loss loss, boolean classification, int classes) {
    if (classification ? !loss.forClasses() : !loss.forNumbers()) {
      throw new ConfigurationException(
          classification
              ? "--loss %s is for numbers, not classes; see --task".formatted(loss)
              : "--loss %s is for classes, not numbers; see --task".formatted(loss));
    }
    if (loss == Loss.LOGISTIC && classes > 2) {
      throw new ConfigurationException(
          "--loss logistic is for two classes, not %d; use cross-entropy".formatted(classes));
    }
  }

  /**
   * Refuses targets that the loss cannot have.
   *
   * @throws DataException if a target is negative where the loss is of counts
   */
  public void checkTargets(DataSchema schema, TableProfile rows) {
    for (int j = 0; loss.refusesNegativeTargets() && j < schema.labels().size(); j++) {
      double smallest = rows.label(j).minimum();
      if (smallest < 0) {
        throw new DataException(
            "--loss %s takes no negative numbers, but the smallest in column %s is %s"
                .formatted(loss, schema.labels().get(j), smallest));
      }
    }
  }
}
