package io.rappel.trainer.model;

import io.rappel.trainer.math.Precision;
import io.rappel.trainer.network.ParameterLayout;
import io.rappel.trainer.network.ParameterLayout.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The beginning of a safetensors file: the header's length as 8 bytes, little endian, and the
 * header, a JSON object of name, dtype, shape and place of each tensor. See
 * https://github.com/huggingface/safetensors (Format).
 */
final class SafetensorsHeader {

  /** Bytes of the header's length. */
  static final int PREFIX = Long.BYTES;

  private SafetensorsHeader() {}

  /** The dtype of a precision, as the format names it. */
  static String dtype(Precision precision) {
    return precision == Precision.FLOAT32 ? "F32" : "F64";
  }

  /**
   * The bytes of length and header, with the tensors one after another in the order of the layout.
   * Blanks fill the header to a multiple of 8 bytes, so that the numbers lie aligned.
   */
  static byte[] render(ParameterLayout layout, Precision precision) {
    StringBuilder json = new StringBuilder("{");
    for (Tensor tensor : layout.tensors()) {
      long begin = (long) tensor.offset() * precision.bytes();
      json.append(tensor.offset() == 0 ? "" : ",")
          .append(
              "\"%s\":{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":[%d,%d]}"
                  .formatted(
                      tensor.name(),
                      dtype(precision),
                      shape(tensor),
                      begin,
                      begin + (long) tensor.size() * precision.bytes()));
    }
    json.append('}');
    json.append(" ".repeat(-json.length() & 7));
    return ByteBuffer.allocate(PREFIX + json.length())
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(json.length())
        .put(json.toString().getBytes(StandardCharsets.US_ASCII))
        .array();
  }

  /** The shape in files: [outputs,inputs] of a weight, [outputs] of a bias. */
  static String shape(Tensor tensor) {
    return tensor.weight()
        ? "[%d,%d]".formatted(tensor.columns(), tensor.rows())
        : "[%d]".formatted(tensor.columns());
  }
}
