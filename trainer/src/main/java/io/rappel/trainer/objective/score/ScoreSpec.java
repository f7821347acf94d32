package io.rappel.trainer.objective.score;

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
 * @param curves whether {@link ScoreSum#curves} is asked for, of any number of classes
 * @param trainingRows how many training rows of each shard are scored, where it is them, the first
 *     ones; 0: all
 */
public record ScoreSpec(
    OutputDecoder decoder, boolean binned, int sampleRows, boolean curves, int trainingRows)
    implements Serializable {

  /** Enough for people to see how errors lie. */
  private static final int SAMPLE = 1000;

  /** These take up to 7 MB in the result of a task. */
  private static final long LARGEST_SORTED = 1L << 18;

  /** Without a sample of rows and without curves. */
  public ScoreSpec(OutputDecoder decoder, boolean binned) {
    this(decoder, binned, 0, false, 0);
  }

  /**
   * The same with what a report shows: of classes the curves, of values a sample of about 1,000
   * rows, or one of each shard where those are more.
   */
  public ScoreSpec forReport(int shards) {
    boolean values = decoder.classes() == 0;
    int sample = values ? (SAMPLE + shards - 1) / shards : 0;
    return new ScoreSpec(decoder, binned, sample, !values, 0);
  }

  /** For a number of rows: AUC by sorting up to 2^18 of them, by bins beyond. */
  public static ScoreSpec of(OutputDecoder decoder, long rows) {
    return new ScoreSpec(decoder, rows > LARGEST_SORTED);
  }

  /**
   * The same with about so many of the training rows, or one of each shard where those are more.
   */
  public ScoreSpec ofTraining(long rows, int shards) {
    int each = (int) ((rows + shards - 1) / shards);
    return new ScoreSpec(decoder, binned, sampleRows, curves, each);
  }

  MetricSums newMetrics() {
    return decoder.classes() > 0
        ? new ClassificationSums(decoder.classes(), binned, curves)
        : new RegressionSums(decoder.width());
  }
}
