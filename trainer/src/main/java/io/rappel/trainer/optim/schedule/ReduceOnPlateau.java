package io.rappel.trainer.optim.schedule;

import io.rappel.trainer.optim.FirstOrder64;
import io.rappel.trainer.optim.rule.Checks;
import java.util.Map;

/**
 * A rate that falls when the loss no longer does. As PyTorch's {@code ReduceLROnPlateau} with mode
 * min, relative threshold 10⁻⁴ and no cooldown: an {@linkplain #observe observed} loss that is
 * below the best one by 10⁻⁴ of its magnitude is the new best; after more than <em>patience</em>
 * others in a row the rate is multiplied by the factor, and counting begins anew. We depart from
 * PyTorch where losses are negative: it multiplies the best one by 1 − 10⁻⁴, and takes losses that
 * rise for better ones. The state is part of {@link FirstOrder64#state()}.
 */
public final class ReduceOnPlateau implements Schedule {

  private static final double THRESHOLD = 1e-4;
  private static final int RATE = 0;
  private static final int BEST = 1;
  private static final int WAITED = 2;

  private final double factor;
  private final int patience;
  private final double[] state;

  /**
   * A schedule that has seen no loss.
   *
   * @param rate the learning rate to begin with
   * @param factor what the rate is multiplied by, in [0, 1)
   * @param patience how many observations without progress are tolerated
   */
  public ReduceOnPlateau(double rate, double factor, int patience) {
    Checks.positive("learning rate", rate);
    this.factor = Checks.fraction("factor on a plateau", factor);
    this.patience = (int) Checks.notNegative("patience on a plateau", patience);
    this.state = new double[] {rate, Double.POSITIVE_INFINITY, 0};
  }

  @Override
  public double learningRate(long step) {
    return state[RATE];
  }

  @Override
  public void observe(double loss) {
    if (loss < state[BEST] * (1 - Math.copySign(THRESHOLD, state[BEST]))) {
      state[BEST] = loss;
      state[WAITED] = 0;
    } else if (++state[WAITED] > patience) {
      state[RATE] *= factor;
      state[WAITED] = 0;
    }
  }

  @Override
  public Map<String, double[]> state() {
    return Map.of("plateau", state);
  }
}
