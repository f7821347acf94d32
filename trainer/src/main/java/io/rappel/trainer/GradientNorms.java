package io.rappel.trainer;

import io.rappel.trainer.math.Chunks;
import io.rappel.trainer.network.ParameterLayout;
import io.rappel.trainer.network.ParameterLayout.Tensor;
import java.util.Arrays;
import java.util.List;

/** The size of an epoch's gradients, layer by layer. */
final class GradientNorms {

  /** Steps of an epoch that are measured, about. */
  private static final int AN_EPOCH = 20;

  /** Measured is at most every so many-th step, as steps may be short. */
  private static final int FEWEST_STEPS = 4;

  private double[] squares;
  private long count;

  /** Of no step. */
  GradientNorms() {
    this(new double[0], 0);
  }

  /**
   * As {@link #squares()} and {@link #count()} gave it.
   *
   * @param squares is copied
   */
  GradientNorms(double[] squares, long count) {
    this.squares = squares.clone();
    this.count = count;
  }

  /** Sums of the squared norms of each layer; empty where there are none. */
  double[] squares() {
    return squares;
  }

  /** How many norms were added. */
  long count() {
    return count;
  }

  /**
   * Whether a step is one of those that are measured, of which the first is one.
   *
   * @param stepInEpoch from 1
   */
  static boolean areWanted(int stepInEpoch, int stepsPerEpoch) {
    return stepInEpoch == 1 || stepInEpoch % Math.max(FEWEST_STEPS, stepsPerEpoch / AN_EPOCH) == 0;
  }

  /**
   * The Euclidean norm of each layer's weights in a gradient.
   *
   * @param square the sum of the squares of some entries
   */
  static List<Double> of(ParameterLayout layout, Chunks.Term square) {
    return layout.tensors().stream()
        .filter(Tensor::weight)
        .map(
            tensor ->
                Math.sqrt(
                    Chunks.sum(
                        tensor.size(),
                        (from, to) -> square.on(tensor.offset() + from, tensor.offset() + to))))
        .toList();
  }

  /** Adds the norms of one gradient; nothing where they were not measured. */
  void add(List<Double> norms) {
    if (norms.isEmpty()) {
      return;
    }
    if (count++ == 0) {
      squares = new double[norms.size()];
    }
    for (int l = 0; l < squares.length; l++) {
      squares[l] += norms.get(l) * norms.get(l);
    }
  }

  /** Root mean squares of the norms that were added; empty where there are none. */
  List<Double> rootMeanSquares() {
    return Arrays.stream(squares).map(sum -> Math.sqrt(sum / count)).boxed().toList();
  }
}
