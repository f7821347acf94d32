package io.rappel.trainer.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.rappel.trainer.math.Precision;
import io.rappel.trainer.model.Model;
import io.rappel.trainer.model.ModelFormat;
import io.rappel.trainer.model.file.ModelFormatException;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes a model as an ONNX graph (opset 13, ai.onnx.ml 2) of the whole path: from raw columns
 * through their encodings and the layers to what {@code predict} gives.
 *
 * <p>Each column of the model is an input [batch, 1] of its name: numbers and booleans (1 and 0)
 * are float in models of float32 and double in those of float64, dates are double (seconds since
 * the beginning of 1970 in UTC), and NaN is a missing cell; categories are string, and the empty
 * one is missing. Outputs bear the names of skl2onnx's: of classes {@code label} [batch], a string
 * or, where classes are numbers, an int64 or double, and {@code probabilities} [batch, classes] in
 * the order of the model's classes; of numbers {@code variable} [batch, labels]. They are float or
 * double as the model's precision is; values are double as well where numbers among the inputs are.
 * A column that has the name of an output keeps it, and the output gets a number behind its own.
 *
 * <p>Encodings are computed in float64, layers in the model's precision; only the error function of
 * gelu is float32 throughout, as onnxruntime has no other. Equal models give equal bytes.
 */
public final class OnnxExport {

  /** Protocol buffers hold no more than 2^31 − 1 bytes; the rest of the graph is small. */
  private static final long MOST_BYTES = (1L << 31) - (64L << 20);

  /** The version of the format that came with the operators' one. */
  private static final long IR_VERSION = 7;

  private static final long OPSET = 13;
  private static final long OPSET_ML = 2;

  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  private OnnxExport() {}

  static DataType type(Precision precision) {
    return precision == Precision.FLOAT32 ? DataType.FLOAT : DataType.DOUBLE;
  }

  /**
   * Writes a model, numbers among the inputs in its precision; the stream stays open.
   *
   * @throws ModelFormatException if the model is too large for the format
   * @throws IOException if the stream cannot be written to
   */
  public static void write(Model model, OutputStream out) throws IOException {
    write(model, model.precision(), out);
  }

  /**
   * The same with a choice of what numbers and booleans among the inputs are. Numbers in float32
   * may be off by 6e-8 of themselves, of which the layers see more where knots of hats or bins are
   * narrow. Values of a regression are double where numbers in float64 are asked for.
   *
   * @param inputs what numbers and booleans come in
   */
  public static void write(Model model, Precision inputs, OutputStream out) throws IOException {
    long bytes = (long) model.network().layout().size() * model.precision().bytes();
    if (bytes > MOST_BYTES) {
      throw new ModelFormatException(
          "the model has %,d parameters of %s, more than the 2 GiB that an ONNX file can hold"
              .formatted(model.network().layout().size(), model.precision()));
    }
    proto(model, inputs).writeTo(out);
    out.flush();
  }

  private static ModelProto proto(Model model, Precision inputs) {
    OnnxGraph graph = new OnnxGraph();
    DataType numberType = type(inputs);
    FeatureGraph features = FeatureGraph.add(graph, model, numberType);
    String outputs = new NetworkGraph(graph, model).add(features.value(), features.order());
    new OutputGraph(graph, model, numberType).add(outputs);
    ModelProto.Builder proto =
        ModelProto.newBuilder()
            .setIrVersion(IR_VERSION)
            .setProducerName("Rappel")
            .setProducerVersion(String.valueOf(model.provenance().getOrDefault("rappel", "")))
            .setDomain("io.rappel")
            .setDocString("%s of %s".formatted(model.schema().task(), model.network()))
            .setGraph(graph.build());
    proto.addOpsetImportBuilder().setDomain("").setVersion(OPSET);
    proto.addOpsetImportBuilder().setDomain(OnnxGraph.ML).setVersion(OPSET_ML);
    addMetadata(proto, "weights_sha256", ModelFormat.weightsSha256(model));
    addMetadata(proto, "loss", model.loss().toString());
    addMetadata(proto, "labels", json(model.schema().labels()));
    if (!model.schema().classes().isEmpty()) {
      addMetadata(proto, "classes", json(model.schema().classes()));
    }
    addMetadata(proto, "provenance", json(model.provenance()));
    return proto.build();
  }

  private static void addMetadata(ModelProto.Builder proto, String key, String value) {
    proto.addMetadataPropsBuilder().setKey(key).setValue(value);
  }

  private static String json(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a model's description is of JSON's types", e);
    }
  }
}
