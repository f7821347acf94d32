package io.rappel.trainer.spark.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rappel.trainer.ConfigurationException;
import io.rappel.trainer.LocalPath;
import io.rappel.trainer.TrainingConfig;
import io.rappel.trainer.TrainingListener;
import io.rappel.trainer.data.Example;
import io.rappel.trainer.data.batch.BatchSize;
import io.rappel.trainer.math.BlasKind;
import io.rappel.trainer.spark.SparkFixture;
import io.rappel.trainer.spark.SparkTraining;
import io.rappel.trainer.spark.TrainingInput;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.serializer.JavaSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Gradients longer than what Spark's settings let pass come in pieces. */
class ResultLimitsTest {

  private static final int FEATURES = 20;
  private static final List<Example> ROWS = SparkFixture.classRows(300, FEATURES, 2, 1);

  private static ResultLimits limits(String setting, String value) {
    return ResultLimits.of(SparkFixture.configuration().set(setting, value));
  }

  @Test
  void piecesAndJobsStayBelowTheSettings() {
    int length = 6_000_000;
    for (String setting : List.of("16m", "17m", "40m", "1g")) {
      ResultLimits limits = limits("spark.driver.maxResultSize", setting);
      int pieces = limits.pieces(length);
      long most = new SparkConf(false).set("m", setting).getSizeAsBytes("m");

      assertThat(8L * length / pieces).isLessThanOrEqualTo(Math.min(32 << 20, most));
      assertThat(8L * length / pieces * limits.atOnce(length, pieces)).isLessThan(most);
    }
    assertThat(limits("spark.driver.maxResultSize", "0").atOnce(length, 40)).isEqualTo(40);
    assertThat(limits("spark.kryoserializer.buffer.max", "2m").piece()).isLessThan(2 << 20);
    assertThat(
            ResultLimits.of(
                    SparkFixture.configuration()
                        .set("spark.serializer", JavaSerializer.class.getName())
                        .set("spark.kryoserializer.buffer.max", "1m"))
                .piece())
        .as("the buffer of Kryo is no matter without Kryo")
        .isEqualTo(32 << 20);
  }

  @Test
  void shortArraysFitWholeWithWhatGoesAlong() {
    ResultLimits usual = limits("spark.driver.maxResultSize", "1g");
    assertThat(usual.fitWhole(1_000, 256)).isTrue();
    assertThat(usual.fitWhole(1_000_000, 5)).isFalse();
    assertThat(usual.fitWhole(1, 10_000)).as("results themselves take room").isFalse();
    assertThat(limits("spark.driver.maxResultSize", "1m").fitWhole(1_000, 256)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"spark.driver.maxResultSize", "spark.kryoserializer.buffer.max"})
  void aSettingThatLetsNothingPassIsNamed(String setting) {
    assertThatThrownBy(() -> limits(setting, "900k"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "%s is 921,600 bytes, and results take up to 1 MiB: raise it with --conf %s=1m",
            setting, setting);
  }

  @ParameterizedTest
  @ValueSource(strings = {"spark.driver.maxResultSize", "spark.kryoserializer.buffer.max"})
  void aLongGradientComesInPiecesToTheSameModel(String setting) throws TimeoutException {
    double[] onThreads = SparkFixture.withSpark("local[2]", sc -> train(sc, LocalPath.ALWAYS));
    SparkConf conf = SparkFixture.configuration().setMaster("local[2]").set(setting, "1m");
    try (JavaSparkContext sc = new JavaSparkContext(conf)) {
      sc.setLogLevel("ERROR");
      Jobs jobs = new Jobs();
      sc.sc().addSparkListener(jobs);

      assertThat(train(sc, LocalPath.NEVER)).isEqualTo(onThreads);
      sc.sc().listenerBus().waitUntilEmpty();
      assertThat(jobs.byDescription.values()).contains(setting.contains("Result") ? 2 : 1);
    }
  }

  /** How many jobs each step had. */
  private static final class Jobs extends SparkListener {

    private final Map<String, Integer> byDescription = new ConcurrentHashMap<>();

    @Override
    public void onJobStart(SparkListenerJobStart job) {
      String description = job.properties().getProperty("spark.job.description", "");
      if (description.contains("step")) {
        byDescription.merge(description, 1, Integer::sum);
      }
    }
  }

  /** Of 1.5 MB in float64. */
  private static double[] train(JavaSparkContext sc, LocalPath path) {
    TrainingConfig config =
        TrainingConfig.builder()
            .hidden(List.of(8_500))
            .batch(BatchSize.full())
            .epochs(3)
            .blas(BlasKind.EJML)
            .localPath(path)
            .build();
    return SparkTraining.train(
            TrainingInput.ofExamples(
                SparkFixture.classes(FEATURES, 2), sc.parallelize(ROWS, 2), null, 2, null),
            config,
            new TrainingListener() {})
        .model()
        .parameters();
  }
}
