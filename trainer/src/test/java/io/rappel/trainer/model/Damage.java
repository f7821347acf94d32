package io.rappel.trainer.model;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rappel.trainer.math.Precision;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.provider.Arguments;

/**
 * Ways to damage a valid model, which has tensors [3 × 7], [7], [7 × 4], [4] in float32: 240 bytes
 * of numbers.
 */
final class Damage {

  static final Model MODEL = ExampleModels.regression(Precision.FLOAT32, 4);

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int NUMBERS = 4 * MODEL.parameters().length;

  private Damage() {}

  static Arguments row(String message, Consumer<MemoryDirectory> damage) {
    return Arguments.of(message, damage);
  }

  /** Edits the description, without its checksum. */
  static Consumer<MemoryDirectory> json(Consumer<ObjectNode> edit) {
    return directory -> {
      try {
        ObjectNode json = (ObjectNode) MAPPER.readTree(directory.text("model.json"));
        json.remove("checksum");
        edit.accept(json);
        directory.put("model.json", MAPPER.writeValueAsString(json));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    };
  }

  static ObjectNode weights(ObjectNode json) {
    return (ObjectNode) json.get("weights");
  }

  static ObjectNode layer(ObjectNode json, int index) {
    return (ObjectNode) json.at("/network/layers/" + index);
  }

  /** Edits the header of the weights, and tells the description of the new length and SHA-256. */
  static Consumer<MemoryDirectory> header(UnaryOperator<String> edit) {
    return directory -> {
      byte[] bytes = bytes(directory);
      String header = new String(bytes, 8, bytes.length - 8 - NUMBERS, StandardCharsets.US_ASCII);
      String edited = edit.apply(header);
      weights(edited.length(), edited).accept(directory);
    };
  }

  /** Replaces the weights by a length, a header, and zeros. */
  static Consumer<MemoryDirectory> weights(long headerLength, String header) {
    return directory -> {
      byte[] text = header.getBytes(StandardCharsets.US_ASCII);
      replaceWeights(
          directory,
          ByteBuffer.allocate(8 + text.length + NUMBERS)
              .order(ByteOrder.LITTLE_ENDIAN)
              .putLong(headerLength)
              .put(text)
              .array());
    };
  }

  static void replaceWeights(MemoryDirectory directory, byte[] bytes) {
    directory.files.put("weights.safetensors", bytes);
    json(j -> weights(j).put("bytes", bytes.length).put("sha256", sha256(bytes))).accept(directory);
  }

  static byte[] bytes(MemoryDirectory directory) {
    return directory.files.get("weights.safetensors");
  }

  static int length() {
    return bytes(MemoryDirectory.with(MODEL)).length;
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
