package io.rappel.trainer.model.file;

import io.rappel.trainer.math.Precision;
import io.rappel.trainer.model.file.NumberArrays.NumberArray;
import io.rappel.trainer.model.file.SafetensorsHeader.Entry;
import io.rappel.trainer.network.ParameterLayout;
import io.rappel.trainer.network.ParameterLayout.Tensor;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes parameters as a safetensors file: each weight matrix as the transpose of its place in the
 * flat vector, so [outputs × inputs] as PyTorch's Linear has it. Equal parameters give equal bytes.
 */
public final class SafetensorsWriter {

  private final OutputStream stream;
  private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);

  private SafetensorsWriter(OutputStream stream) {
    this.stream = stream;
  }

  /**
   * Writes all of the file; the stream stays open.
   *
   * @param parameters length: size of the layout; numbers of the precision
   * @return number of bytes
   */
  public static long write(
      ParameterLayout layout, double[] parameters, Precision precision, OutputStream stream)
      throws IOException {
    byte[] header = SafetensorsHeader.render(layout, precision);
    stream.write(header);
    SafetensorsWriter writer = new SafetensorsWriter(stream);
    for (Tensor tensor : layout.tensors()) {
      writer.write(tensor, parameters, precision);
    }
    writer.flush();
    return header.length + (long) layout.size() * precision.bytes();
  }

  /**
   * Writes a file of flat arrays; the stream stays open.
   *
   * @return number of bytes
   */
  public static long write(List<NumberArray> arrays, OutputStream stream) throws IOException {
    List<Entry> entries = new ArrayList<>();
    long end = 0;
    for (NumberArray array : arrays) {
      long begin = end;
      end += (long) array.length() * array.precision().bytes();
      entries.add(
          new Entry(
              array.name(),
              SafetensorsHeader.dtype(array.precision()),
              List.of((long) array.length()),
              begin,
              end));
    }
    byte[] header = SafetensorsHeader.render(entries);
    stream.write(header);
    SafetensorsWriter writer = new SafetensorsWriter(stream);
    for (NumberArray array : arrays) {
      for (int i = 0; i < array.length(); i++) {
        writer.write(array.numbers().applyAsDouble(i), array.precision());
      }
    }
    writer.flush();
    return header.length + end;
  }

  private void write(Tensor tensor, double[] parameters, Precision precision) throws IOException {
    for (int output = 0; output < tensor.columns(); output++) {
      for (int input = 0; input < tensor.rows(); input++) {
        write(parameters[tensor.offset() + input * tensor.columns() + output], precision);
      }
    }
  }

  private void write(double number, Precision precision) throws IOException {
    // Arrays of both precisions can be in one file.
    if (buffer.remaining() < precision.bytes()) {
      flush();
    }
    if (precision == Precision.FLOAT32) {
      buffer.putFloat((float) number);
    } else {
      buffer.putDouble(number);
    }
  }

  private void flush() throws IOException {
    stream.write(buffer.array(), 0, buffer.position());
    buffer.clear();
  }
}
