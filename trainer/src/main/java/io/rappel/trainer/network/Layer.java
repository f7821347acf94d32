package io.rappel.trainer.network;

/**
 * A dense layer: z = a W + b, φ(z), for examples as rows.
 *
 * @param inputs width of what comes in
 * @param outputs number of units
 * @param bias whether there is a b
 * @param activation φ
 */
public record Layer(int inputs, int outputs, boolean bias, Activation activation) {

  public Layer {
    if (inputs < 1 || outputs < 1) {
      throw new IllegalArgumentException(
          "a layer needs at least one input and one output, not " + inputs + " and " + outputs);
    }
  }
}
