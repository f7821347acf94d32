package io.rappel.jobs.watch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * Writes events as TensorBoard reads them: TFRecords (length, its checksum, bytes, their checksum;
 * tensorflow/core/lib/io/record_writer.h) of messages in Protocol Buffers' encoding (Event and
 * Summary of tensorflow/core/util/event.proto and framework/summary.proto, of which three fields
 * each are used).
 */
final class EventFile implements AutoCloseable {

  /** What the first event says of those after it. */
  private static final String VERSION = "brain.Event:2";

  private static final int MASK_DELTA = 0xa282ead8;

  private static final int VARINT = 0;
  private static final int EIGHT_BYTES = 1;
  private static final int BYTES = 2;
  private static final int FOUR_BYTES = 5;

  private static final int EVENT_WALL_TIME = 1;
  private static final int EVENT_STEP = 2;
  private static final int EVENT_VERSION = 3;
  private static final int EVENT_SUMMARY = 5;
  private static final int SUMMARY_VALUE = 1;
  private static final int VALUE_TAG = 1;
  private static final int VALUE_NUMBER = 2;

  private final OutputStream out;

  /**
   * Begins a file.
   *
   * @param out closed along with this
   * @param seconds since the beginning of 1970
   */
  EventFile(OutputStream out, double seconds) throws IOException {
    this.out = out;
    Message event = new Message().number(EVENT_WALL_TIME, seconds);
    record(event.bytes(EVENT_VERSION, VERSION.getBytes(StandardCharsets.UTF_8)).toBytes());
  }

  /**
   * Adds scalars of a step.
   *
   * @param seconds since the beginning of 1970
   */
  void add(double seconds, long step, Map<String, Double> scalars) throws IOException {
    Message summary = new Message();
    scalars.forEach(
        (tag, number) -> {
          Message value = new Message();
          value.bytes(VALUE_TAG, tag.getBytes(StandardCharsets.UTF_8));
          summary.bytes(SUMMARY_VALUE, value.narrow(VALUE_NUMBER, number.floatValue()).toBytes());
        });
    Message event = new Message().number(EVENT_WALL_TIME, seconds).integer(EVENT_STEP, step);
    record(event.bytes(EVENT_SUMMARY, summary.toBytes()).toBytes());
  }

  private void record(byte[] data) throws IOException {
    byte[] length = little(Long.BYTES).putLong(data.length).array();
    out.write(length);
    out.write(checksum(length));
    out.write(data);
    out.write(checksum(data));
  }

  /** The masked CRC-32C, as bytes that hold a checksum themselves shall not look like one. */
  private static byte[] checksum(byte[] data) {
    CRC32C crc = new CRC32C();
    crc.update(data);
    int sum = (int) crc.getValue();
    return little(Integer.BYTES).putInt((sum >>> 15 | sum << 17) + MASK_DELTA).array();
  }

  private static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  void flush() throws IOException {
    out.flush();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  /** A message in Protocol Buffers' encoding. */
  private static final class Message {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Message number(int field, double value) {
      key(field, EIGHT_BYTES);
      bytes.writeBytes(little(Double.BYTES).putDouble(value).array());
      return this;
    }

    Message narrow(int field, float value) {
      key(field, FOUR_BYTES);
      bytes.writeBytes(little(Float.BYTES).putFloat(value).array());
      return this;
    }

    Message integer(int field, long value) {
      key(field, VARINT);
      varint(value);
      return this;
    }

    Message bytes(int field, byte[] value) {
      key(field, BYTES);
      varint(value.length);
      bytes.writeBytes(value);
      return this;
    }

    private void key(int field, int type) {
      varint(field << 3 | type);
    }

    private void varint(long value) {
      long rest = value;
      while ((rest & ~0x7FL) != 0) {
        bytes.write((int) (rest & 0x7F | 0x80));
        rest >>>= 7;
      }
      bytes.write((int) rest);
    }

    byte[] toBytes() {
      return bytes.toByteArray();
    }
  }
}
