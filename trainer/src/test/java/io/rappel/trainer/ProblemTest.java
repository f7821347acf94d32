package io.rappel.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rappel.trainer.config.ConfigurationException;
import io.rappel.trainer.config.Recipe;
import io.rappel.trainer.config.TrainingConfig;
import io.rappel.trainer.data.ClassWeights;
import io.rappel.trainer.data.Task;
import io.rappel.trainer.loss.Loss;
import io.rappel.trainer.model.DataSchema;
import io.rappel.trainer.network.Activation;
import io.rappel.trainer.optim.OptimizerKind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which losses go with which data, outputs and optimizers. */
class ProblemTest {

  private static final DataSchema NUMBERS =
      new DataSchema(Task.REGRESSION, List.of("x"), List.of("y"), List.of(), false, null);

  private static DataSchema classes(String... classes) {
    return new DataSchema(
        Task.CLASSIFICATION, List.of("x"), List.of("y"), List.of(classes), false, null);
  }

  private static TrainingConfig settled(TrainingConfig config, DataSchema schema) {
    return Recipe.settle(config, schema.task(), 1000, 1);
  }

  private static Problem problem(Loss loss, DataSchema schema) {
    return Problem.of(settled(TrainingConfig.builder().loss(loss).build(), schema), schema);
  }

  @ParameterizedTest
  @EnumSource(names = {"CROSS_ENTROPY", "LOGISTIC", "HINGE", "SQUARED_HINGE"})
  void lossesOfClassesRefuseNumbers(Loss loss) {
    assertThatThrownBy(() -> problem(loss, NUMBERS))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("--loss " + loss + " is for classes, not numbers; see --task");
  }

  @Test
  void poissonRefusesClasses() {
    assertThatThrownBy(() -> problem(Loss.POISSON, classes("a", "b")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("--loss poisson is for numbers, not classes; see --task");
  }

  @ParameterizedTest
  @EnumSource(names = {"SQUARED", "HALF_SQUARED", "ABSOLUTE", "HUBER"})
  void lossesOfResidualsScaleNumbersAndTakeClasses(Loss loss) {
    assertThat(problem(loss, NUMBERS).scalesTargets()).isTrue();
    assertThat(problem(loss, classes("a", "b", "c")).network().outputs()).isEqualTo(3);
  }

  @Test
  void poissonCountsWithoutScaling() {
    Problem problem = problem(Loss.POISSON, NUMBERS);

    assertThat(problem.scalesTargets()).isFalse();
    assertThat(problem.network().outputActivation()).isEqualTo(Activation.EXP);
  }

  @ParameterizedTest
  @EnumSource(names = {"HINGE", "SQUARED_HINGE"})
  void marginsHaveOneOutputForTwoClassesElseOneEach(Loss loss) {
    assertThat(problem(loss, classes("a", "b")).network().outputs()).isEqualTo(1);
    assertThat(problem(loss, classes("a", "b", "c")).network().outputs()).isEqualTo(3);
    assertThat(problem(loss, classes("a", "b")).network().outputActivation())
        .isEqualTo(Activation.IDENTITY);
  }

  @ParameterizedTest
  @EnumSource
  void limitedMemoryBfgsRefusesKinksByName(Loss loss) {
    DataSchema schema = loss.forClasses() ? classes("a", "b") : NUMBERS;
    TrainingConfig config =
        TrainingConfig.builder().loss(loss).optimizer(OptimizerKind.LBFGS).build();

    switch (loss) {
      case ABSOLUTE, HINGE ->
          assertThatThrownBy(() -> Problem.of(settled(config, schema), schema))
              .isInstanceOf(ConfigurationException.class)
              .hasMessage(
                  "--optimizer lbfgs needs a smooth objective, which --loss %s has not; use %s",
                  loss, loss == Loss.HINGE ? "squared-hinge" : "huber");
      default ->
          assertThatCode(() -> Problem.of(settled(config, schema), schema))
              .doesNotThrowAnyException();
    }
  }

  @Test
  void expAndSoftmaxAreForOutputs() {
    for (Activation activation : List.of(Activation.EXP, Activation.SOFTMAX)) {
      assertThatThrownBy(() -> TrainingConfig.builder().activation(activation).build())
          .isInstanceOf(ConfigurationException.class)
          .hasMessage("--activation must be any but softmax and exp, not " + activation);
    }
  }

  @Test
  void classWeightsAreOfClassesThatThereAre() {
    TrainingConfig config =
        TrainingConfig.builder().classWeights(ClassWeights.parse("a:2,maybe:3")).build();

    assertThatThrownBy(() -> Problem.of(settled(config, NUMBERS), classes("a", "b")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("--class-weight names 'maybe', which is no class; the classes are a, b");
    assertThatThrownBy(() -> Problem.of(settled(config, NUMBERS), NUMBERS))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("--class-weight is for classes, not numbers");
  }
}
