package io.rappel.trainer.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.rappel.trainer.Trainer;
import io.rappel.trainer.TrainingControl;
import io.rappel.trainer.TrainingResult;
import io.rappel.trainer.config.ConfigurationException;
import io.rappel.trainer.config.Keep;
import io.rappel.trainer.config.LocalPath;
import io.rappel.trainer.config.TrainingConfig;
import io.rappel.trainer.data.Example;
import io.rappel.trainer.data.TestRows;
import io.rappel.trainer.data.batch.BatchSize;
import io.rappel.trainer.data.shard.ScalingKind;
import io.rappel.trainer.math.Mix;
import io.rappel.trainer.math.blas.BlasKind;
import io.rappel.trainer.model.Model;
import io.rappel.trainer.network.Average;
import io.rappel.trainer.progress.EpochReport;
import io.rappel.trainer.progress.StepReport;
import io.rappel.trainer.progress.TrainingListener;
import io.rappel.trainer.spark.rows.TrainingInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several networks, trained one after another and averaged. */
class MembersTest {

  private static final int MEMBERS = 3;

  /** A rate at which so few steps get nowhere, and three times as fast somewhere. */
  private static final double SLOW = 4e-4;

  private static final Choice CHOICE =
      Choice.all().filter(c -> c.name().equals("optimizer adam")).findFirst().orElseThrow();

  private static JavaSparkContext sc;

  @BeforeAll
  static void start() {
    sc = SparkFixture.start("local[2]");
  }

  @AfterAll
  static void stop() {
    sc.close();
  }

  private static TrainingConfig.Builder settings() {
    return TrainingConfig.builder()
        .hidden(List.of(9, 5))
        .epochs(4)
        .dropout(0.2)
        .batch(BatchSize.of(50))
        .blas(BlasKind.EJML)
        .localPath(LocalPath.ALWAYS);
  }

  private static TrainingResult train(
      TrainingConfig.Builder settings, int partitions, Model warmStart, TrainingListener listener) {
    return train(settings, partitions, warmStart, listener, TrainingControl.NONE);
  }

  private static TrainingResult train(
      TrainingConfig.Builder settings,
      int partitions,
      Model warmStart,
      TrainingListener listener,
      TrainingControl control) {
    return train(300, settings, partitions, warmStart, listener, control);
  }

  private static TrainingResult train(
      int count,
      TrainingConfig.Builder settings,
      int partitions,
      Model warmStart,
      TrainingListener listener,
      TrainingControl control) {
    List<Example> rows = CHOICE.data().rows(count);
    return SparkTraining.train(
        TrainingInput.ofExamples(
            CHOICE.data().schema(), sc.parallelize(rows, partitions), null, partitions, warmStart),
        settings.build(),
        listener,
        control);
  }

  private static Model model(TrainingConfig.Builder settings) {
    return train(settings, 2, null, new TrainingListener() {}).model();
  }

  @Test
  void theModelIsTheAverageOfRunsFromSeedsOfTheirOwn() {
    Model whole = model(settings().seed(7).members(MEMBERS));
    List<Model> alone =
        IntStream.range(0, MEMBERS)
            .mapToObj(m -> model(settings().seed(m == 0 ? 7 : Mix.mix(7, m))))
            .toList();
    Average average = new Average(alone.get(0).network(), MEMBERS);

    assertThat(whole.network()).hasToString(average.network().toString());
    double[] expected = average.parameters(alone.stream().map(Model::parameters).toList());
    assertThat(whole.parameters()).isEqualTo(whole.precision().round(expected));
    assertThat(alone.get(1).parameters()).isNotEqualTo(alone.get(0).parameters());
  }

  /** A run of one network, with the least validation loss of an epoch. */
  private static double leastLoss(int rows, TrainingConfig.Builder settings) {
    List<Double> losses = new ArrayList<>();
    train(
        rows,
        settings,
        2,
        null,
        new TrainingListener() {
          @Override
          public void epochEnded(EpochReport epoch) {
            losses.add(epoch.validationLoss());
          }
        },
        TrainingControl.NONE);
    return losses.stream().mapToDouble(loss -> loss).min().orElseThrow();
  }

