package io.rappel.jobs.output.files;

import java.io.IOException;
import java.time.Duration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The right to write a place, which one run has at a time; who comes second is refused and does not
 * wait. It is a hidden file beside the place, and ends with the process that holds it, however that
 * process ends.
 */
sealed interface Claim extends AutoCloseable permits LockedFile, Lease {

  /**
   * Claims a place. Of local files the operating system knows who lives; where it keeps no locks,
   * and on other file systems, the holder renews the file.
   *
   * @param place a qualified path whose parent exists
   * @param what the place, for messages
   * @param expiry how long a holder may be silent where the system does not know who lives
   * @throws LockedException if another run has it
   */
  static Claim take(FileSystem files, Path place, String what, ClaimOwner owner, Duration expiry)
      throws IOException {
    Path file = new Path(place.getParent(), "." + place.getName() + ".lock");
    java.nio.file.Path local = HadoopPaths.local(file);
    if (local != null) {
      try {
        return LockedFile.take(local, what, owner);
      } catch (LockedFile.NoLocksException e) {
        // Some network file systems are mounted without locks.
      }
    }
    return Lease.take(
        files, file, what, owner, expiry.dividedBy(Lease.RENEWALS_BEFORE_EXPIRY), expiry);
  }

  /**
   * Makes sure that the place is still this run's.
   *
   * @throws LockedException if another run has taken it, which can befall a process that slept
   */
  void confirm() throws IOException;

  /** Lets the next run in. */
  @Override
  void close() throws IOException;
}
