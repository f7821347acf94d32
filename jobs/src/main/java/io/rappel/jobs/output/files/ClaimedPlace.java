package io.rappel.jobs.output.files;

import io.rappel.trainer.config.ConfigurationException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.time.Duration;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.security.AccessControlException;
import org.apache.hadoop.util.ShutdownHookManager;

/**
 * A place for the result of a run, which this run alone may write: a file or folder that is made
 * under a hidden name beside it. What killed runs have left there is removed, as only the holder of
 * the claim makes such things.
 */
public final class ClaimedPlace implements AutoCloseable {

  /** Before the file systems are closed, which Hadoop does with priority 10. */
  private static final int SHUTDOWN_PRIORITY = 30;

  private final FileSystem files;
  private final Path target;
  private final String run;
  private final Claim claim;
  private final boolean madeParent;
  private final Runnable release = this::releaseQuietly;

  private ClaimedPlace(FileSystem files, Path target, String run, Claim claim, boolean madeParent) {
    this.files = files;
    this.target = target;
    this.run = run;
    this.claim = claim;
    this.madeParent = madeParent;
  }

  /**
   * Claims a place, for a run with a new id.
   *
   * @param option that names the place, for messages
   * @param text the path as the user wrote it; links are followed
   * @throws LockedException if another run has it
   * @throws ConfigurationException if it is no place to write to
   * @throws IOException if the file system fails
   */
  public static ClaimedPlace take(String option, String text, Configuration configuration)
      throws IOException {
    return take(option, text, Lease.EXPIRY, configuration);
  }

  /**
   * The same.
   *
   * @param expiry how long a holder may be silent where the system does not know who lives
   */
  public static ClaimedPlace take(
      String option, String text, Duration expiry, Configuration configuration) throws IOException {
    Path path = HadoopPaths.path(option, text);
    FileSystem files = HadoopPaths.fileSystem(path, configuration);
    Path qualified = files.makeQualified(path);
    if (qualified.isRoot()) {
      throw new ConfigurationException("%s %s is no name to write to".formatted(option, text));
    }
    String what = option + " " + text;
    String run = UUID.randomUUID().toString();
    try {
      boolean makesParent = !files.exists(qualified.getParent());
      Path target = resolved(files, qualified, what);
      Claim claim = Claim.take(files, target, what, ClaimOwner.ofThisProcess(run), expiry);
      return new ClaimedPlace(files, target, run, claim, makesParent).cleared();
    } catch (AccessDeniedException | AccessControlException e) {
      throw new ConfigurationException(
          "%s cannot be written: there is no permission to write in %s"
              .formatted(what, HadoopPaths.display(qualified.getParent())));
    } catch (FileAlreadyExistsException | NotDirectoryException | NoSuchFileException e) {
      throw new ConfigurationException(
          "%s cannot be written: %s is no folder".formatted(what, e.getFile()));
    }
  }

  /** Makes the parent, and follows links, so that a place has one name. */
  private static Path resolved(FileSystem files, Path qualified, String what) throws IOException {
    java.nio.file.Path local = HadoopPaths.local(qualified);
    if (local == null) {
      files.mkdirs(qualified.getParent());
      return qualified;
    }
    Files.createDirectories(local.getParent());
    WrittenFolders.add(local.getParent(), what);
    if (Files.isSymbolicLink(local) && !Files.exists(local)) {
      throw new ConfigurationException(
          "%s is a link to %s, which is not there".formatted(what, Files.readSymbolicLink(local)));
    }
    java.nio.file.Path real =
        Files.exists(local)
            ? local.toRealPath()
            : local.getParent().toRealPath().resolve(local.getFileName());
    return files.makeQualified(new Path(real.toString()));
  }

  private ClaimedPlace cleared() throws IOException {
    ShutdownHookManager.get().addShutdownHook(release, SHUTDOWN_PRIORITY);
    try {
      removeLeftovers();
      return this;
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  private void removeLeftovers() throws IOException {
    Pattern leftover = Pattern.compile(Pattern.quote(hidden("")) + "[0-9a-f]{8}(-[0-9a-f]+){4}");
    for (FileStatus file : files.listStatus(target.getParent())) {
      if (leftover.matcher(file.getPath().getName()).matches()) {
        files.delete(file.getPath(), true);
      }
    }
  }

  private String hidden(String id) {
    return ".%s.run-%s".formatted(target.getName(), id);
  }

  /** The file system of the place. */
  public FileSystem files() {
    return files;
  }

  /** Where the result goes. */
  public Path target() {
    return target;
  }

  /** Where it is made: a name beside the target that nothing has yet. */
  public Path staging() {
    return new Path(target.getParent(), hidden(run));
  }

  /** The run's id. */
  public String run() {
    return run;
  }

  /**
   * Makes sure that the place is still this run's.
   *
   * @throws LockedException if it is not
   */
  public void confirm() throws IOException {
    claim.confirm();
  }

  private void releaseQuietly() {
    try {
      claim.close();
    } catch (IOException e) {
      // The process ends; the next run finds that its holder is dead.
    }
  }

  /** Removes what was made and not moved into place, and lets the next run in. */
  @Override
  public void close() throws IOException {
    try {
      files.delete(staging(), true);
    } finally {
      claim.close();
      if (!ShutdownHookManager.get().isShutdownInProgress()) {
        ShutdownHookManager.get().removeShutdownHook(release);
      }
      removeEmptyParent();
    }
  }

  /** A run that leaves nothing leaves no folder for it either. */
  private void removeEmptyParent() {
    Path parent = target.getParent();
    try {
      if (madeParent && files.listStatus(parent).length == 0) {
        files.delete(parent, false);
      }
    } catch (IOException e) {
      // Others have put something there by now, or removed it.
    }
  }
}
