package io.rappel.trainer.optim;

import io.rappel.trainer.optim.rule.Adagrad64;
import io.rappel.trainer.optim.rule.Adam64;
import io.rappel.trainer.optim.rule.ClipByNorm64;
import io.rappel.trainer.optim.rule.ClipByValue64;
import io.rappel.trainer.optim.rule.DecoupledWeightDecay64;
import io.rappel.trainer.optim.rule.Momentum64;
import io.rappel.trainer.optim.rule.RmsProp64;
import io.rappel.trainer.optim.rule.Slowed64;
import io.rappel.trainer.optim.rule.Transform64;
import java.util.ArrayList;
import java.util.List;

/**
 * The chains of optimizers: clip by value, clip by norm, rule, decay, slowing; the float32 twin is
 * generated at build.
 */
final class Chain64 {

  private Chain64() {}

  static List<Transform64> of(OptimizerKind kind, int size, OptimizerSettings settings) {
    List<Transform64> chain = new ArrayList<>();
    if (settings.clipValue() > 0) {
      chain.add(new ClipByValue64(settings.clipValue()));
    }
    if (settings.clipNorm() > 0) {
      chain.add(new ClipByNorm64(settings.clipNorm()));
    }
    chain.addAll(rule(kind, size, settings));
    if (settings.slowFactor() != 1 && !settings.slowed().isEmpty()) {
      chain.add(new Slowed64(settings.slowFactor(), settings.slowed()));
    }
    return chain;
  }

  private static List<Transform64> rule(OptimizerKind kind, int size, OptimizerSettings settings) {
    return switch (kind) {
      case GD -> List.of();
      case MOMENTUM -> List.of(new Momentum64(size, OptimizerKind.MU, false));
      case NESTEROV -> List.of(new Momentum64(size, OptimizerKind.MU, true));
      case ADAGRAD -> List.of(new Adagrad64(size, OptimizerKind.ADAGRAD_EPSILON));
      case RMSPROP -> List.of(new RmsProp64(size, OptimizerKind.ALPHA, OptimizerKind.EPSILON));
      case ADAM -> List.of(adam(size));
      case ADAMW ->
          List.of(
              adam(size), new DecoupledWeightDecay64(settings.weightDecay(), settings.decayed()));
      case LBFGS -> throw new IllegalStateException("L-BFGS is no chain of transforms");
    };
  }

  private static Transform64 adam(int size) {
    return new Adam64(size, OptimizerKind.BETA1, OptimizerKind.BETA2, OptimizerKind.EPSILON);
  }
}
