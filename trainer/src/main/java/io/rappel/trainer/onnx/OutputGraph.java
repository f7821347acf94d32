package io.rappel.trainer.onnx;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.rappel.trainer.data.Task;
import io.rappel.trainer.data.shard.Scaling;
import io.rappel.trainer.model.DataSchema;
import io.rappel.trainer.model.Model;
import io.rappel.trainer.network.Activation;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * What becomes of a network's outputs, as {@link io.rappel.trainer.objective.score.OutputDecoder}
 * has it.
 */
final class OutputGraph {

  private static final String WHOLE = "0|-?[1-9][0-9]{0,17}";

  private final OnnxGraph graph;
  private final Model model;
  private final DataType type;
  private final DataType valueType;

  /**
   * @param numberType of the inputs that are numbers; where they are double, so are the values
   */
  OutputGraph(OnnxGraph graph, Model model, DataType numberType) {
    this.graph = graph;
    this.model = model;
    this.type = OnnxExport.type(model.precision());
    this.valueType = numberType == DataType.DOUBLE ? numberType : type;
  }

  /**
   * Adds the graph's outputs.
   *
   * @param outputs of the network, [batch, outputs]
   */
  void add(String outputs) {
    if (model.schema().task() == Task.REGRESSION) {
      graph.output("variable", values(outputs), valueType, model.schema().labels().size());
      return;
    }
    List<String> classes = model.schema().classes();
    String label = graph.apply("Gather", classes(), predictedClass(outputs));
    graph.output("label", label, classType(model.schema()), 0);
    graph.output("probabilities", probabilities(outputs), type, classes.size());
  }

  /** Values in the label's units. */
  private String values(String outputs) {
    Scaling targets = model.targetScaling();
    if (targets.isIdentity()) {
      return cast(outputs, type, valueType);
    }
    String wide = cast(outputs, type, DataType.DOUBLE);
    int[] columns = IntStream.range(0, targets.columns()).toArray();
    String spread =
        graph.apply("Div", wide, row(IntStream.of(columns).mapToDouble(targets::factor)));
    String values =
        graph.apply("Add", spread, row(IntStream.of(columns).mapToDouble(targets::offset)));
    return cast(values, DataType.DOUBLE, valueType);
  }

  private String cast(String value, DataType from, DataType to) {
    return from == to ? value : graph.cast(value, to);
  }

  private String row(DoubleStream numbers) {
    return graph.row(DataType.DOUBLE, numbers.boxed().toList());
  }

  private static DataType classType(DataSchema schema) {
    if (!schema.numericClasses()) {
      return DataType.STRING;
    }
    return schema.classes().stream().allMatch(name -> name.matches(WHOLE))
        ? DataType.INT64
        : DataType.DOUBLE;
  }

  private String classes() {
    List<String> classes = model.schema().classes();
    return switch (classType(model.schema())) {
      case STRING -> graph.texts("classes", classes);
      case INT64 -> graph.whole("classes", classes.stream().mapToLong(Long::parseLong).toArray());
      default ->
          graph.numbers(
              "classes",
              DataType.DOUBLE,
              classes.size(),
              c -> Double.parseDouble(classes.get(c)),
              classes.size());
    };
  }

  private boolean shared() {
    return model.network().outputs() == 1;
  }

  /** The index of the predicted class, [batch]. */
  private String predictedClass(String outputs) {
    if (!shared()) {
      return graph.argMax(outputs);
    }
    String border = number(model.loss().ofMargins() ? 0 : 0.5);
    String second = graph.cast(graph.apply("Greater", outputs, border), DataType.INT64);
    return graph.apply("Squeeze", second, graph.whole("axis", 1));
  }

  private String probabilities(String outputs) {
    if (model.network().outputActivation() == Activation.SOFTMAX) {
      return outputs;
    }
    String shares = share(outputs);
    if (shared()) {
      String others =
          model.loss().ofMargins()
              ? share(graph.apply("Neg", outputs))
              : graph.apply("Sub", number(1), shares);
      return graph.concat(List.of(others, shares));
    }
    String sum = graph.apply("ReduceSum", shares, graph.whole("axis", 1));
    String equal = number(1.0 / model.network().outputs());
    return graph.apply(
        "Where", graph.apply("Greater", sum, number(0)), graph.apply("Div", shares, sum), equal);
  }

  /** Outputs brought into [0, 1]. */
  private String share(String outputs) {
    return model.loss().ofMargins()
        ? graph.apply("Sigmoid", outputs)
        : graph.apply("Clip", outputs, number(0), number(1));
  }

  private String number(double value) {
    return graph.scalar(type, value);
  }
}
