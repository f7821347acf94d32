package io.rappel.jobs.rows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Row;

/** What one pass over all rows finds out. Order does not matter. */
interface RowSummary<S extends RowSummary<S>> extends Serializable {

  void add(Row row);

  void merge(S other);

  /** Rows added. */
  long rows();

  /** Rows among them that cannot be read. */
  long malformed();

  /** Whether some text may come of bytes that could not be decoded. */
  boolean isSuspect();

  /**
   * Adds all rows to copies of an empty summary, one a partition, and merges these as a tree. They
   * travel as bytes, so that any serializer of Spark's can carry them.
   *
   * @throws SparkException if the rows cannot be read; Spark does not declare it
   */
  static <S extends RowSummary<S>> S of(JavaRDD<Row> rows, S empty) throws SparkException {
    byte[] start = write(empty);
    return read(
        rows.mapPartitions(partition -> List.of(addAll(start, partition)).iterator())
            .treeReduce(RowSummary::<S>mergeBytes, 2));
  }

  private static <S extends RowSummary<S>> byte[] addAll(byte[] start, Iterator<Row> rows) {
    S summary = read(start);
    rows.forEachRemaining(summary::add);
    return write(summary);
  }

  private static <S extends RowSummary<S>> byte[] mergeBytes(byte[] left, byte[] right) {
    S summary = read(left);
    summary.merge(read(right));
    return write(summary);
  }

  /** An object as bytes. */
  static byte[] write(Serializable object) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(object);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** The object of {@link #write}. */
  @SuppressWarnings("unchecked")
  static <T> T read(byte[] bytes) {
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
      return (T) in.readObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
