package io.rappel.trainer.spark.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rappel.trainer.config.ConfigurationException;
import io.rappel.trainer.config.LocalPath;
import io.rappel.trainer.config.TrainingConfig;
import io.rappel.trainer.data.Cell;
import io.rappel.trainer.data.Example;
import io.rappel.trainer.data.RowBatch;
import io.rappel.trainer.data.Texts;
import io.rappel.trainer.data.batch.BatchSize;
import io.rappel.trainer.features.FeatureSpec;
import io.rappel.trainer.features.NumberEncoding;
import io.rappel.trainer.math.blas.BlasKind;
import io.rappel.trainer.model.DataSchema;
import io.rappel.trainer.progress.TrainingListener;
import io.rappel.trainer.spark.SparkFixture;
import io.rappel.trainer.spark.SparkTraining;
import io.rappel.trainer.spark.deal.DealtRows;
import io.rappel.trainer.spark.rows.TargetCheck;
import io.rappel.trainer.spark.rows.TrainingInput;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.serializer.JavaSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Gradients longer than what Spark's settings let pass come in pieces. */
class ResultLimitsTest {

  private static final int FEATURES = 20;
  private static final int BATCHES = 20;
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
    assertThat(limits("spark.kryoserializer.buffer.max", "18m").piece()).isLessThan(18 << 20);
    assertThat(
            ResultLimits.of(
                    SparkFixture.configuration()
                        .set("spark.serializer", JavaSerializer.class.getName())
                        .set("spark.kryoserializer.buffer.max", "16m"))
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
    assertThat(limits("spark.driver.maxResultSize", "16m").fitWhole(9_000, 256)).isFalse();
  }

  @Test
  void resultsThatCanBeDividedComeInAsManyJobsAsTheyNeed() {
    ResultLimits small = limits("spark.driver.maxResultSize", "16m");
    assertThat(small.jobs(4 << 20, 64)).isEqualTo(1);
    assertThat(small.jobs(40 << 20, 64)).isEqualTo(6);
    assertThat(small.jobs(40 << 20, 10_000)).as("results themselves take room").isEqualTo(11);
    assertThat(limits("spark.driver.maxResultSize", "0").jobs(1L << 40, 64)).isEqualTo(1);
  }

  /** Profiles of all tasks take 73 MB in the one case, numbers for quantiles 32 in the other. */
  @ParameterizedTest
  @CsvSource({"600,true", "2000,false"})
  void whatTasksFindOutAboutATableFitsAlthoughAllOfItWouldNot(int width, boolean integers) {
    SparkConf conf = SparkFixture.configuration().setMaster("local[2]");
    double[] usual;
    try (JavaSparkContext sc = new JavaSparkContext(conf)) {
      usual = trainOnTable(sc, 1, width, integers);
    }
    try (JavaSparkContext sc =
        new JavaSparkContext(conf.set("spark.driver.maxResultSize", "16m"))) {
      assertThat(trainOnTable(sc, BATCHES, width, integers)).isEqualTo(usual);
    }
  }

  /** Rows whose columns have up to 400 different integers each, or fractions. */
  private static RowBatch batch(int seed, int width, boolean integers) {
    Random random = new Random(seed);
    long[][] columns = new long[width][110];
    for (long[] column : columns) {
      Arrays.setAll(
          column, i -> Cell.number(random.nextInt(400) + (integers ? 0 : random.nextDouble())));
    }
    long[] labels = Arrays.stream(columns[0]).map(c -> Cell.number(c % 2 == 0 ? 0 : 1)).toArray();
    return RowBatch.table(
        labels.length, columns, new Texts[width], new long[][] {labels}, new Texts[1], null);
  }

  private static double[] trainOnTable(
      JavaSparkContext sc, int tasks, int width, boolean integers) {
    TrainingConfig config =
        TrainingConfig.builder()
            .hidden(List.of(2))
            .epochs(1)
            .encoding(new NumberEncoding(NumberEncoding.Kind.HAT, 2))
            .blas(BlasKind.EJML)
            .build();
    DataSchema schema = SparkFixture.classes(width, 2);
    JavaRDD<RowBatch> batches =
        sc.parallelize(IntStream.range(0, BATCHES).boxed().toList(), tasks)
            .map(seed -> batch(seed, width, integers));
    return SparkTraining.train(
            new TrainingInput(
                schema,
                schema.features(),
                schema.features().stream().map(FeatureSpec::number).toList(),
                DealtRows.read(batches, width, 1, 0),
                null,
                null,
                tasks,
                null,
                null,
                TargetCheck.NONE),
            config,
            new TrainingListener() {})
        .model()
        .parameters();
  }

  @ParameterizedTest
  @ValueSource(strings = {"spark.driver.maxResultSize", "spark.kryoserializer.buffer.max"})
  void aSettingThatLetsNothingPassIsNamed(String setting) {
    assertThatThrownBy(() -> limits(setting, "15m"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "%s is 15,728,640 bytes, and results take up to 16 MiB: raise it with --conf %s=16m",
            setting, setting);
  }

  @ParameterizedTest
  @ValueSource(strings = {"spark.driver.maxResultSize", "spark.kryoserializer.buffer.max"})
  void aLongGradientComesInPiecesToTheSameModel(String setting) throws TimeoutException {
    double[] onThreads = SparkFixture.withSpark("local[2]", sc -> train(sc, LocalPath.ALWAYS));
    SparkConf conf = SparkFixture.configuration().setMaster("local[2]").set(setting, "16m");
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

  /** Of 18 MB in float64. */
  private static double[] train(JavaSparkContext sc, LocalPath path) {
    TrainingConfig config =
        TrainingConfig.builder()
            .hidden(List.of(100_000))
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
