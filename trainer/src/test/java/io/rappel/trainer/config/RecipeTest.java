package io.rappel.trainer.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rappel.trainer.data.Task;
import io.rappel.trainer.data.batch.BatchSize;
import io.rappel.trainer.math.Precision;
import io.rappel.trainer.optim.OptimizerKind;
import io.rappel.trainer.optim.schedule.ScheduleKind;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What is chosen where a configuration leaves it open, and what is never touched. */
class RecipeTest {

  private static TrainingConfig settle(TrainingConfig.Builder given, long rows) {
    return Recipe.settle(given.build(), Task.CLASSIFICATION, rows, 4);
  }

  @Test
  void withoutAnOptimizerItIsTheWholeRecipe() {
    TrainingConfig settled = settle(TrainingConfig.builder(), 20_000);

    assertThat(settled.descent().optimizer()).isEqualTo(OptimizerKind.ADAMW);
    assertThat(settled.descent().schedule()).isEqualTo(ScheduleKind.COSINE);
    assertThat(settled.network().dropout()).isPositive();
    assertThat(settled.descent().weightDecay()).isPositive();
    // Of four columns of numbers: (20,000 / 26,000)².
    assertThat(settled.descent().splineRate()).isCloseTo(0.5917, within(1e-4));
    assertThat(settle(TrainingConfig.builder(), 300).descent().splineRate()).isEqualTo(0.02);
    assertThat(settle(TrainingConfig.builder(), 60_000).descent().splineRate()).isOne();
    assertThat(settled.objective().l2()).isZero();
    assertThat(settled.end().keep()).isEqualTo(Keep.BEST);
    assertThat(settled.running().precision()).isEqualTo(Precision.FLOAT32);
  }

  @Test
  void rowsThatAreNotManyGetSeveralNetworksWhereNothingOfThemIsNamed() {
    assertThat(members(TrainingConfig.builder(), 4_999)).isEqualTo(4);
    assertThat(members(TrainingConfig.builder(), 5_000)).isEqualTo(2);
    assertThat(members(TrainingConfig.builder(), 49_999)).isEqualTo(2);
    assertThat(members(TrainingConfig.builder(), 50_000)).isOne();
    assertThat(members(TrainingConfig.builder().hidden(List.of(64)), 100)).isOne();
    assertThat(members(TrainingConfig.builder().epochs(5), 100)).isOne();
    assertThat(members(TrainingConfig.builder().maxSteps(5), 100)).isOne();
    assertThat(members(TrainingConfig.builder().optimizer(OptimizerKind.ADAM), 100)).isOne();
    assertThat(members(TrainingConfig.builder().epochs(5).members(7), 9_000)).isEqualTo(7);
  }

  @Test
  void ratesAreTriedWhereThereAreNetworksEnoughAndNoneIsNamed() {
    assertThat(triesBold(TrainingConfig.builder(), 4_999)).isTrue();
    assertThat(triesBold(TrainingConfig.builder().dropout(0.3), 100)).isTrue();
    assertThat(triesBold(TrainingConfig.builder(), 5_000)).isFalse();
    assertThat(triesBold(TrainingConfig.builder().members(4), 100)).isFalse();
    assertThat(triesBold(TrainingConfig.builder().learningRate(0.01), 100)).isFalse();
    assertThat(triesBold(TrainingConfig.builder().splineRate(0.1), 100)).isFalse();
    assertThat(triesBold(TrainingConfig.builder().patience(0), 100)).isFalse();
    assertThat(triesBold(TrainingConfig.builder().keep(Keep.LAST), 100)).isFalse();
    assertThat(triesBold(TrainingConfig.builder().optimizer(OptimizerKind.ADAMW), 100)).isFalse();
  }

  @Test
  void networksOfFewRowsValidateOnRowsOfTheirOwn() {
    assertThat(ownValidation(TrainingConfig.builder(), 999)).isTrue();
    assertThat(ownValidation(TrainingConfig.builder().learningRate(0.01), 100)).isTrue();
    assertThat(ownValidation(TrainingConfig.builder(), 1_000)).isFalse();
    assertThat(ownValidation(TrainingConfig.builder().members(4), 100)).isFalse();
    assertThat(ownValidation(TrainingConfig.builder().hidden(List.of(9)), 100)).isFalse();
    assertThat(ownValidation(TrainingConfig.builder().validationFraction(0), 100)).isFalse();
    assertThat(ownValidation(TrainingConfig.builder().patience(5), 100)).isFalse();
    assertThat(ownValidation(TrainingConfig.builder().optimizer(OptimizerKind.ADAMW), 100))
        .isFalse();
  }

