package io.rappel.trainer.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.TensorInfo;
import io.rappel.trainer.data.RowBatch;
import io.rappel.trainer.data.Task;
import io.rappel.trainer.data.shard.Scaling;
import io.rappel.trainer.features.Feature;
import io.rappel.trainer.features.FeatureEncoder;
import io.rappel.trainer.features.RawCells;
import io.rappel.trainer.loss.Loss;
import io.rappel.trainer.math.Precision;
import io.rappel.trainer.math.blas.BlasKind;
import io.rappel.trainer.model.DataSchema;
import io.rappel.trainer.model.Model;
import io.rappel.trainer.model.ModelFormat;
import io.rappel.trainer.model.Predictor;
import io.rappel.trainer.network.Activation;
import io.rappel.trainer.network.Network;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What onnxruntime makes of an exported model is what Rappel makes of the model. */
class OnnxExportTest {

  private static final List<String> THREE = List.of("a", "b c", "ç");
  private static final List<String> TWO = List.of("no", "yes");

  static Stream<Model> models() {
    return MixedModels.all();
  }

  @ParameterizedTest
  @MethodSource("models")
  void givesWhatRappelGives(Model model) throws Exception {
    double tolerance = model.precision() == Precision.FLOAT32 ? 1e-5 : 1e-10;
    boolean gelu =
        model.network().layers().stream().anyMatch(l -> l.activation() == Activation.GELU);
    for (int rows : new int[] {1, 300}) {
      assertAgrees(model, MixedModels.rows(rows), gelu ? 1e-5 : tolerance);
    }
  }

  private static void assertAgrees(Model model, List<List<Object>> rows, double tolerance)
      throws IOException, OrtException {
    FeatureEncoder encoder = model.encoder();
    RowBatch batch = RawCells.batch(encoder.features(), rows, false);
    Predictor predictor =
        new Predictor(model, BlasKind.EJML, encoder.typing(encoder.names(), 0, null));
    double[][] expected = predictor.predict(batch);
    Map<String, Object> found;
    try (OnnxRun run = OnnxRun.of(model, model.precision())) {
      found = run.outputs(rows);
    }
    boolean classes = model.schema().task() == Task.CLASSIFICATION;
    double[][] numbers = numbers(found.get(classes ? "probabilities" : "variable"));
    assertThat(numbers).hasDimensions(rows.size(), model.outputLabels().size());
    for (int i = 0; i < expected.length; i++) {
      for (int j = 0; j < expected[i].length; j++) {
        double unit = Math.max(1, Math.abs(expected[i][j]));
        assertThat(numbers[i][j])
            .as("row %d %s, output %d", i, rows.get(i), j)
            .isCloseTo(expected[i][j], within(tolerance * unit));
      }
    }
    if (classes) {
      assertThat((String[]) found.get("label"))
          .containsExactly(
              Arrays.stream(predictor.classes())
                  .mapToObj(model.schema().classes()::get)
                  .toArray(String[]::new));
    }
  }

  private static double[][] numbers(Object value) {
    if (value instanceof double[][] wide) {
      return wide;
    }
    return Arrays.stream((float[][]) value)
        .map(row -> IntStream.range(0, row.length).mapToDouble(j -> row[j]).toArray())
        .toArray(double[][]::new);
  }

  @ParameterizedTest
  @EnumSource
  void takesOneInputAColumnAndAnyNumberOfRows(Precision precision) throws Exception {
    Model model =
        MixedModels.classes(
            precision, THREE, false, 3, Loss.CROSS_ENTROPY, Activation.RELU, Activation.SOFTMAX);
    try (OnnxRun run = OnnxRun.of(model, precision)) {
      assertThat(run.session().getInputNames())
          .containsExactlyElementsOf(model.schema().features());
      OnnxJavaType number =
          precision == Precision.FLOAT32 ? OnnxJavaType.FLOAT : OnnxJavaType.DOUBLE;
      assertThat(input(run, "plain").type).isEqualTo(number);
      assertThat(input(run, "truth").type).isEqualTo(number);
      assertThat(input(run, "when").type).isEqualTo(OnnxJavaType.DOUBLE);
      assertThat(input(run, "colour").type).isEqualTo(OnnxJavaType.STRING);
      assertThat(input(run, "colour").getShape()).containsExactly(-1, 1);
      assertThat(run.session().getOutputNames()).containsExactly("label", "probabilities");
    }
  }

