package io.rappel.trainer.objective;

import io.rappel.trainer.math.Vectors64;
import io.rappel.trainer.network.ParameterLayout;
import io.rappel.trainer.network.ParameterLayout.Tensor;

/** A {@link Penalty} on a part of the parameters; the float32 twin is generated at build. */
@SuppressWarnings("cast") // the float32 twin needs the casts
final class PenaltyTerms64 {

  private PenaltyTerms64() {}

  /** The penalty on those of the entries [from, to) that are weights. */
  static /* wide */ double at(
      Penalty penalty, ParameterLayout layout, double[] parameters, int from, int to) {
    /* wide */ double sum = 0;
    for (Tensor tensor : layout.tensors()) {
      int start = Math.max(from, tensor.offset());
      int end = Math.min(to, tensor.end());
      if (tensor.weight() && start < end) {
        sum += on(penalty, parameters, start, end);
      }
    }
    return sum;
  }

  /**
   * Adds the penalty's gradient.
   *
   * @return the penalty
   */
  static /* wide */ double addTo(
      double[] gradient,
      Penalty penalty,
      ParameterLayout layout,
      double[] parameters,
      int from,
      int to) {
    double l1 = (double) penalty.l1();
    double l2 = (double) penalty.l2();
    for (Tensor tensor : layout.tensors()) {
      int start = Math.max(from, tensor.offset());
      int end = tensor.weight() ? Math.min(to, tensor.end()) : 0;
      if (l2 > 0) {
        for (int i = start; i < end; i++) {
          gradient[i] += l2 * parameters[i];
        }
      }
      if (l1 > 0) {
        for (int i = start; i < end; i++) {
          gradient[i] += l1 * Math.signum(parameters[i]);
        }
      }
    }
    return at(penalty, layout, parameters, from, to);
  }

  /** The penalty on the weights [from, to). */
  private static /* wide */ double on(Penalty penalty, double[] parameters, int from, int to) {
    /* wide */ double sum =
        penalty.l2() > 0 ? penalty.l2() / 2 * Vectors64.dot(parameters, parameters, from, to) : 0;
    if (penalty.l1() > 0) {
      /* wide */ double magnitudes = 0;
      for (int i = from; i < to; i++) {
        magnitudes += Math.abs(parameters[i]);
      }
      sum += penalty.l1() * magnitudes;
    }
    return sum;
  }
}
