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
 * @param sampleRows how many rows of each shard's range to keep with their predictions, of
 *     regressions; 0: none
 */
public record ScoreSpec(OutputDecoder decoder, boolean binned, int sampleRows)
    implements Serializable {

  /** Enough for people to see how errors lie. */
  private static final int SAMPLE = 1000;

  private static final long LARGEST_SORTED = 1L << 20;

  /** Without a sample of rows. */
  public ScoreSpec(OutputDecoder decoder, boolean binned) {
    this(decoder, binned, 0);
  }

  /** The same with a sample of about 1,000 rows, or one of each shard where those are more. */
  public ScoreSpec withSample(int shards) {
    boolean values = decoder.classes() == 0;
    return new ScoreSpec(decoder, binned, values ? (SAMPLE + shards - 1) / shards : 0);
  }

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
