package io.rappel.trainer.model.file;

import io.rappel.trainer.math.Precision;
import io.rappel.trainer.network.ParameterLayout;
import io.rappel.trainer.network.ParameterLayout.Tensor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;

/**
 * The beginning of a safetensors file: the header's length as 8 bytes, little endian, and the
 * header, a JSON object of name, dtype, shape and place of each tensor. See
 * https://github.com/huggingface/safetensors (Format).
 */
final class SafetensorsHeader {

  /** Bytes of the header's length. */
  static final int PREFIX = Long.BYTES;

  /** Room in the header for each tensor, and for the metadata that other programs add. */
  private static final int BYTES_OF_TENSOR = 1 << 10;

  private static final int BYTES_OF_METADATA = 1 << 20;

  private static final int MOST_BYTES = Integer.MAX_VALUE - 64;

  private SafetensorsHeader() {}

  /**
   * A tensor as the header names it.
   *
   * @param shape at most two numbers
   * @param begin first byte of its numbers, after the header
   * @param end byte after them
   */
  record Entry(String name, String dtype, List<Long> shape, long begin, long end) {}

  /** The dtype of a precision, as the format names it. */
  static String dtype(Precision precision) {
    return precision == Precision.FLOAT32 ? "F32" : "F64";
  }

  /**
   * The bytes of length and header, with the tensors one after another in the order of the layout.
   */
  static byte[] render(ParameterLayout layout, Precision precision) {
    List<Entry> entries = new ArrayList<>();
    for (Tensor tensor : layout.tensors()) {
      entries.add(
          new Entry(
              tensor.name(),
              dtype(precision),
              shape(tensor),
              (long) tensor.offset() * precision.bytes(),
              (long) tensor.end() * precision.bytes()));
    }
    return render(entries);
  }

  /**
   * The bytes of length and header. Blanks fill the header to a multiple of 8 bytes, so that the
   * numbers lie aligned.
   */
  static byte[] render(List<Entry> entries) {
    StringBuilder json = new StringBuilder("{");
    for (Entry entry : entries) {
      json.append(json.length() == 1 ? "" : ",")
          .append(
              "\"%s\":{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":[%s,%s]}"
                  .formatted(entry.name, entry.dtype, text(entry.shape), entry.begin, entry.end));
    }
    json.append('}');
    json.append(" ".repeat(-json.length() & 7));
    return ByteBuffer.allocate(PREFIX + json.length())
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(json.length())
        .put(json.toString().getBytes(StandardCharsets.US_ASCII))
        .array();
  }

  /**
   * Reads length and header.
   *
   * @param file path for messages
   * @param length of the file in bytes
   * @param tensors how many are expected
   * @param each takes an entry and may refuse it
   * @return bytes of numbers after the header
   */
  static long read(String file, long length, InputStream stream, int tensors, Consumer<Entry> each)
      throws IOException {
    if (length < PREFIX) {
      throw error(file, "%d bytes are too few for a safetensors file".formatted(length));
    }
    long bytes =
        ByteBuffer.wrap(readFully(file, length, stream, PREFIX))
            .order(ByteOrder.LITTLE_ENDIAN)
            .getLong();
    long largest = BYTES_OF_METADATA + (long) BYTES_OF_TENSOR * tensors;
    if (bytes < 2 || bytes > length - PREFIX || bytes > Math.min(largest, MOST_BYTES)) {
      throw error(
          file,
          "a header of %s bytes cannot be in a file of %d bytes with %d tensors"
              .formatted(Long.toUnsignedString(bytes), length, tensors));
    }
    byte[] header = readFully(file, length, stream, (int) bytes);
    try (JsonInput json = new JsonInput(file, new ByteArrayInputStream(header))) {
      json.object(
          "the header",
          key -> {
            if (key.equals("__metadata__")) {
              json.object(key, name -> json.text("metadata"));
            } else {
              each.accept(entry(json, key));
            }
          });
      json.end();
    }
    return length - PREFIX - bytes;
  }

  private static Entry entry(JsonInput json, String name) throws IOException {
    String[] dtype = {null};
    List<Long> shape = new ArrayList<>();
    List<Long> offsets = new ArrayList<>();
    json.object(
        name,
        key -> {
          switch (key) {
            case "dtype" -> dtype[0] = json.text("dtype of " + name);
            case "shape" -> readCounts(json, "shape of " + name, shape);
            case "data_offsets" -> readCounts(json, "data_offsets of " + name, offsets);
            default ->
                throw json.error("%s has the unknown key %s".formatted(name, Quoted.of(key)));
          }
        });
    if (offsets.size() != 2) {
      throw json.error("data_offsets of %s are not two".formatted(name));
    }
    return new Entry(name, dtype[0], shape, offsets.get(0), offsets.get(1));
  }

  private static void readCounts(JsonInput json, String what, List<Long> counts)
      throws IOException {
    json.array(
        what,
        () -> {
          counts.add(json.count(what));
          if (counts.size() > 2) {
            throw json.error(what + " has more than two numbers");
          }
        });
  }

  /**
   * Makes sure that tensors lie one after another and fill the file.
   *
   * @param entries in the order of their places
   * @param sizes of each in bytes, by its shape
   * @param bytes of numbers in the file
   */
  static void checkPlaces(
      String file, List<Entry> entries, ToLongFunction<Entry> sizes, long bytes) {
    long end = 0;
    for (Entry entry : entries) {
      if (entry.begin != end) {
        throw error(
            file,
            "%s begins at byte %d of the numbers, where the one before ends at %d"
                .formatted(entry.name, entry.begin, end));
      }
      end = entry.begin + sizes.applyAsLong(entry);
      if (entry.end != end) {
        throw error(
            file,
            "%s ends at byte %d of the numbers, not at the %d of its shape"
                .formatted(entry.name, entry.end, end));
      }
    }
    if (end != bytes) {
      throw error(file, "the file has %d bytes of numbers, not %d".formatted(bytes, end));
    }
  }

  /** So many bytes of a file whose length is known. */
  static byte[] readFully(String file, long length, InputStream stream, int count)
      throws IOException {
    byte[] bytes = stream.readNBytes(count);
    if (bytes.length < count) {
      throw error(file, "the file ends before the %d bytes of its listing".formatted(length));
    }
    return bytes;
  }

  static ModelFormatException error(String file, String problem) {
    return new ModelFormatException(file + ": " + problem);
  }

  static String text(List<Long> shape) {
    return shape.toString().replace(" ", "");
  }

  /** The shape in files: [outputs,inputs] of a weight, [outputs] of a bias. */
  static List<Long> shape(Tensor tensor) {
    return tensor.weight()
        ? List.of((long) tensor.columns(), (long) tensor.rows())
        : List.of((long) tensor.columns());
  }
}
