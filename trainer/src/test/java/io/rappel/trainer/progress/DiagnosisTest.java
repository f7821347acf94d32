package io.rappel.trainer.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.rappel.trainer.network.Activation;
import io.rappel.trainer.network.Network;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

class DiagnosisTest {

  private static final List<Double> NONE = List.of();

  private static Network network(Activation activation) {
    return Network.of(4, new int[] {16, 16}, 1, true, activation, Activation.SIGMOID);
  }

  private static EpochReport epoch(
      int epoch, double loss, double validationLoss, List<Double> norms, List<Double> idle) {
    Map<String, Object> metrics = Map.of("accuracy", 0.9, "macro_f1", 0.89);
    return new EpochReport(
        1,
        epoch,
        100,
        epoch,
        loss,
        loss,
        validationLoss,
        metrics,
        Map.of(),
        true,
        norms,
        idle,
        1,
        epoch);
  }

  private static List<EpochReport> epochs(int count, IntFunction<EpochReport> epoch) {
    List<EpochReport> epochs = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      epochs.add(epoch.apply(i));
    }
    return epochs;
  }

  private static EpochReport healthy(int epoch, List<Double> norms, List<Double> idle) {
    return epoch(epoch, 1.0 / epoch, 1.1 / epoch, norms, idle);
  }

  private static List<String> diagnose(List<EpochReport> epochs) {
    return Diagnosis.of(epochs, network(Activation.SIGMOID), false);
  }

  @Test
  void aHealthyRunGetsNoSentence() {
    assertThat(
            diagnose(
                epochs(
                    30,
                    i -> healthy(i, List.of(0.3 / i, 0.5 / i, 0.4 / i), List.of(0.4, 0.1, 0.0)))))
        .isEmpty();
    assertThat(diagnose(List.of())).isEmpty();
  }

  @Test
  void aLossThatConvergedAtOnceIsHealthy() {
    assertThat(diagnose(epochs(10, i -> epoch(i, 0.1, 0.1, NONE, NONE)))).isEmpty();
  }

  @Test
  void gradientsThatVanishAreNamedWithTheirLayer() {
    List<String> sentences = diagnose(epochs(10, i -> healthy(i, List.of(1e-5, 1e-2, 1e-1), NONE)));

    // 1e-5 / sqrt(64) and 1e-1 / sqrt(16)
    assertThat(sentences)
        .singleElement()
        .asString()
        .contains("layer 0 (16 sigmoid)", "1.25e-06", "0.0250", "20000 times", "--activation relu");
  }

  @Test
  void smallEntriesOfAWideFirstLayerAreNotVanishing() {
    Network wide =
        Network.of(100_000, new int[] {16}, 1, true, Activation.RELU, Activation.SIGMOID);
    List<EpochReport> epochs = epochs(10, i -> healthy(i, List.of(0.1, 0.1), NONE));

    assertThat(Diagnosis.of(epochs, wide, false)).isEmpty();
  }

  @Test
  void aSingleSmallGradientAmongManyIsNotVanishing() {
    assertThat(
            diagnose(
                epochs(
                    11,
                    i -> healthy(i, List.of(i == 11 ? 1e-9 : 0.1, 0.1, 0.1), List.of(0.0, 0.0)))))
        .isEmpty();
  }

  @Test
  void gradientsThatExplodeAreNamedWithTheirEpoch() {
    List<String> sentences =
        diagnose(epochs(10, i -> healthy(i, List.of(0.1, i == 7 ? 2000.0 : 0.1, 0.1), NONE)));

    assertThat(sentences)
        .singleElement()
        .asString()
        .contains("epoch 7", "layer 1 (16 sigmoid)", "2.00e+03", "0.100", "--clip-norm");
  }

  @Test
  void idleUnitsAreSaturatedOrDeadByTheirActivation() {
    List<EpochReport> epochs =
        epochs(5, i -> healthy(i, NONE, List.of(0.75, i == 5 ? 0.5 : 0.9, 1.0)));

    assertThat(Diagnosis.of(epochs, network(Activation.TANH), false))
        .singleElement()
        .asString()
        .contains("saturated", "75 % of layer 0 (16 tanh)", "--init")
        .doesNotContain("layer 1", "layer 2");
    assertThat(Diagnosis.of(epochs, network(Activation.RELU), false))
        .singleElement()
        .asString()
        .contains("dead", "75 % of layer 0 (16 relu)", "--learning-rate");
  }

  @Test
  void overfittingSaysFromWhenOn() {
    List<String> sentences =
        diagnose(epochs(20, i -> epoch(i, 1.0 / i, i <= 4 ? 1.0 / i : 0.05 * i, NONE, NONE)));

    assertThat(sentences)
        .singleElement()
        .asString()
        .contains("from epoch 4 to 20", "from 0.250 to 1.00", "from 0.250 to 0.0500", "--patience");
  }

  @Test
  void aShortOrASmallRiseIsNotOverfitting() {
    assertThat(diagnose(epochs(8, i -> epoch(i, 1.0 / i, i <= 4 ? 1.0 / i : 0.5, NONE, NONE))))
        .isEmpty();
    assertThat(diagnose(epochs(20, i -> epoch(i, 1.0 / i, i <= 4 ? 1.0 / i : 0.28, NONE, NONE))))
        .isEmpty();
  }

  @Test
  void aNegativeLossThatStaysIsNotOverfitting() {
    for (double rise : new double[] {0, 1e-9, 0.1, 5}) {
      assertThat(
              diagnose(
                  epochs(20, i -> epoch(i, -26 - i, i <= 4 ? -27.3 : -27.3 + rise, NONE, NONE))))
          .as("a rise of %s", rise)
          .isEmpty();
    }
  }

  @Test
  void aNegativeLossThatRisesIsOverfitting() {
    List<String> sentences =
        diagnose(epochs(20, i -> epoch(i, -26 - i, i <= 4 ? -20 - i : -24 + i, NONE, NONE)));

    assertThat(sentences)
        .singleElement()
        .asString()
        .contains("from epoch 4 to 20", "rose from -24.0 to -4.00", "fell from -30.0 to -46.0");
  }

  @Test
  void numbersThatDifferLookDifferent() {
    List<String> sentences =
        diagnose(
            epochs(20, i -> epoch(i, -27.3 - i * 1e-5, i <= 4 ? 1.0 / i : 0.05 * i, NONE, NONE)));

    assertThat(sentences).singleElement().asString().contains("fell from -27.3000 to -27.3002");
  }

  @Test
  void nothingLearnedIsOneClassForAllRows() {
    Map<String, Object> constant = Map.of("accuracy", 0.6, "macro_f1", 0.375);
    List<EpochReport> epochs =
        epochs(
            10,
            i ->
                new EpochReport(
                    1, i, 10, i, 1.0 / i, 1.0 / i, 0.69, constant, Map.of(), true, NONE, NONE, 1,
                    i));

    assertThat(diagnose(epochs))
        .singleElement()
        .asString()
        .contains("Nothing was learned", "0.690", "--learning-rate");
  }

  @Test
  void withoutValidationRowsTheTrainingLossTells() {
    List<EpochReport> epochs = epochs(5, i -> epoch(i, 0.7, Double.NaN, NONE, NONE));

    assertThat(diagnose(epochs)).singleElement().asString().contains("the training loss was 0.700");
  }

  @Test
  void divergenceComesFirst() {
    List<EpochReport> epochs = epochs(3, i -> epoch(i, Math.pow(10, 9 * i), 1e9, NONE, NONE));

    assertThat(Diagnosis.of(epochs, network(Activation.RELU), true))
        .singleElement()
        .asString()
        .contains("epoch 4", "1.00e+09 in epoch 1", "1.00e+27 in epoch 3", "--learning-rate");
    assertThat(Diagnosis.of(Collections.emptyList(), network(Activation.RELU), true))
        .singleElement()
        .asString()
        .contains("first epoch");
  }
}
