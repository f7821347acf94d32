package io.rappel.trainer.model;

import static io.rappel.trainer.model.Damage.bytes;
import static io.rappel.trainer.model.Damage.header;
import static io.rappel.trainer.model.Damage.json;
import static io.rappel.trainer.model.Damage.layer;
import static io.rappel.trainer.model.Damage.length;
import static io.rappel.trainer.model.Damage.replaceWeights;
import static io.rappel.trainer.model.Damage.row;
import static io.rappel.trainer.model.Damage.weights;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rappel.trainer.model.file.ModelFormatException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each kind of damage to {@code weights.safetensors}, with its sentence. */
class HostileWeightsTest {

  @ParameterizedTest(name = "{0}")
  @MethodSource({"headers", "numbers"})
  void isRefused(String message, Consumer<MemoryDirectory> damage) {
    MemoryDirectory directory = MemoryDirectory.with(Damage.MODEL);
    damage.accept(directory);

    assertThatThrownBy(() -> ModelFormat.load(directory))
        .isInstanceOf(ModelFormatException.class)
        .hasMessage(message);
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
    MemoryDirectory directory = MemoryDirectory.with(Damage.MODEL);
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
    directory.files.putAll(MemoryDirectory.with(Damage.MODEL).files);
    assertThatThrownBy(() -> ModelFormat.load(directory))
        .isInstanceOf(ModelFormatException.class)
        .hasMessage(message);
  }
}
