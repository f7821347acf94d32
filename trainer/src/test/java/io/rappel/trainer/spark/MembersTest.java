package io.rappel.trainer.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rappel.trainer.Trainer;
import io.rappel.trainer.TrainingControl;
import io.rappel.trainer.TrainingResult;
import io.rappel.trainer.config.ConfigurationException;
import io.rappel.trainer.config.LocalPath;
import io.rappel.trainer.config.TrainingConfig;
import io.rappel.trainer.data.Example;
import io.rappel.trainer.data.batch.BatchSize;
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

  private static TrainingResult trainOf(int rows, TrainingConfig.Builder settings) {
    return train(rows, settings, 2, null, new TrainingListener() {}, TrainingControl.NONE);
  }

  @Test
  void partitionsAndTheirPlaceChangeNothing() {
    double[] local = model(settings().members(MEMBERS)).parameters();
    TrainingResult spark =
        train(
            settings().members(MEMBERS).localPath(LocalPath.NEVER),
            5,
            null,
            new TrainingListener() {});

    assertThat(spark.model().parameters()).isEqualTo(local);
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
