package io.rappel.trainer.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.rappel.trainer.data.batch.BatchPlan;
import io.rappel.trainer.data.batch.BatchSize;
import io.rappel.trainer.data.batch.SamplingKind;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the header says of batches that are too small for the cores. */
class IdleCoresTest {

  private static Optional<String> idle(BatchSize batch, SamplingKind sampling, int cores) {
    BatchPlan plan = new BatchPlan(new int[] {10_000, 10_000}, batch, sampling, 1);
    return SparkTraining.idle(plan, cores);
  }

  @Test
  void aBatchOfFewerUnitsThanCoresIsNoted() {
    assertThat(idle(BatchSize.of(128), SamplingKind.SHUFFLE, 3))
        .hasValueSatisfying(
            note -> assertThat(note).startsWith("a step is 2 units of work for 3 cores, so"));
    assertThat(idle(BatchSize.of(64), SamplingKind.SHUFFLE, 2))
        .hasValueSatisfying(note -> assertThat(note).startsWith("a step is one unit of work for"));
    assertThat(idle(BatchSize.of(128), SamplingKind.SHUFFLE, 2)).isEmpty();
    assertThat(idle(BatchSize.full(), SamplingKind.SHUFFLE, 1_000)).isEmpty();
    assertThat(idle(BatchSize.of(64), SamplingKind.BERNOULLI, 1_000)).isEmpty();
  }
}
