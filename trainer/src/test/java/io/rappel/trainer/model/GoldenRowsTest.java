package io.rappel.trainer.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.rappel.trainer.data.Task;
import io.rappel.trainer.data.shard.Scaling;
import io.rappel.trainer.features.Encoding.Affine;
import io.rappel.trainer.features.Encoding.Missing;
import io.rappel.trainer.features.Encoding.OneHot;
import io.rappel.trainer.features.Feature;
import io.rappel.trainer.features.FeatureEncoder;
import io.rappel.trainer.features.FeatureKind;
import io.rappel.trainer.loss.Loss;
import io.rappel.trainer.math.Precision;
import io.rappel.trainer.math.blas.Arithmetic;
import io.rappel.trainer.math.blas.BlasKind;
import io.rappel.trainer.model.file.ModelFormatException;
import io.rappel.trainer.network.Activation;
import io.rappel.trainer.network.Network;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GoldenRowsTest {

  private static final FeatureEncoder FEATURES = features(2);

  private static final List<List<Object>> CELLS =
      List.of(
          Arrays.asList(1.25, "red", true, 1.6e9),
          Arrays.asList(null, null, null, null),
          Arrays.asList(-3e10, "mauve", false, 0.0));

  private static FeatureEncoder features(double factor) {
    return new FeatureEncoder(
        List.of(
            new Feature(
                "size", FeatureKind.NUMBER, 1, List.of(new Affine(1, factor, 3), new Missing())),
            new Feature(
                "colour",
                FeatureKind.CATEGORY,
                0,
                List.of(new OneHot(List.of("red", "blue"), true, true))),
            new Feature("new", FeatureKind.BOOLEAN, 0.5, List.of(new Affine(0.5, 2))),
            new Feature("when", FeatureKind.DATE, 1e9, List.of(new Affine(1e9, 1e-9)))));
  }

  private static Model model(Precision precision, FeatureEncoder features, BlasKind madeWith) {
    Network network =
        Network.of(features.inputs(), new int[] {5}, 2, true, Activation.TANH, Activation.IDENTITY);
    double[] parameters = new Random(3).doubles(network.layout().size(), -1, 1).toArray();
    return new Model(
        new DataSchema(
            Task.REGRESSION, features.names(), List.of("a", "b"), List.of(), false, null),
        network,
        precision.round(parameters),
        precision,
        Loss.SQUARED,
        features,
        new Scaling(new double[] {100, 0}, new double[] {0.01, 1}),
        Map.of("fingerprint", Arithmetic.of(madeWith).fingerprint(precision)));
  }

  private static Model golden(Precision precision) {
    Model model = model(precision, FEATURES, BlasKind.EJML);
    return model.with(GoldenRows.of(model, CELLS, BlasKind.EJML));
  }

  @ParameterizedTest
  @EnumSource
  void comeBackFromFilesAndGiveTheSameBits(Precision precision) {
    Model model = golden(precision);
    MemoryDirectory directory = new MemoryDirectory();
    ModelFormat.write(model, directory);
    directory.put(ModelFormat.STATUS_FILE, "{\"outcome\": \"done\"}");

    Model found = ModelFormat.load(directory);

    assertThat(found.golden()).isEqualTo(model.golden());
    assertThat(found.golden().rows()).extracting(GoldenRows.Row::cells).isEqualTo(CELLS);
    assertThat(found.golden().replay(found, BlasKind.EJML, "m"))
        .isEqualTo(new GoldenRows.Replay(3, 0, true));
  }

  @ParameterizedTest
  @EnumSource
  void anotherArithmeticMayRoundOtherwise(Precision precision) {
    Model model = golden(precision);

    GoldenRows.Replay replay = model.golden().replay(model, BlasKind.NATIVE, "m");

    assertThat(replay.sameArithmetic()).isFalse();
    assertThat(replay.largest())
        .isCloseTo(0, within(precision == Precision.FLOAT32 ? 1e-5 : 1e-13));
  }

  @ParameterizedTest
  @EnumSource
  void whatIsAppliedInAnotherWayIsFoundWithItsRow(Precision precision) {
    Model model = golden(precision);
    Model changed = model(precision, features(2.001), BlasKind.EJML).with(model.golden());

    assertThatThrownBy(() -> changed.golden().replay(changed, BlasKind.EJML, "DIR"))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageStartingWith("DIR: golden row 0 gives ")
        .hasMessageContaining("for 'a' and not " + model.golden().rows().get(0).outputs().get(0));
  }

  @Test
  void aSmallDifferenceIsOneOfTheSameArithmeticAndNoneOfAnother() {
    Model model = golden(Precision.FLOAT32);
    GoldenRows.Row row = model.golden().rows().get(1);
    double stored = row.outputs().get(1);
    GoldenRows moved =
        new GoldenRows(
            List.of(new GoldenRows.Row(row.cells(), List.of(row.outputs().get(0), stored + 1e-4))));

    assertThatThrownBy(() -> moved.replay(model, BlasKind.EJML, "m"))
        .hasMessageContaining("golden row 0");
    assertThat(moved.replay(model, BlasKind.NATIVE, "m").largest()).isCloseTo(1e-4, within(1e-5));
  }

  @Test
  void rowsThatAreNoneOfTheModelsAreRefused() {
    Model model = golden(Precision.FLOAT32);
    List<Double> outputs = List.of(1.0, 2.0);

    assertThatThrownBy(() -> with(model, Arrays.asList(1.0, "red", true), outputs))
        .hasMessage("golden row 0 has 3 cells and 2 outputs, not 4 and 2");
    assertThatThrownBy(() -> with(model, Arrays.asList(1.0, "red", true, null), List.of(1.0)))
        .hasMessage("golden row 0 has 4 cells and 1 outputs, not 4 and 2");
    assertThatThrownBy(() -> with(model, Arrays.asList("1", "red", true, null), outputs))
        .hasMessage("golden row 0 has a cell of 'size' that is no number");
    assertThatThrownBy(() -> with(model, Arrays.asList(1.0, 2.0, true, null), outputs))
        .hasMessage("golden row 0 has a cell of 'colour' that is no category");
    assertThatThrownBy(
            () -> with(model, Arrays.asList(Double.POSITIVE_INFINITY, null, true, null), outputs))
        .hasMessage("golden row 0 has a cell of 'size' that is no number");
  }

  private static Model with(Model model, List<Object> cells, List<Double> outputs) {
    return model.with(new GoldenRows(List.of(new GoldenRows.Row(cells, outputs))));
  }

  @Test
  void wideRowsOfNumbersStaySparse() {
    int width = 5000;
    List<String> names = IntStream.range(0, width).mapToObj(j -> "f" + j).toList();
    double[] ones = new double[width];
    Arrays.fill(ones, 1);
    FeatureEncoder features = FeatureEncoder.of(names, new Scaling(ones, ones));
    Network network = Network.of(width, new int[0], 1, true, Activation.RELU, Activation.IDENTITY);
    double[] parameters = new double[width + 1];
    parameters[0] = 2;
    Model model =
        new Model(
            new DataSchema(Task.REGRESSION, names, List.of("y"), List.of(), false, null),
            network,
            parameters,
            Precision.FLOAT64,
            Loss.SQUARED,
            features,
            Scaling.identity(1),
            Map.of());
    Double[] cells = new Double[width];
    Arrays.fill(cells, 0.0);
    cells[0] = 4.0;

    GoldenRows rows = GoldenRows.of(model, List.of(List.of((Object[]) cells)), BlasKind.EJML);

    assertThat(rows.rows().get(0).outputs()).containsExactly(6.0);
  }
}