  private static boolean ownValidation(TrainingConfig.Builder given, long rows) {
    return settle(given, rows).running().ownValidation();
  }

  private static boolean triesBold(TrainingConfig.Builder given, long rows) {
    return settle(given, rows).descent().triesBold();
  }

  private static int members(TrainingConfig.Builder given, long rows) {
    return settle(given, rows).network().members();
  }

  @Test
  void rulesForPeopleNameWhatIsChosen() {
    TrainingConfig many = settle(TrainingConfig.builder(), 10_000_000);
    TrainingConfig few = settle(TrainingConfig.builder(), 200);
    Map<String, String> rules = Recipe.rules(null);

    for (TrainingConfig settled : List.of(many, few)) {
      assertThat(rules.get("hidden")).contains(units(settled));
      assertThat(rules.get("epochs")).contains(" " + settled.end().epochs());
      assertThat(rules.get("batch")).contains(" " + settled.batches().batch());
    }
    assertThat(rules).containsEntry("dropout", many.network().dropout().toString());
    assertThat(rules).containsEntry("weight-decay", many.descent().weightDecay().toString());
    assertThat(rules.get("members")).startsWith(few.network().members() + " below ");
    assertThat(rules.get("patience")).startsWith(many.end().patience() + " ");
    Map<String, String> ofAdam = Recipe.rules(OptimizerKind.ADAM);
    TrainingConfig adam = settle(TrainingConfig.builder().optimizer(OptimizerKind.ADAM), 200);
    assertThat(ofAdam).containsEntry("epochs", adam.end().epochs().toString());
    assertThat(ofAdam).containsEntry("patience", adam.end().patience().toString());
  }

  private static String units(TrainingConfig settled) {
    return settled.network().hidden().stream().map(n -> "" + n).collect(Collectors.joining(","));
  }

  @ParameterizedTest
  @EnumSource(value = OptimizerKind.class, names = "LBFGS", mode = EnumSource.Mode.EXCLUDE)
  void namedOptimizersStayPlain(OptimizerKind optimizer) {
    TrainingConfig settled = settle(TrainingConfig.builder().optimizer(optimizer), 20_000);

    assertThat(settled.descent().schedule()).isEqualTo(ScheduleKind.CONSTANT);
    assertThat(settled.network().dropout()).isZero();
    assertThat(settled.objective().l2()).isZero();
    assertThat(settled.descent().weightDecay()).isNull();
    assertThat(settled.descent().splineRate()).isOne();
    assertThat(settled.descent().optimizer()).isEqualTo(optimizer);
    assertThat(settled.running().precision()).isEqualTo(Precision.FLOAT32);
  }

  @Test
  void lbfgsTakesAllRowsInFloat64WithoutAnEarlyEnd() {
    TrainingConfig settled =
        settle(TrainingConfig.builder().optimizer(OptimizerKind.LBFGS), 20_000);

    assertThat(settled.running().precision()).isEqualTo(Precision.FLOAT64);
    assertThat(settled.end().patience()).isZero();
    assertThat(settled.batches().batch()).hasToString("full");
  }

  @Test
  void whatIsGivenStays() {
    TrainingConfig given =
        TrainingConfig.builder()
            .hidden(List.of())
            .schedule(ScheduleKind.STEP)
            .dropout(0.0)
            .l2(0.5)
            .weightDecay(0.0)
            .splineRate(0.5)
            .members(2)
            .epochs(7)
            .patience(0)
            .keep(Keep.LAST)
            .precision(Precision.FLOAT64)
            .batch(BatchSize.of(48))
            .optimizer(OptimizerKind.ADAMW)
            .build();

    assertThat(Recipe.settle(given, Task.REGRESSION, 500, 4)).isEqualTo(given);
    TrainingConfig open = given.toBuilder().optimizer(null).build();
    assertThat(Recipe.settle(open, Task.REGRESSION, 500, 4)).isEqualTo(given);
  }

  @Test
  void withoutPatienceTheLastParametersAreKept() {
    assertThat(settle(TrainingConfig.builder().patience(0), 20_000).end().keep()).isNull();
  }

  @ParameterizedTest
  @CsvSource({"100, 100, 32", "20000, 50, 256", "1000000000, 25, 256"})
  void fewRowsAreSeenMoreOften(long rows, int epochs, int batch) {
    TrainingConfig settled = settle(TrainingConfig.builder(), rows);

    assertThat(settled.end().epochs()).isEqualTo(epochs);
    assertThat(settled.batches().batch()).hasToString(Integer.toString(batch));
  }
}
