package io.rappel.trainer.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntToDoubleFunction;
import java.util.stream.LongStream;

/**
 * A graph that is being built. Values are known by their names, each of which is there once; the
 * first dimension of inputs and outputs is {@code batch}, of any size.
 */
final class OnnxGraph {

  /** The domain of operators for tables, such as LabelEncoder. */
  static final String ML = "ai.onnx.ml";

  private static final String BATCH = "batch";

  private final GraphProto.Builder graph = GraphProto.newBuilder().setName("rappel");
  private final Set<String> names = new HashSet<>();
  private final Map<String, String> scalars = new HashMap<>();

  /** A name that no value has yet: the one that is wished for, or with a number behind it. */
  private String free(String wish) {
    String name = wish;
    for (int n = 1; !names.add(name); n++) {
      name = wish + n;
    }
    return name;
  }

  /**
   * An input [batch, 1].
   *
   * @param name of a column; all inputs come before everything else, so that their names are free
   */
  String input(String name, DataType type, String about) {
    ValueInfoProto.Builder info = value(free(name), type, 1).setDocString(about);
    graph.addInput(info);
    return info.getName();
  }

  /**
   * Gives a value to the world [batch, width].
   *
   * @param wish the name, where no column has it
   * @param width 0: one value a row, [batch]
   */
  void output(String wish, String value, DataType type, int width) {
    String name = free(wish);
    graph.addNode(node("Identity", List.of(value)).addOutput(name));
    graph.addOutput(value(name, type, width));
  }

  private static ValueInfoProto.Builder value(String name, DataType type, int width) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    shape.addDimBuilder().setDimParam(BATCH);
    if (width > 0) {
      shape.addDimBuilder().setDimValue(width);
    }
    TypeProto.Tensor.Builder tensor =
        TypeProto.Tensor.newBuilder().setElemType(type.getNumber()).setShape(shape);
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(tensor));
  }

  private static NodeProto.Builder node(String operator, List<String> inputs) {
    return NodeProto.newBuilder().setOpType(operator).addAllInput(inputs);
  }

  /** Applies an operator of ONNX's own domain that has one result; gives its name. */
  String apply(String operator, String... inputs) {
    return add(node(operator, List.of(inputs)));
  }

  /** The index of each row's largest number, the first of equals, [batch]. */
  String argMax(String value) {
    return add(
        node("ArgMax", List.of(value))
            .addAttribute(attribute("axis", 1))
            .addAttribute(attribute("keepdims", 0)));
  }

  /** Applies an operator with a whole number as attribute. */
  String apply(String operator, String attribute, long number, List<String> inputs) {
    return add(node(operator, inputs).addAttribute(attribute(attribute, number)));
  }

  private String add(NodeProto.Builder node) {
    String name = free(node.getOpType());
    graph.addNode(node.setName(name).addOutput(name));
    return name;
  }

  private static AttributeProto attribute(String name, long number) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(number)
        .build();
  }

  /** Numbers of texts: those of a map, and another of all the rest. */
  String encode(String texts, Map<String, Long> numbers, long rest) {
    AttributeProto.Builder keys =
        AttributeProto.newBuilder()
            .setName("keys_strings")
            .setType(AttributeProto.AttributeType.STRINGS);
    AttributeProto.Builder values =
        AttributeProto.newBuilder()
            .setName("values_int64s")
            .setType(AttributeProto.AttributeType.INTS);
    numbers.forEach(
        (text, number) -> {
          keys.addStrings(ByteString.copyFromUtf8(text));
          values.addInts(number);
        });
    return add(
        node("LabelEncoder", List.of(texts))
            .setDomain(ML)
            .addAttribute(keys)
            .addAttribute(values)
            .addAttribute(attribute("default_int64", rest)));
  }

  /** Another type's numbers; true is 1 and false 0. */
  String cast(String value, DataType type) {
    return apply("Cast", "to", type.getNumber(), List.of(value));
  }

  /** Tensors side by side, [batch, sum of widths]. */
  String concat(List<String> values) {
    return values.size() == 1 ? values.get(0) : apply("Concat", "axis", 1, values);
  }

  /** Some columns of a tensor; the tensor itself where these are all, in their order. */
  String columns(String value, int width, List<Integer> wanted) {
    boolean all = wanted.size() == width;
    for (int j = 0; all && j < width; j++) {
      all = wanted.get(j) == j;
    }
    return all
        ? value
        : apply(
            "Gather",
            "axis",
            1,
            List.of(value, whole("columns", wanted.stream().mapToLong(j -> j).toArray())));
  }

  /** A number of that type, for every element of another tensor. */
  String scalar(DataType type, double number) {
    return scalars.computeIfAbsent(
        type + " " + number, key -> numbers("scalar", type, 1, i -> number));
  }

  /** Numbers [1, n], one for each column. */
  String row(DataType type, List<Double> numbers) {
    return numbers("row", type, numbers.size(), numbers::get, 1, numbers.size());
  }

  /** Whole numbers [n]. */
  String whole(String name, long... numbers) {
    return whole(tensor(name, DataType.INT64, numbers.length), numbers);
  }

  /** The whole numbers below one, [1, n]. */
  String indices(int n) {
    return whole(tensor("indices", DataType.INT64, 1, n), LongStream.range(0, n).toArray());
  }

  private String whole(TensorProto.Builder tensor, long... numbers) {
    LongStream.of(numbers).forEach(tensor::addInt64Data);
    return add(tensor);
  }

  /** Texts [n]. */
  String texts(String name, List<String> texts) {
    TensorProto.Builder tensor = tensor(name, DataType.STRING, texts.size());
    texts.forEach(text -> tensor.addStringData(ByteString.copyFromUtf8(text)));
    return add(tensor);
  }

  /**
   * Numbers of a type.
   *
   * @param count how many there are
   * @param shape none: a scalar
   */
  String numbers(String name, DataType type, int count, IntToDoubleFunction number, long... shape) {
    boolean narrow = type == DataType.FLOAT;
    ByteBuffer bytes =
        ByteBuffer.allocate(count * (narrow ? Float.BYTES : Double.BYTES))
            .order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < count; i++) {
      if (narrow) {
        bytes.putFloat((float) number.applyAsDouble(i));
      } else {
        bytes.putDouble(number.applyAsDouble(i));
      }
    }
    return add(tensor(name, type, shape).setRawData(UnsafeByteOperations.unsafeWrap(bytes.flip())));
  }

  private TensorProto.Builder tensor(String name, DataType type, long... shape) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder().setName(free(name)).setDataType(type.getNumber());
    LongStream.of(shape).forEach(tensor::addDims);
    return tensor;
  }

  private String add(TensorProto.Builder tensor) {
    graph.addInitializer(tensor);
    return tensor.getName();
  }

  GraphProto build() {
    return graph.build();
  }
}