  /** The first learns slowly here, at which bold rates are better, and fast there. */
  @ParameterizedTest
  @ValueSource(doubles = {1e-4, 0.1})
  void theThirdLearnsAtTheRateThatWasBetter(double rate) {
    int rows = 900; // enough to choose by
    boolean boldWins =
        leastLoss(rows, settings().learningRate(3 * rate).seed(Mix.mix(7, 1)))
            < leastLoss(rows, settings().learningRate(rate).seed(7));
    double better = boldWins ? 3 * rate : rate;
    List<Model> alone =
        List.of(
            trainOf(rows, settings().learningRate(rate).seed(7)).model(),
            trainOf(rows, settings().learningRate(3 * rate).seed(Mix.mix(7, 1))).model(),
            trainOf(rows, settings().learningRate(better).seed(Mix.mix(7, 2))).model());

    Model whole =
        trainOf(rows, settings().learningRate(rate).seed(7).members(MEMBERS).triesBold(true))
            .model();

    assertThat(boldWins).isEqualTo(rate < 0.01);
    double[] expected =
        new Average(alone.get(0).network(), MEMBERS)
            .parameters(alone.stream().map(Model::parameters).toList());
    assertThat(whole.parameters()).isEqualTo(whole.precision().round(expected));
  }

  @Test
  void whatIsClearlyWorseIsNotAveraged() {
    int rows = 2_500; // enough to validate on
    TrainingConfig.Builder slow = settings().learningRate(SLOW).seed(7);
    TrainingResult result = trainOf(rows, slow.members(MEMBERS).triesBold(true));

    Model second = trainOf(rows, settings().learningRate(3 * SLOW).seed(Mix.mix(7, 1))).model();
    Model third = trainOf(rows, settings().learningRate(3 * SLOW).seed(Mix.mix(7, 2))).model();
    double[] expected =
        new Average(second.network(), 2)
            .parameters(List.of(second.parameters(), third.parameters()));
    assertThat(result.model().parameters()).isEqualTo(second.precision().round(expected));
    assertThat(result.stoppedBecause()).contains("all 3 members", "but for number 1,");
  }

  /**
   * The average of networks that were trained alone on what the others held out, and their loss.
   */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void networksValidateOnRowsOfTheirOwn(boolean bold) {
    double share = 0.25;
    TrainingConfig.Builder settings =
        settings().scaling(ScalingKind.NONE).learningRate(SLOW).keep(Keep.BEST);
    TrainingResult whole =
        trainOf(
            300,
            settings
                .seed(7)
                .members(MEMBERS)
                .ownValidation(true)
                .triesBold(bold)
                .validationFraction(share));
    settings.members(1).ownValidation(false).triesBold(false);

    List<TrainingResult> alone = new ArrayList<>();
    for (int m = 0; m < MEMBERS; m++) {
      // The second is compared with the first, on the same rows, and the third learns as the
      // better.
      boolean fast = bold && (m == 1 || m == 2 && loss(alone.get(1)) < loss(alone.get(0)));
      settings.learningRate(fast ? 3 * SLOW : SLOW).seed(m == 0 ? 7 : Mix.mix(7, m));
      alone.add(trainWithout(bold ? Math.max(0, m - 1) : m, share, settings));
    }

    assertThat(whole.model().parameters()).isEqualTo(average(alone));
    assertThat(alone.get(MEMBERS - 1).model().parameters())
        .as("other rows, another network")
        .isNotEqualTo(trainWithout(0, share, settings).model().parameters());
    if (bold) {
      // The average of both is asked about the rows that neither has seen.
      settings.learningRate(SLOW).seed(7).validationFraction(share);
      alone.remove(1);
      alone.set(0, trainOf(300, settings.members(2).triesBold(true)));
    }
    double loss = 0;
    double weight = 0;
    for (int times = 0; times < alone.size(); times++) {
      double own = divided(times, share).get(true).stream().mapToDouble(Example::weight).sum();
      loss += own * loss(alone.get(times));
      weight += own;
    }
    assertThat(loss(whole)).isCloseTo(loss / weight, within(1e-6));
    assertThat(rows(whole)).isEqualTo(alone.stream().mapToLong(MembersTest::rows).sum());
  }

  private static long rows(TrainingResult result) {
    return ((Number) result.validation().get("rows")).longValue();
  }

