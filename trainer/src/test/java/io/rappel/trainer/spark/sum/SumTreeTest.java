package io.rappel.trainer.spark.sum;

import static org.assertj.core.api.Assertions.assertThat;

import io.rappel.trainer.config.LocalPath;
import io.rappel.trainer.config.TrainingConfig;
import io.rappel.trainer.data.Example;
import io.rappel.trainer.data.batch.BatchSize;
import io.rappel.trainer.math.blas.BlasKind;
import io.rappel.trainer.model.DataSchema;
import io.rappel.trainer.progress.RunDescription;
import io.rappel.trainer.progress.StepReport;
import io.rappel.trainer.progress.TrainingListener;
import io.rappel.trainer.spark.SparkFixture;
import io.rappel.trainer.spark.SparkTraining;
import io.rappel.trainer.spark.engine.ScalaCollections;
import io.rappel.trainer.spark.rows.TrainingInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;

/** Sums of more partitions than the driver adds by itself. */
class SumTreeTest {

  private static final int PARTITIONS = 70;
  private static final DataSchema SCHEMA = SparkFixture.classes(2, 2);

  @Test
  void givesTheSameBitsAndLeavesNoFiles() {
    List<Example> rows = SparkFixture.classRows(72_000, 2, 2, 1);
    SparkFixture.withSpark(
        "local[2]",
        sc -> {
          Shuffles shuffles = new Shuffles();
          double[] spread = train(sc, rows, LocalPath.NEVER, shuffles);
          double[] local = train(sc, rows, LocalPath.ALWAYS, new Shuffles());

          assertThat(spread).isEqualTo(local);
          assertThat(shuffles.leftBySteps).hasSize(3).allMatch(Set::isEmpty);
          return null;
        });
  }

  /** Notes which shuffles of steps have files when the step is over. */
  private static final class Shuffles implements TrainingListener {

    private final List<Set<Integer>> leftBySteps = new ArrayList<>();
    private int before;

    @Override
    public void started(RunDescription run) {
      before = withFiles().stream().mapToInt(id -> id).max().orElseThrow();
    }

    @Override
    public void stepped(StepReport step) {
      leftBySteps.add(withFiles().stream().filter(id -> id > before).collect(Collectors.toSet()));
    }

    private static Set<Integer> withFiles() {
      return ScalaCollections.asJava(SparkEnv.get().blockManager().diskBlockManager().getAllFiles())
          .stream()
          .map(file -> file.getName().split("_"))
          .filter(name -> name[0].equals("shuffle"))
          .map(name -> Integer.valueOf(name[1]))
          .collect(Collectors.toSet());
    }
  }

  private static double[] train(
      JavaSparkContext sc, List<Example> rows, LocalPath path, TrainingListener listener) {
    TrainingConfig config =
        TrainingConfig.builder()
            .hidden(List.of(3))
            .batch(BatchSize.full())
            .epochs(3)
            .blas(BlasKind.EJML)
            .localPath(path)
            .build();
    return SparkTraining.train(
            TrainingInput.ofExamples(SCHEMA, sc.parallelize(rows, 3), null, PARTITIONS, null),
            config,
            listener)
        .model()
        .parameters();
  }
}
