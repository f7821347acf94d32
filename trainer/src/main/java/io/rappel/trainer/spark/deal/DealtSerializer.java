package io.rappel.trainer.spark.deal;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.apache.spark.serializer.DeserializationStream;
import org.apache.spark.serializer.SerializationStream;
import org.apache.spark.serializer.Serializer;
import org.apache.spark.serializer.SerializerInstance;
import scala.Tuple2;
import scala.collection.AbstractIterator;
import scala.reflect.ClassTag;

/**
 * Writes dealt rows and their buckets, and nothing else. A task that reads has a stream open for
 * each bucket: Kryo would make itself anew for all of them, at a hundred classes to register.
 */
final class DealtSerializer extends Serializer implements Serializable {

  private static final long serialVersionUID = 1L;

  @Override
  public SerializerInstance newInstance() {
    return new Instance();
  }

  /** What is written depends on nothing that was written before. */
  @Override
  public boolean supportsRelocationOfSerializedObjects() {
    return true;
  }

  private static final class Instance extends SerializerInstance {

    @Override
    public SerializationStream serializeStream(OutputStream to) {
      return new Writing(new DataOutputStream(to));
    }

    @Override
    public DeserializationStream deserializeStream(InputStream from) {
      return new Reading(new DataInputStream(from));
    }

    @Override
    public <T> ByteBuffer serialize(T object, ClassTag<T> type) {
      throw new UnsupportedOperationException("shuffles have streams");
    }

    @Override
    public <T> T deserialize(ByteBuffer bytes, ClassTag<T> type) {
      throw new UnsupportedOperationException("shuffles have streams");
    }

    @Override
    public <T> T deserialize(ByteBuffer bytes, ClassLoader loader, ClassTag<T> type) {
      throw new UnsupportedOperationException("shuffles have streams");
    }
  }

  /** Writes a bucket and what was dealt to it, in turn. */
  private static final class Writing extends SerializationStream {

    private final DataOutputStream out;

    Writing(DataOutputStream out) {
      this.out = out;
    }

    @Override
    public <T> SerializationStream writeObject(T object, ClassTag<T> type) {
      try {
        if (object instanceof Integer bucket) {
          out.writeInt(bucket);
        } else {
          ((Dealt) object).write(out);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return this;
    }

    @Override
    public void flush() {
      try {
        out.flush();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() {
      try {
        out.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static final class Reading extends DeserializationStream {

    private final DataInputStream in;

    Reading(DataInputStream in) {
      this.in = in;
    }

    @Override
    public scala.collection.Iterator<Tuple2<Object, Object>> asKeyValueIterator() {
      return new AbstractIterator<>() {

        private int first = in(InputStream::read);

        @Override
        public boolean hasNext() {
          return first >= 0;
        }

        @Override
        public Tuple2<Object, Object> next() {
          int bucket = first << 24 | in(Reading::rest);
          Dealt dealt = in(Dealt::read);
          first = in(InputStream::read);
          return new Tuple2<>(bucket, dealt);
        }
      };
    }

    private static int rest(DataInputStream in) throws IOException {
      return in.readUnsignedByte() << 16 | in.readUnsignedShort();
    }

    private <T> T in(Read<T> read) {
      try {
        return read.of(in);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public <T> T readObject(ClassTag<T> type) {
      throw new UnsupportedOperationException("keys and values are read together");
    }

    @Override
    public void close() {
      in(
          stream -> {
            stream.close();
            return null;
          });
    }
  }

  private interface Read<T> {
    T of(DataInputStream in) throws IOException;
  }
}
