package io.rappel.trainer.model;

import io.rappel.trainer.math.Precision;
import io.rappel.trainer.network.ParameterLayout;
import io.rappel.trainer.network.ParameterLayout.Tensor;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Writes parameters as a safetensors file: each weight matrix as the transpose of its place in the
 * flat vector, so [outputs × inputs] as PyTorch's Linear has it. Equal parameters give equal bytes.
 */
final class SafetensorsWriter {

  private final OutputStream stream;
  private final Precision precision;
  private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);

  private SafetensorsWriter(OutputStream stream, Precision precision) {
    this.stream = stream;
    this.precision = precision;
  }

  /**
   * Writes all of the file; the stream stays open.
   *
   * @param parameters length: size of the layout; numbers of the precision
   * @return number of bytes
   */
  static long write(
      ParameterLayout layout, double[] parameters, Precision precision, OutputStream stream)
      throws IOException {
    byte[] header = SafetensorsHeader.render(layout, precision);
    stream.write(header);
    SafetensorsWriter writer = new SafetensorsWriter(stream, precision);
    for (Tensor tensor : layout.tensors()) {
      writer.write(tensor, parameters);
    }
    writer.flush();
    return header.length + (long) layout.size() * precision.bytes();
  }

  private void write(Tensor tensor, double[] parameters) throws IOException {
    for (int output = 0; output < tensor.columns(); output++) {
      for (int input = 0; input < tensor.rows(); input++) {
        write(parameters[tensor.offset() + input * tensor.columns() + output]);
      }
    }
  }

  private void write(double number) throws IOException {
    if (!buffer.hasRemaining()) {
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