  private static double loss(TrainingResult result) {
    return (double) result.validation().get("loss");
  }

  private static double[] average(List<TrainingResult> alone) {
    Model first = alone.get(0).model();
    return first
        .precision()
        .round(
            new Average(first.network(), alone.size())
                .parameters(alone.stream().map(one -> one.model().parameters()).toList()));
  }

  /** Rows by whether they are held out. */
  private static Map<Boolean, List<Example>> divided(int times, double share) {
    return CHOICE.data().rows(300).stream()
        .collect(Collectors.partitioningBy(row -> TestRows.hash(row).heldOut(0, share, times)));
  }

  /** A training on rows of which those are held out that would be after so many times. */
  private static TrainingResult trainWithout(
      int times, double share, TrainingConfig.Builder settings) {
    Map<Boolean, List<Example>> rows = divided(times, share);
    return SparkTraining.train(
        TrainingInput.ofExamples(
            CHOICE.data().schema(),
            sc.parallelize(rows.get(false), 2),
            sc.parallelize(rows.get(true), 2),
            2,
            null),
        settings.build(),
        new TrainingListener() {});
  }

  private static TrainingResult trainOf(int rows, TrainingConfig.Builder settings) {
    return train(rows, settings, 2, null, new TrainingListener() {}, TrainingControl.NONE);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void partitionsAndTheirPlaceChangeNothing(boolean ownRows) {
    TrainingConfig.Builder settings = settings().members(MEMBERS).ownValidation(ownRows);
    TrainingResult local = train(settings, 2, null, new TrainingListener() {});
    TrainingResult spark =
        train(settings.localPath(LocalPath.NEVER), 5, null, new TrainingListener() {});

    assertThat(spark.model().parameters()).isEqualTo(local.model().parameters());
    assertThat(spark.validation()).isEqualTo(local.validation());
    assertThat(spark.epochs()).isEqualTo(4 * MEMBERS);
  }

  @Test
  void epochsAndStepsGoOn() {
    List<Integer> epochs = new ArrayList<>();
    List<Long> steps = new ArrayList<>();
    train(
        settings().members(MEMBERS),
        2,
        null,
        new TrainingListener() {
          @Override
          public void epochEnded(EpochReport epoch) {
            epochs.add(epoch.epoch());
            assertThat(epoch.epochs()).isEqualTo(4 * MEMBERS);
          }

          @Override
          public void stepped(StepReport step) {
            steps.add(step.step());
          }
        });

    assertThat(epochs).isEqualTo(IntStream.rangeClosed(1, 4 * MEMBERS).boxed().toList());
    assertThat(steps).isEqualTo(Stream.iterate(1L, n -> n + 1).limit(steps.size()).toList());
  }

  /** At the end of the first member, and in the midst of the second. */
  @ParameterizedTest
  @ValueSource(ints = {4, 6})
  void whatIsInterruptedIsTheAverageOfThoseThatAreFinished(int after) {
    List<Integer> epochs = new ArrayList<>();
    TrainingResult result =
        train(
            settings().members(MEMBERS),
            2,
            null,
            new TrainingListener() {
              @Override
              public void epochEnded(EpochReport epoch) {
                epochs.add(epoch.epoch());
              }
            },
            new TrainingControl() {
              @Override
              public boolean isInterrupted() {
                return epochs.size() >= after;
              }
            });

    assertThat(result.interrupted()).isTrue();
    assertThat(result.stoppedBecause()).isEqualTo(Trainer.INTERRUPTED);
    assertThat(result.epochs()).isEqualTo(after);
    assertThat(result.model().parameters()).isEqualTo(model(settings()).parameters());
  }

  @Test
  void anAverageBeyondOneVectorIsRefused() {
    assertThatThrownBy(
            () ->
                train(
                    settings().hidden(List.of(2_000, 2_000)).members(50),
                    2,
                    null,
                    new TrainingListener() {}))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageMatching("--members 50 of .* cannot be averaged: side by side, .*2\\^31.*");
  }

  @Test
  void aModelToBeginWithIsRefused() {
    Model first = model(settings());

    assertThatThrownBy(() -> train(settings().members(2), 2, first, new TrainingListener() {}))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("--members 2");
  }
}
