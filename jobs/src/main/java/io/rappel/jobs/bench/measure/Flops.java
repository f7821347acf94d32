package io.rappel.jobs.bench.measure;

import java.util.List;

/**
 * Floating-point operations of a network's matrix products; a multiplication with an addition
 * counts as two. Biases, activations and the loss are left out on every side.
 */
public final class Flops {

  /** The formula, for people. */
  public static final String FORMULA =
      "rows x (6 x weights of all layers - 2 x weights of the first layer): forward, gradient of"
          + " the weights, gradient of the layer's input (which the first layer does not need),"
          + " 2 x weights each, as if every feature were stored";

  private Flops() {}

  /**
   * Forward and backward for one row: for each layer 2 · inputs · outputs forward, as many for the
   * gradient of the weights, and as many for the gradient of the input, which the first layer does
   * not need.
   *
   * @param widths of the layers, features first, outputs last
   */
  public static long ofRow(List<Integer> widths) {
    long flops = 0;
    for (int l = 1; l < widths.size(); l++) {
      long weights = (long) widths.get(l - 1) * widths.get(l);
      flops += (l == 1 ? 4 : 6) * weights;
    }
    return flops;
  }

  /**
   * How many weights and biases the network has.
   *
   * @param widths of the layers, features first, outputs last
   */
  public static long parameters(List<Integer> widths) {
    long parameters = 0;
    for (int l = 1; l < widths.size(); l++) {
      parameters += (widths.get(l - 1) + 1L) * widths.get(l);
    }
    return parameters;
  }
}
