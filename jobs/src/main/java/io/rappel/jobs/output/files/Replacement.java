package io.rappel.jobs.output.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Gives what was made beside a claimed place the place's name. What is there is moved aside first,
 * back again should that fail, and removed at the end; a process that dies in between is made good
 * by the next one. Local files replace others in one step.
 */
public final class Replacement {

  /** Looks at a file or folder that is to be replaced. */
  @FunctionalInterface
  public interface Refusal {

    /** Throws if it must not be. */
    void look(Path path) throws IOException;
  }

  private final FileSystem files;
  private final Path target;
  private final Path previous;

  public Replacement(ClaimedPlace place) {
    this.files = place.files();
    this.target = place.target();
    this.previous = new Path(target.getParent(), "." + target.getName() + ".previous");
  }

  /**
   * Finishes what a process that died while it replaced something has left undone.
   *
   * @param proof a path that is there if the new one is, with all that belongs to it
   */
  public void recover(Path proof) throws IOException {
    if (!files.exists(previous)) {
      return;
    }
    if (files.exists(proof)) {
      files.delete(previous, true);
    } else {
      files.delete(target, true);
      HadoopPaths.moveToNew(files, previous, target);
    }
  }

  /**
   * Puts something in the place. Of folders, what is replaced is looked at once it is moved aside,
   * as nobody can change it any more.
   *
   * @param refusal after which what is there is there again
   * @throws java.nio.file.FileAlreadyExistsException if something new is there by now
   * @throws IOException if the file system fails; what was there before is there again
   */
  public void put(Path complete, Refusal refusal) throws IOException {
    try {
      if (files.exists(target)) {
        java.nio.file.Path from = HadoopPaths.local(complete);
        java.nio.file.Path to = HadoopPaths.local(target);
        if (from != null && to != null && Files.isRegularFile(from) && Files.isRegularFile(to)) {
          refusal.look(target);
          Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
          return;
        }
        HadoopPaths.moveToNew(files, target, previous);
        refusal.look(previous);
      }
      HadoopPaths.moveToNew(files, complete, target);
    } catch (IOException | RuntimeException e) {
      putBack();
      throw e;
    }
  }

  private void putBack() throws IOException {
    if (files.exists(previous) && !files.exists(target)) {
      HadoopPaths.moveToNew(files, previous, target);
    }
  }

  /** Removes what was replaced. */
  public void end() throws IOException {
    files.delete(previous, true);
  }
}
