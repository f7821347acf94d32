package io.rappel.trainer.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.rappel.trainer.config.LocalPath;
import io.rappel.trainer.config.TrainingConfig;
import io.rappel.trainer.data.Example;
import io.rappel.trainer.data.batch.BatchSize;
import io.rappel.trainer.math.blas.BlasKind;
import io.rappel.trainer.progress.RunDescription;
import io.rappel.trainer.progress.StepReport;
import io.rappel.trainer.progress.TrainingListener;
import io.rappel.trainer.spark.rows.TrainingInput;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.apache.spark.SparkEnv;
import org.apache.spark.storage.BlockId;
import org.apache.spark.storage.BlockManager;
import org.apache.spark.storage.BlockStatus;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import scala.Option;
import scala.collection.Iterator;

/** Thousands of steps take no more memory and no more disk than hundreds. */
class SteadyMemoryTest {

  private static final int STEPS = 5_000;

  /** So many steps are between two looks. */
  private static final int LOOKS = 1_000;

  /** Spark remembers the last 1,000 jobs. */
  private static final int SETTLED = 2_000;

  private static final int FEATURES = 20;
  private static final int HIDDEN = 500;

  /** What would leak in a step, if anything did: a gradient, parameters, a broadcast. */
  private static final long VECTOR_BYTES = 4L * FEATURES * HIDDEN;

  private static final long MOST_BLOCKS = 20 * VECTOR_BYTES;

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "AUTO")
  void isFlatOverFiveThousandSteps(LocalPath path) {
    List<Example> rows = SparkFixture.classRows(4_000, FEATURES, 3, 1);
    TrainingConfig config =
        TrainingConfig.builder()
            .hidden(List.of(HIDDEN))
            .batch(BatchSize.of(128))
            .epochs(STEPS)
            .maxSteps(STEPS)
            .patience(0)
            .tolerance(0)
            .blas(BlasKind.EJML)
            .localPath(path)
            .build();
    SparkFixture.withSpark(
        "local[2]",
        sc -> {
          Watch watch = new Watch();
          TrainingInput input =
              TrainingInput.ofExamples(
                  SparkFixture.classes(FEATURES, 3), sc.parallelize(rows, 2), null, 2, null);
          SparkTraining.train(input, config, watch);

          assertThat(watch.heaps).hasSize(STEPS / LOOKS);
          assertThat(watch.last(watch.heaps) - watch.heaps.get(SETTLED / LOOKS - 1))
              .as("growth of the heap over %d steps", STEPS - SETTLED)
              .isLessThan((STEPS - SETTLED) / 10 * VECTOR_BYTES);
          assertThat(watch.blocks)
              .as("bytes of blocks beside the rows; the last ones may be on their way out")
              .allMatch(bytes -> bytes < MOST_BLOCKS);
          assertThat(watch.last(watch.files)).isEqualTo(watch.files.get(0));
          return null;
        });
  }

  /** Looks at the heap after a collection, and at Spark's blocks and files, now and then. */
  private static final class Watch implements TrainingListener {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    private final List<Long> heaps = new ArrayList<>();
    private final List<Long> blocks = new ArrayList<>();
    private final List<Long> files = new ArrayList<>();
    private long before;

    @Override
    public void started(RunDescription run) {
      before = blocks();
    }

    @Override
    public void stepped(StepReport step) {
      if (step.step() % LOOKS == 0) {
        blocks.add(settledBlocks());
        System.gc();
        heaps.add(ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        files.add((long) SparkEnv.get().blockManager().diskBlockManager().getAllFiles().size());
      }
    }

    /**
     * Spark removes blocks on threads of its own, which a busy machine keeps waiting. A look
     * allocates, and many would bring about the collection that removes what was forgotten.
     */
    private long settledBlocks() {
      long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
      long bytes = blocks();
      while (bytes >= MOST_BLOCKS && System.nanoTime() < deadline) {
        LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        bytes = blocks();
      }
      return bytes;
    }

    /**
     * Of blocks that may be vectors. Spark's own of a job are smaller and stay until a collection,
     * which may not come in a thousand steps.
     */
    private long blocks() {
      BlockManager manager = SparkEnv.get().blockManager();
      long bytes = 0;
      for (Iterator<BlockId> ids = manager.getMatchingBlockIds(any -> true).iterator();
          ids.hasNext(); ) {
        Option<BlockStatus> status = manager.getStatus(ids.next());
        long size = status.isEmpty() ? 0 : status.get().memSize() + status.get().diskSize();
        bytes += size >= VECTOR_BYTES / 2 ? size : 0;
      }
      return bytes - before;
    }

    private long last(List<Long> numbers) {
      return numbers.get(numbers.size() - 1);
    }
  }
}
