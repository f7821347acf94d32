package io.rappel.trainer.objective;

import io.rappel.trainer.metrics.ClassificationSums;
import io.rappel.trainer.metrics.MetricSums;
import io.rappel.trainer.metrics.RegressionSums;
import java.io.Serializable;

/**
 * How rows are scored.
 *
 * @param decoder of the outputs
 * @param binned whether AUC is computed from bins of the score, for very many rows
 */
public record ScoreSpec(OutputDecoder decoder, boolean binned) implements Serializable {

  private static final long LARGEST_SORTED = 1L << 20;

  /** For a number of rows: AUC by sorting up to 2^20 of them, by bins beyond. */
  public static ScoreSpec of(OutputDecoder decoder, long rows) {
    return new ScoreSpec(decoder, rows > LARGEST_SORTED);
  }

  MetricSums newMetrics() {
    return decoder.classes() > 0
        ? new ClassificationSums(decoder.classes(), binned)
        : new RegressionSums(decoder.width());
  }
}
