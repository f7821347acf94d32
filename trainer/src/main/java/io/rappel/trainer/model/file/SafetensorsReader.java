package io.rappel.trainer.model.file;

import io.rappel.trainer.math.Precision;
import io.rappel.trainer.model.file.SafetensorsHeader.Entry;
import io.rappel.trainer.network.ParameterLayout;
import io.rappel.trainer.network.ParameterLayout.Tensor;
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
public final class SafetensorsReader {

  private static final int BUFFER_BYTES = 1 << 16;

  private final String file;
  private final long length;
  private final ParameterLayout layout;
  private final Precision precision;
  private final Map<String, Tensor> expected = new HashMap<>();
  private final List<Entry> entries = new ArrayList<>();

  /**
   * @param file path for messages
   * @param length of the file in bytes
   */
  public SafetensorsReader(String file, long length, ParameterLayout layout, Precision precision) {
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
  public double[] read(InputStream stream, String sha256, IntConsumer beforeAllocation)
      throws IOException {
    DigestInputStream digested = new DigestInputStream(stream, Checksum.sha256());
    readHeader(digested);
    beforeAllocation.accept(layout.size());
    double[] parameters = new double[layout.size()];
    for (Entry entry : entries) {
      read(digested, expected.get(entry.name()), parameters);
    }
    if (digested.read() != -1) {
      throw error("the file is longer than the %d bytes of its listing".formatted(length));
    }
    if (!Checksum.hex(digested.getMessageDigest()).equals(sha256)) {
      throw error("the SHA-256 differs from the one in " + ModelDirectory.MODEL_FILE);
    }
    checkFinite(parameters);
    return parameters;
  }

  private void readHeader(InputStream stream) throws IOException {
    long bytes =
        SafetensorsHeader.read(
            file,
            length,
            stream,
            layout.tensors().size(),
            entry -> {
              check(entry);
              entries.add(entry);
            });
    if (entries.size() < expected.size()) {
      entries.forEach(entry -> expected.remove(entry.name()));
      throw error(
          "the tensor %s is missing"
              .formatted(expected.keySet().stream().sorted().findFirst().orElseThrow()));
    }
    entries.sort(Comparator.comparingLong(Entry::begin));
    SafetensorsHeader.checkPlaces(
        file,
        entries,
        entry -> (long) expected.get(entry.name()).size() * precision.bytes(),
        bytes);
  }

  private void check(Entry entry) {
    String name = entry.name();
    Tensor tensor = expected.get(name);
    if (tensor == null) {
      throw error("the tensor %s is none of the network's".formatted(Quoted.of(name)));
    }
    String dtype = SafetensorsHeader.dtype(precision);
    if (!dtype.equals(entry.dtype())) {
      throw error(
          "%s has dtype %s, not the %s of a model in %s"
              .formatted(
                  name,
                  entry.dtype() == null ? "none" : Quoted.of(entry.dtype()),
                  dtype,
                  precision));
    }
    List<Long> shape = SafetensorsHeader.shape(tensor);
    if (!entry.shape().equals(shape)) {
      throw error(
          "%s has shape %s, not the network's %s"
              .formatted(
                  name, SafetensorsHeader.text(entry.shape()), SafetensorsHeader.text(shape)));
    }
  }

  private void read(InputStream stream, Tensor tensor, double[] parameters) throws IOException {
    int numbers = tensor.size();
    int done = 0;
    while (done < numbers) {
      int count = Math.min(BUFFER_BYTES / precision.bytes(), numbers - done);
      ByteBuffer buffer =
          ByteBuffer.wrap(
                  SafetensorsHeader.readFully(file, length, stream, count * precision.bytes()))
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

  private ModelFormatException error(String problem) {
    return SafetensorsHeader.error(file, problem);
  }
}
