package io.rappel.trainer.model;

import io.rappel.trainer.data.shard.Scaling;
import io.rappel.trainer.features.FeatureEncoder;
import io.rappel.trainer.loss.Loss;
import io.rappel.trainer.math.Precision;
import io.rappel.trainer.network.Network;
import java.util.Map;

/**
 * What {@code model.json} says: a {@link Model} without its parameters, and the file that has them.
 *
 * @param weightsBytes length of the weights' file
 * @param weightsSha256 of the weights' file, in lower-case hexadecimal digits
 */
record ModelDescription(
    DataSchema schema,
    Network network,
    Precision precision,
    Loss loss,
    FeatureEncoder encoder,
    Scaling targetScaling,
    Map<String, Object> provenance,
    GoldenRows golden,
    long weightsBytes,
    String weightsSha256) {

  static ModelDescription of(Model model, long weightsBytes, String weightsSha256) {
    return new ModelDescription(
        model.schema(),
        model.network(),
        model.precision(),
        model.loss(),
        model.encoder(),
        model.targetScaling(),
        model.provenance(),
        model.golden(),
        weightsBytes,
        weightsSha256);
  }

  Model with(double[] parameters) {
    return new Model(
        schema, network, parameters, precision, loss, encoder, targetScaling, provenance, golden);
  }
}
