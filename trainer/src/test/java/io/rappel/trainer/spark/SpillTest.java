package io.rappel.trainer.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.rappel.trainer.config.LocalPath;
import io.rappel.trainer.config.TrainingConfig;
import io.rappel.trainer.data.Example;
import io.rappel.trainer.data.batch.BatchSize;
import io.rappel.trainer.math.blas.BlasKind;
import io.rappel.trainer.progress.RunDescription;
import io.rappel.trainer.progress.TrainingListener;
import io.rappel.trainer.spark.rows.TrainingInput;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;

/** Rows that do not fit the memory given to Spark go to disk, and give the same model. */
class SpillTest {

  private static final int FEATURES = 100;
  private static final int PARTITIONS = 8;
  private static final List<Example> ROWS = SparkFixture.classRows(30_000, FEATURES, 2, 1);

  @Test
  void rowsBeyondMemoryGiveTheSameModel() {
    double[] inMemory =
        SparkFixture.withSpark("local[2]", sc -> train(sc, LocalPath.ALWAYS, new Storage(sc)));
    String few = Double.toString(4e6 / (Runtime.getRuntime().maxMemory() - 300e6));
    try (JavaSparkContext sc =
        new JavaSparkContext(
            SparkFixture.configuration()
                .setMaster("local[2]")
                .set("spark.memory.fraction", few)
                .set("spark.buffer.pageSize", "256k"))) {
      sc.setLogLevel("ERROR");
      Storage storage = new Storage(sc);
      double[] spilled = train(sc, LocalPath.NEVER, storage);

      assertThat(storage.onDisk).isGreaterThan(4L * FEATURES * ROWS.size() / 2);
      assertThat(spilled).isEqualTo(inMemory);
    }
  }

  /** How much of the packed rows is on disk when the first step begins. */
  private static final class Storage implements TrainingListener {

    private final JavaSparkContext context;
    private long onDisk;

    Storage(JavaSparkContext context) {
      this.context = context;
    }

    @Override
    public void started(RunDescription run) {
      onDisk = Stream.of(context.sc().getRDDStorageInfo()).mapToLong(rdd -> rdd.diskSize()).sum();
    }
  }

  private static double[] train(JavaSparkContext sc, LocalPath path, Storage storage) {
    TrainingConfig config =
        TrainingConfig.builder()
            .hidden(List.of(8))
            .batch(BatchSize.of(512))
            .epochs(2)
            .blas(BlasKind.EJML)
            .localPath(path)
            .build();
    TrainingInput input =
        TrainingInput.ofExamples(
            SparkFixture.classes(FEATURES, 2), sc.parallelize(ROWS, 4), null, PARTITIONS, null);
    return SparkTraining.train(input, config, storage).model().parameters();
  }
}
