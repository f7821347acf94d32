package io.rappel.trainer.model.file;

import io.rappel.trainer.math.Precision;
import io.rappel.trainer.model.file.SafetensorsHeader.Entry;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;

/** Flat arrays of numbers, each with a name, as one safetensors file. */
public final class NumberArrays {

  private static final int BUFFER_BYTES = 1 << 16;

  private NumberArrays() {}

  /**
   * An array to be written.
   *
   * @param name ASCII, without quotes
   * @param precision of the file; numbers are of this precision already
   * @param numbers by index, from 0 on
   */
  public record NumberArray(
      String name, Precision precision, int length, IntToDoubleFunction numbers) {

    /** An array in float64. */
    public static NumberArray of(String name, double[] numbers) {
      return new NumberArray(name, Precision.FLOAT64, numbers.length, i -> numbers[i]);
    }
  }

  /**
   * Writes all of a file; the stream stays open.
   *
   * @return number of bytes
   */
  public static long write(List<NumberArray> arrays, OutputStream stream) throws IOException {
    return SafetensorsWriter.write(arrays, stream);
  }

  /**
   * Reads all of a file.
   *
   * @param file path for messages
   * @param length of the file in bytes, with which all sizes are compared before there is memory
   * @param count of arrays that are expected
   * @return arrays by name, in the order of their places
   * @throws ModelFormatException if the file is none of flat arrays in float32 or float64
   */
  public static Map<String, double[]> read(String file, long length, int count, InputStream stream)
      throws IOException {
    List<Entry> entries = new ArrayList<>();
    long bytes = SafetensorsHeader.read(file, length, stream, count, entries::add);
    if (entries.size() != count) {
      throw SafetensorsHeader.error(
          file, "there are %d arrays, not %d".formatted(entries.size(), count));
    }
    entries.sort(Comparator.comparingLong(Entry::begin));
    SafetensorsHeader.checkPlaces(
        file, entries, entry -> length(file, entry) * (long) precision(file, entry).bytes(), bytes);
    Map<String, double[]> arrays = new LinkedHashMap<>();
    for (Entry entry : entries) {
      double[] array = new double[(int) length(file, entry)];
      read(file, length, stream, precision(file, entry), array);
      arrays.put(entry.name(), array);
    }
    return arrays;
  }

  private static long length(String file, Entry entry) {
    if (entry.shape().size() != 1 || entry.shape().get(0) > Integer.MAX_VALUE - 64) {
      throw SafetensorsHeader.error(
          file,
          "%s has shape %s, which is none of an array"
              .formatted(Quoted.of(entry.name()), SafetensorsHeader.text(entry.shape())));
    }
    return entry.shape().get(0);
  }

  private static Precision precision(String file, Entry entry) {
    for (Precision precision : Precision.values()) {
      if (SafetensorsHeader.dtype(precision).equals(entry.dtype())) {
        return precision;
      }
    }
    throw SafetensorsHeader.error(
        file, "%s has a dtype that is neither F32 nor F64".formatted(Quoted.of(entry.name())));
  }

  private static void read(
      String file, long length, InputStream stream, Precision precision, double[] array)
      throws IOException {
    int most = BUFFER_BYTES / precision.bytes();
    for (int done = 0; done < array.length; done += most) {
      int count = Math.min(most, array.length - done);
      ByteBuffer buffer =
          ByteBuffer.wrap(
                  SafetensorsHeader.readFully(file, length, stream, count * precision.bytes()))
              .order(ByteOrder.LITTLE_ENDIAN);
      for (int i = done; i < done + count; i++) {
        array[i] = precision == Precision.FLOAT32 ? buffer.getFloat() : buffer.getDouble();
      }
    }
  }
}
