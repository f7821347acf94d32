package io.rappel.trainer.model;

import io.rappel.trainer.data.Task;
import io.rappel.trainer.data.shard.Scaling;
import io.rappel.trainer.features.FeatureEncoder;
import io.rappel.trainer.loss.Loss;
import io.rappel.trainer.math.Precision;
import io.rappel.trainer.network.Network;
import io.rappel.trainer.objective.score.OutputDecoder;
import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * A trained network with all that its use needs. The parameters are the flat vector of {@link
 * io.rappel.trainer.network.ParameterLayout}, already rounded to the precision.
 *
 * @param schema what goes in and comes out
 * @param network the layers
 * @param parameters length: size of the network's layout; not to be modified
 * @param precision of the arithmetic and of the weights' file
 * @param loss which loss was minimised
 * @param encoder what becomes of the columns before the first layer
 * @param targetScaling of a regression: undone after the output layer; identity for classes
 * @param provenance how the model was made: settings, data, versions, arithmetic; nested maps of
 *     JSON types
 * @param golden rows with what the model gives for them, to be replayed; may have none
 */
public record Model(
    DataSchema schema,
    Network network,
    double[] parameters,
    Precision precision,
    Loss loss,
    FeatureEncoder encoder,
    Scaling targetScaling,
    Map<String, Object> provenance,
    GoldenRows golden)
    implements Serializable {

  public Model {
    if (parameters.length != network.layout().size()) {
      throw new IllegalArgumentException(
          "the network has %d parameters, not %d"
              .formatted(network.layout().size(), parameters.length));
    }
    if (encoder.inputs() != network.inputs()) {
      throw new IllegalArgumentException(
          "the network takes %d inputs, and its features become %d"
              .formatted(network.inputs(), encoder.inputs()));
    }
    if (!schema.features().equals(encoder.names())) {
      throw new IllegalArgumentException("features and schema name different columns");
    }
    golden.requireFit(encoder, schema);
  }

  /** A model without golden rows. */
  public Model(
      DataSchema schema,
      Network network,
      double[] parameters,
      Precision precision,
      Loss loss,
      FeatureEncoder encoder,
      Scaling targetScaling,
      Map<String, Object> provenance) {
    this(
        schema,
        network,
        parameters,
        precision,
        loss,
        encoder,
        targetScaling,
        provenance,
        GoldenRows.NONE);
  }

  /** The same model with other golden rows. */
  public Model with(GoldenRows rows) {
    return new Model(
        schema, network, parameters, precision, loss, encoder, targetScaling, provenance, rows);
  }

  /** The same model, told how it was made. */
  public Model with(Map<String, Object> otherProvenance) {
    return new Model(
        schema,
        network,
        parameters,
        precision,
        loss,
        encoder,
        targetScaling,
        otherProvenance,
        golden);
  }

  /**
   * Turns the network's outputs into probabilities of classes, or into values in the label's units.
   */
  public OutputDecoder decoder() {
    return schema.task() == Task.CLASSIFICATION
        ? OutputDecoder.classes(schema.classes().size(), loss, network.outputActivation())
        : OutputDecoder.values(targetScaling);
  }

  /** Names of the classes, or of the label columns of a regression, as metrics are reported by. */
  public List<String> outputLabels() {
    return schema.task() == Task.CLASSIFICATION ? schema.classes() : schema.labels();
  }
}
