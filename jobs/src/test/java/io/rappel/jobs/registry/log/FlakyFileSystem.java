package io.rappel.jobs.registry.log;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.DelegateToFileSystem;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/**
 * A file system that takes its time and often fails, before or after it has done what it was asked
 * to do: an object store that decides when a file is closed, or one that renames.
 */
public class FlakyFileSystem extends RawLocalFileSystem {

  /** The property of the JVM that says how long it takes at the most, in microseconds. */
  static final String LONGEST_DELAY = "rappel.test.longest-delay";

  private static final AtomicLong FAILURES = new AtomicLong();
  private static final double FAILS = 0.2;
  private static final long LONGEST_DELAY_NANOS =
      TimeUnit.MICROSECONDS.toNanos(Long.getLong(LONGEST_DELAY, 300));

  static long failures() {
    return FAILURES.get();
  }

  /** With both ways, by their schemes. */
  static Configuration configuration() {
    Configuration configuration = new Configuration();
    configuration.setClass("fs.gs.impl", FlakyFileSystem.class, FileSystem.class);
    configuration.setClass("fs.hdfs.impl", Renaming.class, FileSystem.class);
    configuration.set("fs.AbstractFileSystem.hdfs.impl", RenamingContext.class.getName());
    return configuration;
  }

  /** What an object store's network does. */
  private static void suffer(String when) throws IOException {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    LockSupport.parkNanos(random.nextLong(LONGEST_DELAY_NANOS));
    if (random.nextDouble() < FAILS) {
      FAILURES.incrementAndGet();
      throw new IOException("the network fails " + when);
    }
  }

  @Override
  public URI getUri() {
    return URI.create("gs:///");
  }

  @Override
  public String getScheme() {
    return "gs";
  }

  @Override
  public FSDataOutputStream create(
      Path path,
      FsPermission permission,
      boolean overwrite,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    return create(path, overwrite, bufferSize, replication, blockSize, progress);
  }

  @Override
  public FSDataOutputStream create(
      Path path,
      boolean overwrite,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    java.nio.file.Path file = pathToFile(path).toPath();
    ByteArrayOutputStream bytes =
        new ByteArrayOutputStream() {
          @Override
          public void close() throws IOException {
            putIfAbsent(file, toByteArray());
          }
        };
    return new FSDataOutputStream(bytes, null);
  }

  private static void putIfAbsent(java.nio.file.Path file, byte[] bytes) throws IOException {
    suffer("before");
    java.nio.file.Path part = Files.createTempFile(file.getParent(), ".object", null);
    Files.write(part, bytes);
    try {
      Files.createLink(file, part);
    } catch (FileAlreadyExistsException e) {
      throw new org.apache.hadoop.fs.FileAlreadyExistsException(file.toString());
    } finally {
      Files.delete(part);
    }
    suffer("after");
  }

  /** One that renames. */
  public static class Renaming extends RawLocalFileSystem {

    @Override
    public URI getUri() {
      return URI.create("hdfs:///");
    }

    @Override
    public String getScheme() {
      return "hdfs";
    }
  }

  /** The same as contexts have it, where a rename replaces nothing. */
  public static class RenamingContext extends DelegateToFileSystem {

    public RenamingContext(URI uri, Configuration configuration)
        throws IOException, URISyntaxException {
      super(uri, renaming(configuration), configuration, "hdfs", false);
    }

    private static FileSystem renaming(Configuration configuration) throws IOException {
      Renaming files = new Renaming();
      files.initialize(URI.create("hdfs:///"), configuration);
      return files;
    }

    @Override
    public void renameInternal(Path from, Path to, boolean overwrite) throws IOException {
      suffer("before");
      java.nio.file.Path source = java.nio.file.Path.of(from.toUri().getPath());
      try {
        Files.createLink(java.nio.file.Path.of(to.toUri().getPath()), source);
      } catch (FileAlreadyExistsException e) {
        throw new org.apache.hadoop.fs.FileAlreadyExistsException(to.toString());
      }
      Files.delete(source);
      suffer("after");
    }
  }
}
