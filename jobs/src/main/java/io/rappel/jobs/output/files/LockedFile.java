package io.rappel.jobs.output.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A claim by a lock of the operating system, which ends with the process. The file of a process
 * that was killed stays, and is taken over by the next.
 */
final class LockedFile implements Claim {

  /** The file system keeps no locks. */
  static final class NoLocksException extends IOException {

    private static final long serialVersionUID = 1L;

    NoLocksException(IOException cause) {
      super(cause);
    }
  }

  /** Longer than any description. */
  private static final int MOST_BYTES = 1 << 12;

  /** What a file says that is no longer there, to a run which opened it before. */
  private static final String RELEASED = "released";

  /**
   * Claims of this process. The system lets a process lock what it has locked, and ends its locks
   * on a file as soon as it closes that file anywhere; so no file in here may be opened again.
   */
  private static final Map<Path, String> HELD = new ConcurrentHashMap<>();

  private final Path file;
  private final FileChannel channel;

  private LockedFile(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * @param file absolute, without links in its parent
   * @throws LockedException if another run has locked the file
   * @throws NoLocksException if its file system has no locks
   */
  static LockedFile take(Path file, String what, ClaimOwner owner) throws IOException {
    String holder = HELD.putIfAbsent(file, owner.description());
    if (holder != null) {
      throw ClaimOwner.busy(what, holder);
    }
    try {
      FileChannel channel = locked(file, what);
      channel.truncate(0);
      write(channel, owner.description());
      return new LockedFile(file, channel);
    } catch (IOException | RuntimeException e) {
      HELD.remove(file);
      throw e;
    }
  }

  private static FileChannel locked(Path file, String what) throws IOException {
    while (true) {
      FileChannel channel =
          FileChannel.open(
              file,
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              LinkOption.NOFOLLOW_LINKS);
      try {
        FileLock lock = lock(channel);
        String holder = read(channel);
        if (lock == null) {
          throw ClaimOwner.busy(what, holder);
        }
        if (!holder.equals(RELEASED)) {
          return channel;
        }
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
      // Whoever had the file removed it after it was opened here: there may be another by now.
      channel.close();
    }
  }

  private static FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (IOException e) {
      throw new NoLocksException(e);
    }
  }

  private static String read(FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(MOST_BYTES);
    int length = Math.max(0, channel.read(bytes, 0));
    return new String(bytes.array(), 0, length, StandardCharsets.UTF_8);
  }

  private static void write(FileChannel channel, String text) throws IOException {
    channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), 0);
  }

  @Override
  public void confirm() {
    // The system has watched.
  }

  @Override
  public synchronized void close() throws IOException {
    if (!channel.isOpen()) {
      return;
    }
    try (channel) {
      Files.deleteIfExists(file);
      channel.truncate(0);
      write(channel, RELEASED);
    } finally {
      HELD.remove(file);
    }
  }
}
