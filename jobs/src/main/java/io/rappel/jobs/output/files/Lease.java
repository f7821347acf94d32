package io.rappel.jobs.output.files;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A claim by a file that its holder rewrites again and again. Who finds one watches it: a file that
 * changes has a holder who lives, one that does not change for long enough is taken over. No clock
 * is compared with another machine's.
 *
 * <p>A holder that sleeps for longer than that and wakes up finds that it has lost the place, by
 * {@link #confirm}.
 */
final class Lease implements Claim {

  static final Duration EXPIRY = Duration.ofSeconds(60);
  static final int RENEWALS_BEFORE_EXPIRY = 6;

  /** Longer than any description. */
  private static final int MOST_BYTES = 1 << 12;

  private final FileSystem files;
  private final Path file;
  private final String what;
  private final ClaimOwner owner;
  private final ScheduledExecutorService renewals;
  private long count;
  private boolean closed;

  private Lease(FileSystem files, Path file, String what, ClaimOwner owner) {
    this.files = files;
    this.file = file;
    this.what = what;
    this.owner = owner;
    this.renewals =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread thread = new Thread(work, "rappel-lease");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * @param renewal how often the file is rewritten
   * @param expiry how long a file must stay the same to be one of the dead
   * @throws LockedException if another run lives and has the place
   */
  static Lease take(
      FileSystem files, Path file, String what, ClaimOwner owner, Duration renewal, Duration expiry)
      throws IOException {
    Lease lease = new Lease(files, file, what, owner);
    try {
      lease.create(renewal, expiry);
      lease.renewals.scheduleAtFixedRate(
          lease::renew, renewal.toMillis(), renewal.toMillis(), TimeUnit.MILLISECONDS);
      return lease;
    } catch (IOException | RuntimeException e) {
      lease.renewals.shutdownNow();
      throw e;
    }
  }

  private void create(Duration renewal, Duration expiry) throws IOException {
    while (true) {
      try {
        HadoopPaths.writeNew(files, file, text());
        return;
      } catch (FileAlreadyExistsException e) {
        awaitDeath(renewal, expiry);
      }
    }
  }

  /** Removes the file of a holder that is dead; returns at once where the file is gone. */
  private void awaitDeath(Duration renewal, Duration expiry) throws IOException {
    Optional<String> holder = read();
    long end = System.nanoTime() + expiry.toNanos();
    while (System.nanoTime() < end) {
      pause(renewal.dividedBy(10));
      Optional<String> now = read();
      if (now.isEmpty()) {
        return;
      }
      if (!now.equals(holder)) {
        throw ClaimOwner.busy(what, holder.filter(text -> !text.isEmpty()).or(() -> now).get());
      }
    }
    files.delete(file, false);
  }

  private static void pause(Duration duration) throws IOException {
    try {
      TimeUnit.MILLISECONDS.sleep(duration.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for a claim");
    }
  }

  /** What the file says; empty text while it is rewritten, nothing where there is none. */
  private Optional<String> read() throws IOException {
    try (InputStream in = files.open(file)) {
      return Optional.of(new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8));
    } catch (FileNotFoundException | NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** Differs from what was written before. */
  private String text() {
    return "%s, renewed %d times%n".formatted(owner.description(), count++);
  }

  private boolean isOurs() throws IOException {
    return read().filter(text -> text.startsWith("run " + owner.run())).isPresent();
  }

  private synchronized void renew() {
    try {
      if (!closed && isOurs()) {
        HadoopPaths.write(files, file, text());
      }
    } catch (IOException e) {
      // The next time may be better; if others have taken the place meanwhile, confirm() says so.
    }
  }

  @Override
  public synchronized void confirm() throws IOException {
    if (!isOurs()) {
      throw new LockedException(what + " has been taken by another run while this one slept");
    }
  }

  @Override
  public synchronized void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    renewals.shutdownNow();
    if (isOurs()) {
      files.delete(file, false);
    }
  }
}
