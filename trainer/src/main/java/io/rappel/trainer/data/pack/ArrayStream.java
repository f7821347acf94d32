package io.rappel.trainer.data.pack;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Writes arrays, each with its length, and reads them again. */
final class ArrayStream {

  private static final int CHUNK = 8 << 10;

  private ArrayStream() {}

  /** Moves the elements of an array from an index on, so many, to or from the start of bytes. */
  @FunctionalInterface
  private interface Move {
    void move(ByteBuffer bytes, int from, int count);
  }

  static void write(long[] array, DataOutputStream out) throws IOException {
    write(array.length, Long.BYTES, (b, i, n) -> b.asLongBuffer().put(array, i, n), out);
  }

  static void write(int[] array, DataOutputStream out) throws IOException {
    write(array.length, Integer.BYTES, (b, i, n) -> b.asIntBuffer().put(array, i, n), out);
  }

  static void write(double[] array, DataOutputStream out) throws IOException {
    write(array.length, Double.BYTES, (b, i, n) -> b.asDoubleBuffer().put(array, i, n), out);
  }

  static long[] longs(DataInputStream in) throws IOException {
    long[] array = new long[in.readInt()];
    read(array.length, Long.BYTES, (b, i, n) -> b.asLongBuffer().get(array, i, n), in);
    return array;
  }

  static int[] ints(DataInputStream in) throws IOException {
    int[] array = new int[in.readInt()];
    read(array.length, Integer.BYTES, (b, i, n) -> b.asIntBuffer().get(array, i, n), in);
    return array;
  }

  static double[] doubles(DataInputStream in) throws IOException {
    double[] array = new double[in.readInt()];
    read(array.length, Double.BYTES, (b, i, n) -> b.asDoubleBuffer().get(array, i, n), in);
    return array;
  }

  private static void write(int length, int size, Move elements, DataOutputStream out)
      throws IOException {
    out.writeInt(length);
    ByteBuffer bytes = chunk(length, size);
    for (int i = 0, n; i < length; i += n) {
      n = Math.min(bytes.capacity() / size, length - i);
      elements.move(bytes, i, n);
      out.write(bytes.array(), 0, n * size);
    }
  }

  private static void read(int length, int size, Move elements, DataInputStream in)
      throws IOException {
    ByteBuffer bytes = chunk(length, size);
    for (int i = 0, n; i < length; i += n) {
      n = Math.min(bytes.capacity() / size, length - i);
      in.readFully(bytes.array(), 0, n * size);
      elements.move(bytes, i, n);
    }
  }

  private static ByteBuffer chunk(int length, int size) {
    return ByteBuffer.allocate((int) Math.min(CHUNK, (long) length * size));
  }
}
