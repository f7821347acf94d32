package io.rappel.jobs.rows;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/** Local files below {@code counted:///}, of which all bytes that are read are counted. */
public final class CountedFileSystem extends RawLocalFileSystem {

  /** Its scheme. */
  static final String SCHEME = "counted";

  private static final AtomicLong READ = new AtomicLong();

  /** Bytes that were read so far. */
  static long read() {
    return READ.get();
  }

  @Override
  public URI getUri() {
    return URI.create(SCHEME + ":///");
  }

  @Override
  public FSDataInputStream open(Path path, int bufferSize) throws IOException {
    return new FSDataInputStream(new Counted(super.open(path, bufferSize)));
  }

  private static final class Counted extends FSInputStream {

    private final FSDataInputStream from;

    Counted(FSDataInputStream from) {
      this.from = from;
    }

    @Override
    public int read() throws IOException {
      int next = from.read();
      READ.addAndGet(next < 0 ? 0 : 1);
      return next;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
      int count = from.read(to, offset, length);
      READ.addAndGet(Math.max(0, count));
      return count;
    }

    @Override
    public void seek(long position) throws IOException {
      from.seek(position);
    }

    @Override
    public long getPos() throws IOException {
      return from.getPos();
    }

    @Override
    public boolean seekToNewSource(long position) throws IOException {
      return from.seekToNewSource(position);
    }

    @Override
    public void close() throws IOException {
      from.close();
    }
  }
}
