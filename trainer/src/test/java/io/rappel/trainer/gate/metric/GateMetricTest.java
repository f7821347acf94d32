package io.rappel.trainer.gate.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.rappel.trainer.gate.Comparison;
import io.rappel.trainer.gate.Gate;
import io.rappel.trainer.gate.GateSettings;
import io.rappel.trainer.metrics.ClassificationSums;
import io.rappel.trainer.metrics.RegressionSums;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The gate's scores are those of {@code metrics.json}. */
class GateMetricTest {

  private static final int ROWS = 300;

  @ParameterizedTest
  @EnumSource(names = {"LOG_LOSS", "ACCURACY", "AUC"})
  void classesAreScoredAsElsewhere(GateMetric metric) {
    SplittableRandom random = new SplittableRandom(3);
    GateRows rows = new GateRows(metric, TrivialPrediction.ofClasses(new double[] {3, 1}));
    ClassificationSums sums = new ClassificationSums(2, false);
    ClassificationSums trivial = new ClassificationSums(2, false);
    for (int i = 0; i < ROWS; i++) {
      int actual = random.nextInt(4) == 0 ? 1 : 0;
      double weight = random.nextInt(1, 4);
      double p = Math.rint(20 * (0.2 * actual + 0.8 * random.nextDouble())) / 20; // has ties
      double[] both = {1 - p, p};
      int predicted = p > 0.5 ? 1 : 0;
      rows.add(random.nextLong(), weight, null, actual, both, predicted, null, -1);
      sums.add(actual, both, predicted, weight);
      trivial.add(actual, new double[] {0.75, 0.25}, 0, weight);
    }

    Comparison skill = Gate.decide(rows, GateSettings.of(metric), 1).skill();

    String name = metric.toString().replace('-', '_');
    List<String> labels = List.of("no", "yes");
    assertThat(skill.challenger()).isCloseTo(number(sums.toMap(labels), name), within(1e-12));
    assertThat(skill.other()).isCloseTo(number(trivial.toMap(labels), name), within(1e-12));
  }

  @ParameterizedTest
  @EnumSource(names = {"RMSE", "MAE"})
  void valuesAreScoredAsElsewhere(GateMetric metric) {
    SplittableRandom random = new SplittableRandom(3);
    GateRows rows = new GateRows(metric, TrivialPrediction.ofValues(new double[] {1, 2}));
    RegressionSums sums = new RegressionSums(2);
    RegressionSums trivial = new RegressionSums(2);
    for (int i = 0; i < ROWS; i++) {
      double[] actual = {random.nextDouble(), 3 * random.nextDouble()};
      double[] predicted = {random.nextDouble(), random.nextDouble()};
      double weight = random.nextDouble();
      rows.add(random.nextLong(), weight, null, actual, predicted, null);
      sums.add(actual, predicted, weight);
      trivial.add(actual, new double[] {1, 2}, weight);
    }

    Comparison skill = Gate.decide(rows, GateSettings.of(metric), 1).skill();

    List<String> labels = List.of("a", "b");
    assertThat(skill.challenger())
        .isCloseTo(number(sums.toMap(labels), metric.toString()), within(1e-12));
    assertThat(skill.other())
        .isCloseTo(number(trivial.toMap(labels), metric.toString()), within(1e-12));
  }

  private static double number(Map<String, Object> metrics, String name) {
    return (Double) metrics.get(name);
  }

  @ParameterizedTest
  @EnumSource
  void namesAreReadBack(GateMetric metric) {
    assertThat(GateMetric.parse(metric.toString())).isEqualTo(metric);
  }

  @Test
  void otherNamesAreRefused() {
    assertThatThrownBy(() -> GateMetric.parse("f1"))
        .hasMessage("'f1' is no metric of the gate, which are log-loss, accuracy, auc, rmse, mae");
  }

  /** Each row's influence is how the loss changes where the row counts a little more. */
  @ParameterizedTest
  @EnumSource(names = {"AUC", "RMSE", "MAE"})
  void influenceIsTheDerivative(GateMetric metric) {
    SplittableRandom random = new SplittableRandom(8);
    double[] values = random.doubles(40).map(v -> Math.rint(v * 15) / 15).toArray();
    boolean[] positives = new boolean[40];
    double[] weights = random.doubles(40).map(v -> v + 0.1).toArray();
    for (int i = 0; i < positives.length; i++) {
      positives[i] = random.nextBoolean();
    }
    LossFunction loss =
        metric == GateMetric.AUC
            ? new RankLoss(values, positives)
            : new MeanLoss(values, metric == GateMetric.RMSE);

    double[] influence = loss.influence(weights);

    for (int i = 0; i < weights.length; i++) {
      double step = 1e-5;
      double[] more = weights.clone();
      double[] less = weights.clone();
      more[i] *= 1 + step;
      less[i] *= 1 - step;
      assertThat(influence[i])
          .isCloseTo((loss.of(more) - loss.of(less)) / (2 * step), within(1e-9));
    }
  }
}