  private static TensorInfo input(OnnxRun run, String name) throws OrtException {
    return (TensorInfo) run.session().getInputInfo().get(name).getInfo();
  }

  @Test
  void numbersAmongTheInputsHaveThePrecisionThatIsAsked() throws Exception {
    Model model =
        MixedModels.values(
            Precision.FLOAT32, 1, Loss.SQUARED, Activation.TANH, Activation.IDENTITY);
    try (OnnxRun run = OnnxRun.of(model, Precision.FLOAT64)) {
      assertThat(input(run, "plain").type).isEqualTo(OnnxJavaType.DOUBLE);
      assertThat(numbers(run.outputs(MixedModels.rows(5)).get("variable"))).hasDimensions(5, 1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void valuesHaveThePrecisionOfTheInputs(Precision inputs) throws Exception {
    double seconds = 1.7e9;
    FeatureEncoder features = new FeatureEncoder(List.of(Feature.number("x", 0, 1)));
    DataSchema schema =
        new DataSchema(Task.REGRESSION, features.names(), List.of("y"), List.of(), false, null);
    Network network = Network.of(1, new int[0], 1, false, Activation.RELU, Activation.IDENTITY);
    for (Scaling scaling :
        List.of(new Scaling(new double[] {seconds}, new double[] {1}), Scaling.identity(1))) {
      Model model =
          MixedModels.model(schema, features, network, Precision.FLOAT32, Loss.SQUARED, scaling, 1);
      List<List<Object>> rows = List.of(List.of(1.0));
      double[][] expected =
          new Predictor(model, BlasKind.EJML, features.typing(features.names(), 0, null))
              .predict(RawCells.batch(features.features(), rows, false));
      try (OnnxRun run = OnnxRun.of(model, inputs)) {
        Object found = run.outputs(rows).get("variable");
        if (inputs == Precision.FLOAT64) {
          assertThat((double[][]) found).isDeepEqualTo(expected);
        } else {
          assertThat((float[][]) found).isDeepEqualTo(new float[][] {{(float) expected[0][0]}});
        }
      }
    }
  }

  @Test
  void classesThatAreNumbersAreNumbers() throws Exception {
    assertThat(labels(List.of("-1", "1"))).isInstanceOf(long[].class);
    assertThat(DoubleStream.of((double[]) labels(List.of("0.5", "2"))).boxed())
        .isSubsetOf(0.5, 2.0);
  }

  private static Object labels(List<String> classes) throws Exception {
    Model model =
        MixedModels.classes(
            Precision.FLOAT32,
            classes,
            true,
            1,
            Loss.LOGISTIC,
            Activation.RELU,
            Activation.SIGMOID);
    try (OnnxRun run = OnnxRun.of(model, Precision.FLOAT32)) {
      return run.outputs(MixedModels.rows(60)).get("label");
    }
  }

  @Test
  void columnsKeepTheirNamesWhereOutputsBearThem() throws Exception {
    FeatureEncoder features =
        new FeatureEncoder(
            List.of(
                Feature.number("label", 0, 1),
                Feature.number("layers.0.weight", 0, 1),
                Feature.number("Gemm", 0, 1)));
    DataSchema schema =
        new DataSchema(Task.CLASSIFICATION, features.names(), List.of("y"), TWO, false, null);
    Network network = Network.of(3, new int[] {2}, 1, false, Activation.RELU, Activation.SIGMOID);
    Model model =
        MixedModels.model(
            schema, features, network, Precision.FLOAT32, Loss.LOGISTIC, Scaling.identity(2), 1);
    try (OnnxRun run = OnnxRun.of(model, Precision.FLOAT32)) {
      assertThat(run.session().getOutputNames()).containsExactly("label1", "probabilities");
      assertThat(run.outputs(List.of(List.of(1.0, 2.0, 3.0)))).containsKey("label1");
    }
  }

  @Test
  void textsAreKnownInTheWaysThatTheyAreWritten() throws Exception {
    Model model =
        MixedModels.classes(
            Precision.FLOAT32, TWO, false, 1, Loss.LOGISTIC, Activation.TANH, Activation.SIGMOID);
    List<Object> row = new ArrayList<>(MixedModels.rows(1).get(0));
    assertThat(second(model, row, 3, "True")).isEqualTo(second(model, row, 3, "true"));
    assertThat(second(model, row, 3, "3.0")).isEqualTo(second(model, row, 3, "3"));
    assertThat(second(model, row, 3, "+3.00")).isEqualTo(second(model, row, 3, "3"));
    assertThat(second(model, row, 3, "x")).isNotEqualTo(second(model, row, 3, "3"));
    assertThat(second(model, row, 0, "n/a")).isEqualTo(second(model, row, 0, null));
    assertThat(second(model, row, 0, "nan")).isEqualTo(second(model, row, 0, "?"));
    assertThat(second(model, row, 0, null)).isNotEqualTo(second(model, row, 0, "violet"));
  }

  @Test
  void numbersAmongLevelsAreKnownInTheirUsualSpellings() {
    Map<String, Long> known =
        LevelTexts.numbers(List.of("2", "1.5", "-0.25", "1.0E20"), List.of("+1.5"), 9);
    assertThat(known)
        .containsOnly(
            Map.entry("2", 0L),
            Map.entry("+2", 0L),
            Map.entry("2.0", 0L),
            Map.entry("+2.0", 0L),
            Map.entry("2.00", 0L),
            Map.entry("+2.00", 0L),
            Map.entry("2.000", 0L),
            Map.entry("+2.000", 0L),
            Map.entry("2.0000", 0L),
            Map.entry("+2.0000", 0L),
            Map.entry("1.5", 1L),
            Map.entry("1.50", 1L),
            Map.entry("+1.50", 1L),
            Map.entry("1.500", 1L),
            Map.entry("+1.500", 1L),
            Map.entry("1.5000", 1L),
            Map.entry("+1.5000", 1L),
            Map.entry("1.50000", 1L),
            Map.entry("+1.50000", 1L),
            Map.entry("-0.25", 2L),
            Map.entry("-0.250", 2L),
            Map.entry("-0.2500", 2L),
            Map.entry("-0.25000", 2L),
            Map.entry("-0.250000", 2L),
            Map.entry("1.0E20", 3L),
            Map.entry("", 9L),
            Map.entry("+1.5", 9L));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1_577_836_799, 1_500_000_000, -1})
  void datesAreCutToWholeSeconds(double seconds) throws Exception {
    Model model =
        MixedModels.classes(
            Precision.FLOAT64, TWO, false, 1, Loss.LOGISTIC, Activation.TANH, Activation.SIGMOID);
    List<Object> row = MixedModels.rows(1).get(0);
    assertThat(second(model, row, 4, seconds + 0.75)).isEqualTo(second(model, row, 4, seconds));
    assertThat(second(model, row, 4, seconds + 1)).isNotEqualTo(second(model, row, 4, seconds));
  }

  /** The probability of the second class, with one cell of a row changed. */
  private static double second(Model model, List<Object> row, int column, Object cell)
      throws Exception {
    List<Object> changed = new ArrayList<>(row);
    changed.set(column, cell);
    try (OnnxRun run = OnnxRun.of(model, Precision.FLOAT32)) {
      return numbers(run.outputs(List.of(changed)).get("probabilities"))[0][1];
    }
  }

  @Test
  void tellsWhatTheModelIs() throws Exception {
    Model model =
        MixedModels.values(Precision.FLOAT32, 1, Loss.POISSON, Activation.RELU, Activation.EXP);
    try (OnnxRun run = OnnxRun.of(model, Precision.FLOAT32)) {
      assertThat(run.session().getMetadata().getProducerName()).isEqualTo("Rappel");
      assertThat(run.session().getMetadata().getCustomMetadata())
          .containsEntry("weights_sha256", ModelFormat.weightsSha256(model))
          .containsEntry("provenance", "{\"fingerprint\":\"none\",\"rappel\":\"0.1\"}")
          .containsEntry("loss", "poisson")
          .containsEntry("labels", "[\"y0\"]");
    }
  }

  @Test
  void equalModelsGiveEqualBytes() throws IOException {
    Model model =
        MixedModels.values(Precision.FLOAT32, 2, Loss.HUBER, Activation.ELU, Activation.IDENTITY);
    assertThat(OnnxRun.bytes(model, Precision.FLOAT32))
        .isEqualTo(OnnxRun.bytes(model, Precision.FLOAT32));
  }
}
