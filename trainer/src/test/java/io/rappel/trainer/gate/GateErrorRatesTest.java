package io.rappel.trainer.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rappel.trainer.gate.metric.GateMetric;
import io.rappel.trainer.gate.metric.GateRows;
import io.rappel.trainer.gate.metric.TrivialPrediction;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How often the gate errs, in a thousand simulated runs each. */
class GateErrorRatesTest {

  private static final int RUNS = 1000;
  private static final int ROWS = 400;
  private static final int MOST_ERRORS = RUNS / 20;

  @Test
  void acceptsModelsThatAreWorseByTheMarginRarely() {
    assertThat(accepted(GateSettings.of(GateMetric.MAE), random -> losses(random, 1.02, 0.1)))
        .isLessThanOrEqualTo(MOST_ERRORS);
  }

  /** Where single rows decide: an interval of plain percentiles errs more often here. */
  @Test
  void acceptsModelsThatAreWorseInAFewRowsRarely() {
    assertThat(accepted(GateSettings.of(GateMetric.MAE), GateErrorRatesTest::worseInAFewRows))
        .isLessThanOrEqualTo(MOST_ERRORS);
  }

  @Test
  void acceptsEqualModelsAsOftenAsItSays() {
    double[] promised = new double[RUNS];
    GateSettings settings = GateSettings.of(GateMetric.MAE);
    long accepted =
        IntStream.range(0, RUNS)
            .filter(
                run -> {
                  GateDecision decision = decision(settings, r -> losses(r, 1, 0.1), run);
                  promised[run] = decision.power().power();
                  return decision.accepted();
                })
            .count();

    double power = IntStream.range(0, RUNS).mapToDouble(run -> promised[run]).average().orElse(0);
    assertThat((double) accepted / RUNS).isBetween(0.6, 0.9).isCloseTo(power, within(0.05));
  }

  @Test
  void callsEqualModelsBetterRarely() {
    assertThat(
            accepted(
                GateSettings.of(GateMetric.LOG_LOSS).with(GateTest.SUPERIOR),
                random -> equalModels(GateMetric.LOG_LOSS, random)))
        .isLessThanOrEqualTo(MOST_ERRORS);
  }

  @Test
  void callsEqualRankingsBetterRarely() {
    assertThat(
            accepted(
                GateSettings.of(GateMetric.AUC).with(GateTest.SUPERIOR),
                random -> equalModels(GateMetric.AUC, random)))
        .isLessThanOrEqualTo(MOST_ERRORS);
  }

  @Test
  void neverAcceptsWhatHasLearnedOfShuffledLabels() {
    for (double noise : new double[] {0.02, 0.3}) {
      assertThat(
              accepted(
                  GateSettings.of(GateMetric.LOG_LOSS), random -> shuffledLabels(random, noise)))
          .describedAs("noise %s", noise)
          .isZero();
    }
  }

  private static long accepted(
      GateSettings settings, Function<RandomGenerator, GateRows> rowsOfARun) {
    return IntStream.range(0, RUNS)
        .filter(run -> decision(settings, rowsOfARun, run).accepted())
        .count();
  }

  private static GateDecision decision(
      GateSettings settings, Function<RandomGenerator, GateRows> rowsOfARun, int run) {
    return Gate.decide(rowsOfARun.apply(new SplittableRandom(run)), settings, run);
  }

  /**
   * Losses of long tails of a champion, and of a challenger whose loss is so many times as large in
   * the mean.
   */
  private static GateRows losses(RandomGenerator random, double times, double noise) {
    GateRows rows = new GateRows(GateMetric.MAE, TrivialPrediction.ofValues(new double[] {9}));
    for (int i = 0; i < ROWS; i++) {
      double champion = random.nextExponential();
      double challenger =
          champion * times * Math.exp(noise * random.nextGaussian() - noise * noise / 2);
      addLosses(rows, random.nextLong(), challenger, champion);
    }
    return rows;
  }

  /** The challenger's loss is a little lower in most rows, in others much higher. */
  private static GateRows worseInAFewRows(RandomGenerator random) {
    GateRows rows = new GateRows(GateMetric.MAE, TrivialPrediction.ofValues(new double[] {9}));
    for (int i = 0; i < ROWS; i++) {
      double champion = 0.5 + random.nextDouble();
      double more = random.nextDouble() < 0.05 ? 1.05 : 0.98;
      double mean = 0.05 * 1.05 + 0.95 * 0.98;
      addLosses(rows, random.nextLong(), champion * (more + 1.02 - mean), champion);
    }
    return rows;
  }

  private static void addLosses(GateRows rows, long key, double challenger, double champion) {
    rows.add(key, 1, null, new double[1], new double[] {challenger}, new double[] {champion});
  }

  /** Two models that know the log-odds up to noise of their own. */
  private static GateRows equalModels(GateMetric metric, RandomGenerator random) {
    GateRows rows = new GateRows(metric, TrivialPrediction.ofClasses(new double[] {1, 1}));
    for (int i = 0; i < ROWS; i++) {
      double logOdds = 2 * random.nextGaussian();
      int actual = random.nextDouble() < probability(logOdds) ? 1 : 0;
      addClass(
          rows,
          random.nextLong(),
          actual,
          probability(logOdds + 0.5 * random.nextGaussian()),
          probability(logOdds + 0.5 * random.nextGaussian()));
    }
    return rows;
  }

  /** Of labels that have nothing to do with the rows, on which the old champion is bad. */
  private static GateRows shuffledLabels(RandomGenerator random, double noise) {
    double share = 0.3;
    GateRows rows =
        new GateRows(
            GateMetric.LOG_LOSS, TrivialPrediction.ofClasses(new double[] {1 - share, share}));
    double logOdds = Math.log(share / (1 - share));
    for (int i = 0; i < ROWS; i++) {
      addClass(
          rows,
          random.nextLong(),
          random.nextDouble() < share ? 1 : 0,
          probability(logOdds + noise * random.nextGaussian()),
          probability(2 * random.nextGaussian()));
    }
    return rows;
  }

  private static void addClass(
      GateRows rows, long key, int actual, double challenger, double champion) {
    rows.add(
        key,
        1,
        null,
        actual,
        new double[] {1 - challenger, challenger},
        challenger > 0.5 ? 1 : 0,
        new double[] {1 - champion, champion},
        champion > 0.5 ? 1 : 0);
  }

  private static double probability(double logOdds) {
    return 1 / (1 + Math.exp(-logOdds));
  }
}
