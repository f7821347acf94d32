package io.rappel.trainer.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rappel.trainer.data.Example;
import io.rappel.trainer.data.batch.BatchSize;
import io.rappel.trainer.data.shard.Scaling;
import io.rappel.trainer.loss.Loss;
import io.rappel.trainer.loss.LossKernel32;
import io.rappel.trainer.loss.LossKernel64;
import io.rappel.trainer.math.Precision;
import io.rappel.trainer.network.Activation;
import io.rappel.trainer.network.Network;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.spark.ml.linalg.Vectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Activations, losses and whole steps against what PyTorch computes; see functions.py. */
class FunctionReferencesTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final double BOUND = 1e-12;
  private static final double NARROW_BOUND = 2e-6;

  private static Stream<JsonNode> cases(String kind) throws IOException {
    try (InputStream file =
        FunctionReferencesTest.class.getResourceAsStream("/function-references.json")) {
      return StreamSupport.stream(JSON.readTree(file).get(kind).spliterator(), false);
    }
  }

  static Stream<JsonNode> activations() throws IOException {
    return cases("activations");
  }

  static Stream<JsonNode> losses() throws IOException {
    return cases("losses");
  }

  static Stream<JsonNode> steps() throws IOException {
    return cases("steps");
  }

  @ParameterizedTest
  @MethodSource
  void activations(JsonNode reference) {
    Activation activation = activation(reference.get("name"));
    double[] z = numbers(reference.get("z"));
    double[] a = new double[z.length];
    double[] delta = new double[z.length];
    Arrays.fill(delta, 1);

    activation.forward(z, a, 1, z.length);
    activation.backward(z, a, delta, 1, z.length);

    assertClose(a, numbers(reference.get("a")), BOUND);
    assertClose(delta, numbers(reference.get("derivative")), BOUND);
  }

  /** Leaves out z that are 0 in float32 alone, since some functions have a kink there. */
  @ParameterizedTest
  @MethodSource("activations")
  void activationsInFloat32(JsonNode reference) {
    Activation activation = activation(reference.get("name"));
    float[] z = narrow(numbers(reference.get("z")));
    float[] a = new float[z.length];
    float[] delta = new float[z.length];
    Arrays.fill(delta, 1);

    activation.forward(z, a, 1, z.length);
    activation.backward(z, a, delta, 1, z.length);

    for (int i = 0; i < z.length; i++) {
      double value = reference.get("a").get(i).doubleValue();
      if (z[i] == 0 && reference.get("z").get(i).doubleValue() != 0) {
        continue;
      }
      if (Math.abs(value) <= Float.MAX_VALUE) {
        assertClose(a[i], value, z[i], NARROW_BOUND);
        assertClose(delta[i], reference.get("derivative").get(i).doubleValue(), z[i], NARROW_BOUND);
      } else {
        assertThat(a[i]).isInfinite();
      }
    }
  }

  @ParameterizedTest
  @MethodSource
  void losses(JsonNode reference) {
    Loss loss = loss(reference.get("name"));
    int outputs = reference.get("outputs").intValue();
    double[] o = numbers(reference.get("o"));
    double[] targets = numbers(reference.get("targets"));
    int columns = reference.get("target_columns").intValue();
    double[] values = numbers(reference.get("values"));
    double[] derivatives = numbers(reference.get("derivatives"));
    Activation output = loss.defaultOutputActivation();
    for (int i = 0; i < values.length; i++) {
      double[] row = Arrays.copyOfRange(o, i * outputs, (i + 1) * outputs);
      double[] target = Arrays.copyOfRange(targets, i * columns, (i + 1) * columns);
      double[] a = new double[outputs];
      double[] delta = new double[outputs];
      output.forward(row, a, 1, outputs);
      double[] weight = {2};

      double value =
          LossKernel64.evaluate(loss, output, row, a, target, columns, weight, 1, outputs, delta);

      assertClose(value / 2, values[i], 0, BOUND);
      double[] expected = Arrays.copyOfRange(derivatives, i * outputs, (i + 1) * outputs);
      assertClose(Arrays.stream(delta).map(d -> d / 2).toArray(), expected, BOUND);
      assertNarrow(loss, row, target, columns, values[i], expected);
    }
  }

  private static void assertNarrow(
      Loss loss, double[] o, double[] target, int columns, double value, double[] derivatives) {
    if (Arrays.stream(o).anyMatch(number -> Math.abs(number) > 80)) {
      return; // e^o and its errors leave the range of float32
    }
    int outputs = o.length;
    Activation output = loss.defaultOutputActivation();
    float[] a = new float[outputs];
    float[] delta = new float[outputs];
    output.forward(narrow(o), a, 1, outputs);
    float[] weight = {1};
    double actual =
        LossKernel32.evaluate(
            loss, output, narrow(o), a, narrow(target), columns, weight, 1, outputs, delta);
    double size = Arrays.stream(o).map(Math::abs).max().orElseThrow();
    assertClose(actual, value, size, 1e-6 * (1 + size));
    for (int j = 0; j < outputs; j++) {
      assertClose(delta[j], derivatives[j], size, 1e-6 * (1 + size));
    }
  }

  @ParameterizedTest
  @MethodSource
  void steps(JsonNode reference) {
    double[] parameters = numbers(reference.get("parameters"));
    double[] gradient = new double[parameters.length];
    try (LocalProblem problem = new LocalProblem(setting(reference), rows(reference))) {
      double value = problem.evaluate(parameters, gradient).total();

      assertThat(value).isCloseTo(reference.get("value").doubleValue(), within(BOUND * value));
      assertClose(gradient, numbers(reference.get("gradient")), BOUND);
    }
  }

  private static LocalProblem.Setting setting(JsonNode reference) {
    Loss loss = loss(reference.get("loss"));
    int[] widths = JSON.convertValue(reference.get("widths"), int[].class);
    Network network =
        Network.of(
            widths[0],
            new int[] {widths[1], widths[2]},
            widths[3],
            true,
            activation(reference.get("activation")),
            loss.defaultOutputActivation());
    return new LocalProblem.Setting(
        network,
        loss,
        reference.get("l2").doubleValue(),
        Scaling.identity(widths[0]),
        false,
        1,
        0,
        Precision.FLOAT64,
        BatchSize.full());
  }

  private static List<Example> rows(JsonNode reference) {
    List<Example> rows = new ArrayList<>();
    for (int i = 0; i < reference.get("x").size(); i++) {
      double[] x = numbers(reference.get("x").get(i));
      rows.add(new Example(Vectors.dense(x), numbers(reference.get("targets").get(i)), 1));
    }
    return rows;
  }

  private static Activation activation(JsonNode name) {
    return Activation.valueOf(constant(name));
  }

  private static Loss loss(JsonNode name) {
    return Loss.valueOf(constant(name));
  }

  private static String constant(JsonNode name) {
    return name.textValue().toUpperCase(Locale.ROOT).replace('-', '_');
  }

  private static double[] numbers(JsonNode node) {
    return JSON.convertValue(node, double[].class);
  }

  private static float[] narrow(double[] numbers) {
    float[] result = new float[numbers.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = (float) numbers[i];
    }
    return result;
  }

  private static void assertClose(double[] actual, double[] expected, double bound) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < actual.length; i++) {
      assertClose(actual[i], expected[i], i, bound);
    }
  }

  private static void assertClose(double actual, double expected, double at, double bound) {
    assertThat(actual)
        .as("at %s", at)
        .isCloseTo(expected, within(bound * Math.max(1, Math.abs(expected))));
  }
}
