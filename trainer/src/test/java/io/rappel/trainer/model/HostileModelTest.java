package io.rappel.trainer.model;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rappel.trainer.math.Precision;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each kind of damage with its sentence. The model has tensors [3 × 7], [7], [7 × 4], [4] in
 * float32, 240 bytes of numbers.
 */
class HostileModelTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Model MODEL = ExampleModels.regression(Precision.FLOAT32, 4);
  private static final int NUMBERS = 240;

  @ParameterizedTest(name = "{0}")
  @MethodSource({"statuses", "descriptions", "networks", "headers", "numbers"})
  void isRefused(String message, Consumer<MemoryDirectory> damage) {
    MemoryDirectory directory = MemoryDirectory.with(MODEL);
    damage.accept(directory);

    assertThatThrownBy(() -> ModelFormat.load(directory))
        .isInstanceOf(ModelFormatException.class)
        .hasMessage(message);
  }

  static Stream<Arguments> statuses() {
    return Stream.of(
        row(
            "m: no finished model here (status.json is missing)",
            m -> m.files.remove("status.json")),
        row(
            "m: no finished model here (status.json says 'diverged')",
            m -> m.put("status.json", "{\"outcome\":\"diverged\"}")),
        row(
            "m: no finished model here (status.json does not say 'done')",
            m -> m.put("status.json", "{\"outcome\":true}")),
        row("m/status.json: the file's content is not an object", m -> m.put("status.json", "[]")),
        row("m/status.json: the file's content is not an object", m -> m.put("status.json", "")),
        row(
            "m/status.json: the file's content has the key 'outcome' twice",
            m -> m.put("status.json", "{\"outcome\":\"done\",\"outcome\":\"done\"}")),
        row(
            "m/status.json: the file has 1048577 bytes, which is more than the 1048576 that are read",
            m -> m.put("status.json", " ".repeat((1 << 20) + 1))),
        row(
            "m/status.json: the file's content has more than 100000 values",
            m -> m.put("status.json", "{\"a\":[" + "1,".repeat(200_000) + "1]}")));
  }

  static Stream<Arguments> descriptions() {
    return Stream.of(
        row("m/model.json: there is no such file", m -> m.files.remove("model.json")),
        row("m/model.json: invalid JSON at line 1, column 2", m -> m.put("model.json", "{x")),
        row("m/model.json: invalid JSON at line 1, column 2", m -> m.put("model.json", "{")),
        row(
            "m/model.json: the text is not UTF-8",
            m -> m.files.put("model.json", new byte[] {'{', '"', (byte) 0xC0, (byte) 0x80, '"'})),
        row(
            "m/model.json: there is something after the end of the JSON object",
            m -> m.put("model.json", m.text("model.json") + "{}")),
        row(
            "m/model.json: the content does not match its checksum: the file is damaged, or was"
                + " edited without removing its key 'checksum'",
            m -> m.put("model.json", m.text("model.json").replace("relu", "tanh"))),
        row(
            "m/model.json: the file's content has the key 'task' twice",
            m -> m.put("model.json", "{\"task\":\"regression\",\"task\":\"regression\"}")),
        row(
            "m/model.json: provenance has the key 'a' twice",
            m -> m.put("model.json", "{\"provenance\":{\"a\":1,\"a\":2}}")),
        row(
            "m/model.json: the JSON is nested too deeply, or has too long a string or number",
            m -> m.put("model.json", "{\"provenance\":{\"a\":" + "[".repeat(1_000_000))),
        row(
            "m/model.json: the JSON is nested too deeply, or has too long a string or number",
            m -> m.put("model.json", "{\"task\":\"" + "x".repeat(2_000_000))),
        row(
            "m/model.json: the JSON is nested too deeply, or has too long a string or number",
            m -> m.put("model.json", "{\"format_version\":" + "9".repeat(1_000))),
        row(
            "m/model.json: provenance has more than 100000 values",
            m -> m.put("model.json", "{\"provenance\":{\"a\":[" + "[],".repeat(1_000_000))),
        row(
            "m/model.json: format version 2 is not supported; this program reads version 1",
            json(j -> j.put("format_version", 2))),
        row(
            "m/model.json: format_version is not a whole number",
            json(j -> j.put("format_version", "1"))),
        row("m/model.json: the key 'loss' is missing", json(j -> j.remove("loss"))),
        row("m/model.json: the key 'features' is missing", json(j -> j.remove("features"))),
        row("m/model.json: the file has the unknown key 'class'", json(j -> j.put("class", 1))),
        row(
            "m/model.json: loss is 'os', which is none of [cross-entropy, logistic, squared,"
                + " half-squared]",
            json(j -> j.put("loss", "os"))),
        row(
            "m/model.json: precision is 'float16', which is none of [float32, float64]",
            json(j -> j.put("precision", "float16"))),
        row(
            "m/model.json: task is 'REGRESSION', which is none of [classification, regression]",
            json(j -> j.put("task", "REGRESSION"))),
        row("m/model.json: features is not a string", json(j -> j.putArray("features").add(1))),
        row("m/model.json: features is not an array", json(j -> j.put("features", "age"))),
        row(
            "m/model.json: numeric_classes is not true or false",
            json(j -> j.put("numeric_classes", 0))),
        row("m/model.json: weight_column is not a string", json(j -> j.put("weight_column", 0))),
        row(
            "m/model.json: a regression has no classes",
            json(j -> j.putArray("classes").add("a").add("b"))),
        row(
            "m/model.json: the network takes 3 features, but 2 are named and 3 are scaled",
            json(j -> j.putArray("features").add("a").add("b"))),
        row(
            "m/model.json: the network has 4 outputs for 1 labels",
            json(j -> j.putArray("labels").add("a"))),
        row(
            "m/model.json: scaling of column 0 has offset Infinity and factor 1.0",
            m -> m.put("model.json", "{\"feature_scaling\":{\"offset\":[1e999],\"factor\":[1]}}")),
        row(
            "m/model.json: invalid JSON at line 1, column 34",
            m -> m.put("model.json", "{\"feature_scaling\":{\"offset\":[NaN]}}")),
        row(
            "m/model.json: scaling has 1 offsets and 2 factors",
            m -> m.put("model.json", "{\"feature_scaling\":{\"offset\":[1],\"factor\":[1,2]}}")),
        row(
            "m/model.json: target_scaling lacks offset or factor",
            json(j -> j.putObject("target_scaling").putArray("offset"))),
        row(
            "m/model.json: target_scaling does not have a factor above 0 for each label",
            json(j -> ((ArrayNode) j.at("/target_scaling/factor")).set(0, 0))),
        row(
            "m/model.json: the file of weights is not named 'weights.safetensors'",
            json(j -> weights(j).put("file", "../../secret"))),
        row(
            "m/model.json: sha256 of weights is not 64 hexadecimal digits",
            json(j -> weights(j).put("sha256", "no"))),
        row(
            "m/model.json: bytes of weights is -1, not a number from 0 to 2^63 - 1",
            json(j -> weights(j).put("bytes", -1))));
  }

  static Stream<Arguments> networks() {
    return Stream.of(
        row(
            "m/model.json: inputs of layer 0 is -3, not a number from 0 to 2^63 - 1",
            json(j -> layer(j, 0).put("inputs", -3))),
        row(
            "m/model.json: outputs of layer 1 is 0, not a width from 1 to 2^31 - 1",
            json(j -> layer(j, 1).put("outputs", 0))),
        row(
            "m/model.json: outputs of layer 1 is 2147483648, not a width from 1 to 2^31 - 1",
            json(j -> layer(j, 1).put("outputs", 1L << 31))),
        row(
            "m/model.json: outputs of layer 1 is 99999999999999999999, not a number from 0 to 2^63"
                + " - 1",
            m ->
                m.put(
                    "model.json",
                    "{\"network\":{\"layers\":[{\"inputs\":1,\"outputs\":1,\"bias\":true,"
                        + "\"activation\":\"relu\"},{\"outputs\":99999999999999999999}]}}")),
        row(
            "m/model.json: inputs of layer 0 is not a whole number",
            json(j -> layer(j, 0).put("inputs", 3.5))),
        row(
            "m/model.json: layer 1 takes 8 inputs, but layer 0 has 7 outputs",
            json(j -> layer(j, 1).put("inputs", 8))),
        row(
            "m/model.json: the network has more than 2^31 parameters, which do not fit one vector",
            json(
                j -> {
                  layer(j, 0).put("outputs", Integer.MAX_VALUE);
                  layer(j, 1).put("inputs", Integer.MAX_VALUE);
                })),
        row(
            "m/model.json: activation of layer 0 is 'sine', which is none of [identity, relu, tanh,"
                + " sigmoid, softmax]",
            json(j -> layer(j, 0).put("activation", "sine"))),
        row(
            "m/model.json: softmax is for the output layer, not for layer 0",
            json(j -> layer(j, 0).put("activation", "softmax"))),
        row(
            "m/model.json: the loss logistic does not go with the output activation identity",
            json(j -> j.put("loss", "logistic"))),
        row(
            "m/model.json: layer 0 lacks one of inputs, outputs, bias and activation",
            json(j -> layer(j, 0).remove("bias"))),
        row(
            "m/model.json: layer 0 has the unknown key 'units'",
            json(j -> layer(j, 0).put("units", 3))),
        row(
            "m/model.json: a network needs at least one layer",
            json(j -> j.putObject("network").putArray("layers"))));
  }

  static Stream<Arguments> headers() {
    return Stream.of(
        row(
            "m/weights.safetensors: a header of 18446744073709551615 bytes cannot be in a file of"
                + " 248 bytes with 4 tensors",
            weights(-1, "")),
        row(
            "m/weights.safetensors: a header of 241 bytes cannot be in a file of 248 bytes with 4"
                + " tensors",
            weights(241, "")),
        row(
            "m/weights.safetensors: a header of 0 bytes cannot be in a file of 248 bytes with 4"
                + " tensors",
            weights(0, "")),
        row(
            "m/weights.safetensors: a header of 2000000 bytes cannot be in a file of 2000248 bytes"
                + " with 4 tensors",
            weights(2_000_000, " ".repeat(2_000_000))),
        row("m/weights.safetensors: invalid JSON at line 1, column 2", header(h -> "{?}")),
        row("m/weights.safetensors: the header is not an object", header(h -> "[]")),
        row(
            "m/weights.safetensors: there is something after the end of the JSON object",
            header(h -> h + "{}")),
        row(
            "m/weights.safetensors: the header has the key 'layers.0.bias' twice",
            header(h -> h.replace("layers.1.bias", "layers.0.bias"))),
        row(
            "m/weights.safetensors: the tensor 'layers.2.bias' is none of the network's",
            header(h -> h.replace("layers.1.bias", "layers.2.bias"))),
        row(
            "m/weights.safetensors: the tensor layers.1.bias is missing",
            header(h -> h.replaceAll(",\"layers.1.bias.*", "}"))),
        row(
            "m/weights.safetensors: layers.0.weight has dtype 'F8_E4M3', not the F32 of a model in"
                + " float32",
            header(h -> h.replace("F32", "F8_E4M3"))),
        row(
            "m/weights.safetensors: layers.0.weight has dtype 'F32', not the F64 of a model in"
                + " float64",
            json(j -> j.put("precision", "float64"))),
        row(
            "m/weights.safetensors: layers.0.weight has dtype none, not the F32 of a model in"
                + " float32",
            header(h -> h.replace("\"dtype\":\"F32\",", ""))),
        row(
            "m/weights.safetensors: layers.0.weight has shape [3,7], not the network's [7,3]",
            header(h -> h.replace("[7,3]", "[3,7]"))),
        row(
            "m/weights.safetensors: layers.0.weight has shape [9223372036854775807,3], not the"
                + " network's [7,3]",
            header(h -> h.replace("[7,3]", "[9223372036854775807,3]"))),
        row(
            "m/weights.safetensors: shape of layers.0.weight is -7, not a number from 0 to 2^63 - 1",
            header(h -> h.replace("[7,3]", "[-7,3]"))),
        row(
            "m/weights.safetensors: shape of layers.0.weight has more than two numbers",
            header(h -> h.replace("[7,3]", "[7,3,1,1,1]"))),
        row(
            "m/weights.safetensors: layers.0.weight has the unknown key 'more'",
            header(h -> h.replaceFirst("\"dtype\"", "\"more\":1,\"dtype\""))),
        row(
            "m/weights.safetensors: data_offsets of layers.0.bias are not two",
            header(h -> h.replace("[84,112]", "[84]"))),
        row(
            "m/weights.safetensors: layers.0.bias begins at byte 83 of the numbers, where the one"
                + " before ends at 84",
            header(h -> h.replace("[84,112]", "[83,111]"))),
        row(
            "m/weights.safetensors: layers.0.bias begins at byte 88 of the numbers, where the one"
                + " before ends at 84",
            header(h -> h.replace("[84,112]", "[88,116]"))),
        row(
            "m/weights.safetensors: layers.0.bias ends at byte 9223372036854775807 of the numbers,"
                + " not at the 112 of its shape",
            header(h -> h.replace("[84,112]", "[84,9223372036854775807]"))),
        row(
            "m/weights.safetensors: metadata is not a string",
            header(h -> "{\"__metadata__\":{\"a\":1}}")));
  }

  static Stream<Arguments> numbers() {
    return Stream.of(
        row(
            "m/weights.safetensors: there is no such file",
            m -> m.files.remove("weights.safetensors")),
        row(
            "m/weights.safetensors: the file has 7 bytes, not the %d of model.json"
                .formatted(length()),
            m -> m.files.put("weights.safetensors", new byte[7])),
        row(
            "m/weights.safetensors: 7 bytes are too few for a safetensors file",
            m -> replaceWeights(m, new byte[7])),
        row(
            "m/weights.safetensors: the file has 236 bytes of numbers, not 240",
            m -> replaceWeights(m, Arrays.copyOf(bytes(m), length() - 4))),
        row(
            "m/weights.safetensors: the file has 244 bytes of numbers, not 240",
            m -> replaceWeights(m, Arrays.copyOf(bytes(m), length() + 4))),
        row(
            "m/weights.safetensors: the SHA-256 differs from the one in model.json",
            m -> bytes(m)[length() - 1] ^= 1),
        row(
            "m/weights.safetensors: layers.1.bias has the entry NaN",
            m -> {
              ByteBuffer.wrap(bytes(m))
                  .order(ByteOrder.LITTLE_ENDIAN)
                  .putFloat(length() - 4, Float.NaN);
              replaceWeights(m, bytes(m));
            }));
  }

  @Test
  void aFileThatChangesOrFailsWhileItIsReadIsRefused() {
    assertRefused(
        "m/weights.safetensors: the file ends before the %d bytes of its listing"
            .formatted(length()),
        stream -> new ByteArrayInputStream(stream.readNBytes(length() - 9)));
    assertRefused(
        "m/weights.safetensors: the file is longer than the %d bytes of its listing"
            .formatted(length()),
        stream -> new SequenceInputStream(stream, new ByteArrayInputStream(new byte[1])));
    assertRefused(
        "m/weights.safetensors: cannot be read: the disk is gone",
        stream -> {
          throw new IOException("the disk is gone");
        });
  }

  @Test
  void aHugeNetworkInASmallFileIsRefusedBeforeItsMemoryIsTaken() {
    MemoryDirectory directory = MemoryDirectory.with(MODEL);
    json(j -> {
          layer(j, 0).put("outputs", 250_000_000);
          layer(j, 1).put("inputs", 250_000_000);
        })
        .accept(directory);

    assertThatThrownBy(() -> ModelFormat.load(directory))
        .isInstanceOf(ModelFormatException.class)
        .hasMessage(
            "m/weights.safetensors: layers.0.weight has shape [7,3], not the network's"
                + " [250000000,3]");
  }

  /** Replaces what opening the weights' file gives. */
  private interface Tampering {
    InputStream apply(InputStream stream) throws IOException;
  }

  private static void assertRefused(String message, Tampering tampering) {
    MemoryDirectory directory =
        new MemoryDirectory() {
          @Override
          public InputStream open(String name) throws IOException {
            InputStream stream = super.open(name);
            return name.equals("weights.safetensors") ? tampering.apply(stream) : stream;
          }
        };
    directory.files.putAll(MemoryDirectory.with(MODEL).files);
    assertThatThrownBy(() -> ModelFormat.load(directory))
        .isInstanceOf(ModelFormatException.class)
        .hasMessage(message);
  }

  private static Arguments row(String message, Consumer<MemoryDirectory> damage) {
    return Arguments.of(message, damage);
  }

  /** Edits the description, without its checksum. */
  private static Consumer<MemoryDirectory> json(Consumer<ObjectNode> edit) {
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

  private static ObjectNode weights(ObjectNode json) {
    return (ObjectNode) json.get("weights");
  }

  private static ObjectNode layer(ObjectNode json, int index) {
    return (ObjectNode) json.at("/network/layers/" + index);
  }

  /** Edits the header of the weights, and tells the description of the new length and SHA-256. */
  private static Consumer<MemoryDirectory> header(UnaryOperator<String> edit) {
    return directory -> {
      byte[] bytes = bytes(directory);
      String header = new String(bytes, 8, bytes.length - 8 - NUMBERS, StandardCharsets.US_ASCII);
      String edited = edit.apply(header);
      weights(edited.length(), edited).accept(directory);
    };
  }

  /** Replaces the weights by a length, a header, and zeros. */
  private static Consumer<MemoryDirectory> weights(long headerLength, String header) {
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

  private static void replaceWeights(MemoryDirectory directory, byte[] bytes) {
    directory.files.put("weights.safetensors", bytes);
    json(j -> weights(j).put("bytes", bytes.length).put("sha256", sha256(bytes))).accept(directory);
  }

  private static byte[] bytes(MemoryDirectory directory) {
    return directory.files.get("weights.safetensors");
  }

  private static int length() {
    return bytes(MemoryDirectory.with(MODEL)).length;
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
