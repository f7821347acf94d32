package io.rappel.trainer.onnx;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.rappel.trainer.model.Model;
import io.rappel.trainer.network.Activation;
import io.rappel.trainer.network.Layer;
import io.rappel.trainer.network.ParameterLayout;
import io.rappel.trainer.network.ParameterLayout.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The layers of a network, in its precision. Parameters have the names and shapes of {@code
 * weights.safetensors}; the columns of the first weight are in the order of {@link FeatureGraph}.
 */
final class NetworkGraph {

  private final OnnxGraph graph;
  private final Model model;
  private final DataType type;

  NetworkGraph(OnnxGraph graph, Model model) {
    this.graph = graph;
    this.model = model;
    this.type = OnnxExport.type(model.precision());
  }

  /**
   * Adds the layers.
   *
   * @param inputs [batch, inputs]
   * @param order for each of their columns, which input it is
   * @return the value with the outputs, [batch, outputs]
   */
  String add(String inputs, int[] order) {
    List<Layer> layers = model.network().layers();
    String value = inputs;
    for (int l = 0; l < layers.size(); l++) {
      Layer layer = layers.get(l);
      int[] columns = l == 0 ? order : IntStream.range(0, layer.inputs()).toArray();
      List<String> operands =
          new ArrayList<>(List.of(value, weight("layers." + l + ".weight", columns)));
      if (layer.bias()) {
        operands.add(bias("layers." + l + ".bias"));
      }
      value = activate(graph.apply("Gemm", "transB", 1, operands), layer.activation());
    }
    return value;
  }

  private String weight(String name, int[] order) {
    ParameterLayout layout = model.network().layout();
    Tensor tensor = layout.tensor(name);
    int inputs = tensor.rows();
    int outputs = tensor.columns();
    return graph.numbers(
        name,
        type,
        tensor.size(),
        i -> model.parameters()[tensor.offset() + order[i % inputs] * outputs + i / inputs],
        outputs,
        inputs);
  }

  private String bias(String name) {
    Tensor tensor = model.network().layout().tensor(name);
    double[] numbers = Arrays.copyOfRange(model.parameters(), tensor.offset(), tensor.end());
    return graph.numbers(name, type, numbers.length, i -> numbers[i], numbers.length);
  }

  /** Of operators that onnxruntime has in float64 as well, but for Erf. */
  private String activate(String z, Activation activation) {
    return switch (activation) {
      case IDENTITY -> z;
      case RELU -> graph.apply("Relu", z);
      case LEAKY_RELU -> graph.apply("Max", z, graph.apply("Mul", z, number(0.01)));
      case ELU -> {
        String below = graph.apply("Exp", graph.apply("Min", z, number(0)));
        yield graph.apply("Add", graph.apply("Relu", z), graph.apply("Sub", below, number(1)));
      }
      case GELU -> graph.apply("Mul", z, normalDistribution(z));
      case SILU -> {
        // Not z σ(z), which onnxruntime replaces by an operator of float32 alone.
        String power = graph.apply("Exp", graph.apply("Neg", z));
        yield graph.apply("Div", z, graph.apply("Add", power, number(1)));
      }
      case TANH -> graph.apply("Tanh", z);
      case SIGMOID -> graph.apply("Sigmoid", z);
      case SOFTPLUS -> {
        String small = graph.apply("Exp", graph.apply("Neg", graph.apply("Abs", z)));
        String rest = graph.apply("Log", graph.apply("Add", small, number(1)));
        yield graph.apply("Add", graph.apply("Relu", z), rest);
      }
      case EXP -> graph.apply("Exp", z);
      case SOFTMAX -> graph.apply("Softmax", "axis", 1, List.of(z));
    };
  }

  /** Φ(z) = (1 + erf(z / √2)) / 2. */
  private String normalDistribution(String z) {
    String argument = graph.apply("Mul", z, number(Math.sqrt(0.5)));
    String erf =
        type == DataType.FLOAT
            ? graph.apply("Erf", argument)
            : graph.cast(graph.apply("Erf", graph.cast(argument, DataType.FLOAT)), type);
    return graph.apply("Mul", graph.apply("Add", erf, number(1)), number(0.5));
  }

  private String number(double value) {
    return graph.scalar(type, value);
  }
}
