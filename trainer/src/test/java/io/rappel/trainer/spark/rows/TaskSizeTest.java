package io.rappel.trainer.spark.rows;

import static org.assertj.core.api.Assertions.assertThat;

import io.rappel.trainer.config.TrainingConfig;
import io.rappel.trainer.data.Example;
import io.rappel.trainer.data.shard.Shard;
import io.rappel.trainer.spark.SparkFixture;
import java.util.List;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.rdd.RDD;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/** What goes out with the tasks of each step does not grow with the columns. */
class TaskSizeTest {

  private static final int MOST_BYTES = 16 << 10;

  private static final ClassTag<RDD<Shard>> TAG = ClassTag$.MODULE$.apply(RDD.class);

  @ParameterizedTest
  @ValueSource(ints = {10, 100_000})
  void theRowsOfAStepAreSmallToSend(int features) {
    List<Example> rows = SparkFixture.sparseRows(500, features, 1);

    assertThat(SparkFixture.<Integer>withSpark("local[2]", sc -> bytes(sc, rows, features)))
        .isLessThan(MOST_BYTES);
  }

  /** Of what Spark's scheduler sends of the packed rows, which is all that they come from. */
  private static int bytes(JavaSparkContext sc, List<Example> rows, int features) {
    TrainingInput input =
        TrainingInput.ofExamples(
            SparkFixture.classes(features, 2), sc.parallelize(rows, 2), null, 2, null);
    try (PreparedData prepared = PreparedData.of(input, TrainingConfig.builder().build())) {
      return SparkEnv.get()
          .closureSerializer()
          .newInstance()
          .serialize(prepared.packed().shards().rdd(), TAG)
          .remaining();
    }
  }
}
