package io.rappel.trainer.model;

import io.rappel.trainer.math.Precision;
import io.rappel.trainer.network.ParameterLayout;
import io.rappel.trainer.network.ParameterLayout.Tensor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.DigestInputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * Reads the parameters of a known network from a safetensors file. The tensors may lie in any
 * order, without gaps; everything that the file claims is compared with the network and with the
 * file's length before memory is allocated for it.
 */
final class SafetensorsReader {

  private static final int BUFFER_BYTES = 1 << 16;

  /** Room in the header for each tensor, and for the metadata that other programs add. */
  private static final int HEADER_BYTES_OF_TENSOR = 1 << 10;

  private static final int HEADER_BYTES_OF_METADATA = 1 << 20;

  /** A tensor and where its numbers begin and end, in bytes after the header. */
  private record Place(Tensor tensor, long begin, long end) {}

  private final String file;
  private final long length;
  private final ParameterLayout layout;
  private final Precision precision;
  private final Map<String, Tensor> expected = new HashMap<>();
  private final List<Place> places = new ArrayList<>();

  /**
   * @param file path for messages
   * @param length of the file in bytes
   */
  SafetensorsReader(String file, long length, ParameterLayout layout, Precision precision) {
    this.file = file;
    this.length = length;
    this.layout = layout;
    this.precision = precision;
    layout.tensors().forEach(tensor -> expected.put(tensor.name(), tensor));
  }

  /**
   * Reads all of the file.
   *
   * @param sha256 which the file must have
   * @param beforeAllocation takes the number of parameters once the file is known to have them
   * @return the flat vector of the layout
   */
  double[] read(InputStream stream, String sha256, IntConsumer beforeAllocation)
      throws IOException {
    DigestInputStream digested = new DigestInputStream(stream, Checksum.sha256());
    readHeader(digested);
    beforeAllocation.accept(layout.size());
    double[] parameters = new double[layout.size()];
    for (Place place : places) {
      read(digested, place.tensor(), parameters);
    }
    if (digested.read() != -1) {
      throw error("the file is longer than the %d bytes of its listing".formatted(length));
    }
    if (!Checksum.hex(digested.getMessageDigest()).equals(sha256)) {
      throw error("the SHA-256 differs from the one in " + ModelFormat.MODEL_FILE);
    }
    checkFinite(parameters);
    return parameters;
  }

  private void readHeader(InputStream stream) throws IOException {
    if (length < SafetensorsHeader.PREFIX) {
      throw error("%d bytes are too few for a safetensors file".formatted(length));
    }
    long headerLength =
        ByteBuffer.wrap(readFully(stream, SafetensorsHeader.PREFIX))
            .order(ByteOrder.LITTLE_ENDIAN)
            .getLong();
    long largest =
        HEADER_BYTES_OF_METADATA + (long) HEADER_BYTES_OF_TENSOR * layout.tensors().size();
    if (headerLength < 2
        || headerLength > length - SafetensorsHeader.PREFIX
        || headerLength > Math.min(largest, Integer.MAX_VALUE - 64)) {
      throw error(
          "a header of %s bytes cannot be in a file of %d bytes with %d tensors"
              .formatted(Long.toUnsignedString(headerLength), length, layout.tensors().size()));
    }
    readTensors(readFully(stream, (int) headerLength));
    checkPlaces(length - SafetensorsHeader.PREFIX - headerLength);
  }

  private void readTensors(byte[] header) throws IOException {
    try (JsonInput json = new JsonInput(file, new ByteArrayInputStream(header))) {
      json.object(
          "the header",
          key -> {
            if (key.equals("__metadata__")) {
              json.object(key, name -> json.text("metadata"));
            } else {
              places.add(place(json, key));
            }
          });
      json.end();
    }
    if (places.size() < expected.size()) {
      places.forEach(place -> expected.remove(place.tensor().name()));
      throw error(
          "the tensor %s is missing"
              .formatted(expected.keySet().stream().sorted().findFirst().orElseThrow()));
    }
  }

  private Place place(JsonInput json, String name) throws IOException {
    Tensor tensor = expected.get(name);
    if (tensor == null) {
      throw error("the tensor %s is none of the network's".formatted(Quoted.of(name)));
    }
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
            default -> throw error("%s has the unknown key %s".formatted(name, Quoted.of(key)));
          }
        });
    checkKind(tensor, dtype[0], shape);
    if (offsets.size() != 2) {
      throw error("data_offsets of %s are not two".formatted(name));
    }
    return new Place(tensor, offsets.get(0), offsets.get(1));
  }

  private void readCounts(JsonInput json, String what, List<Long> counts) throws IOException {
    json.array(
        what,
        () -> {
          counts.add(json.count(what));
          if (counts.size() > 2) {
            throw error(what + " has more than two numbers");
          }
        });
  }

  private void checkKind(Tensor tensor, String dtype, List<Long> shape) {
    if (!SafetensorsHeader.dtype(precision).equals(dtype)) {
      throw error(
          "%s has dtype %s, not the %s of a model in %s"
              .formatted(
                  tensor.name(),
                  dtype == null ? "none" : Quoted.of(dtype),
                  SafetensorsHeader.dtype(precision),
                  precision));
    }
    String found = shape.toString().replace(" ", "");
    if (!found.equals(SafetensorsHeader.shape(tensor))) {
      throw error(
          "%s has shape %s, not the network's %s"
              .formatted(tensor.name(), found, SafetensorsHeader.shape(tensor)));
    }
  }

  private void checkPlaces(long dataBytes) {
    places.sort(Comparator.comparingLong(Place::begin));
    long end = 0;
    for (Place place : places) {
      if (place.begin() != end) {
        throw error(
            "%s begins at byte %d of the numbers, where the one before ends at %d"
                .formatted(place.tensor().name(), place.begin(), end));
      }
      end = place.begin() + (long) place.tensor().size() * precision.bytes();
      if (place.end() != end) {
        throw error(
            "%s ends at byte %d of the numbers, not at the %d of its shape"
                .formatted(place.tensor().name(), place.end(), end));
      }
    }
    if (end != dataBytes) {
      throw error("the file has %d bytes of numbers, not %d".formatted(dataBytes, end));
    }
  }

  private void read(InputStream stream, Tensor tensor, double[] parameters) throws IOException {
    int numbers = tensor.size();
    int done = 0;
    while (done < numbers) {
      int count = Math.min(BUFFER_BYTES / precision.bytes(), numbers - done);
      ByteBuffer buffer =
          ByteBuffer.wrap(readFully(stream, count * precision.bytes()))
              .order(ByteOrder.LITTLE_ENDIAN);
      for (int i = done; i < done + count; i++) {
        int output = i / tensor.rows();
        int input = i % tensor.rows();
        parameters[tensor.offset() + input * tensor.columns() + output] =
            precision == Precision.FLOAT32 ? buffer.getFloat() : buffer.getDouble();
      }
      done += count;
    }
  }

  private void checkFinite(double[] parameters) {
    for (Tensor tensor : layout.tensors()) {
      for (int i = tensor.offset(); i < tensor.end(); i++) {
        if (!Double.isFinite(parameters[i])) {
          throw error("%s has the entry %s".formatted(tensor.name(), parameters[i]));
        }
      }
    }
  }

  private byte[] readFully(InputStream stream, int count) throws IOException {
    byte[] bytes = stream.readNBytes(count);
    if (bytes.length < count) {
      throw error("the file ends before the %d bytes of its listing".formatted(length));
    }
    return bytes;
  }

  private ModelFormatException error(String problem) {
    return new ModelFormatException(file + ": " + problem);
  }
}
