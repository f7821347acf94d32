package io.rappel.jobs.output.files;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;

/** Renames on this machine that never replace anything. */
final class LocalMoves {

  private LocalMoves() {}

  /**
   * Gives a file or folder a name that nothing but an empty folder has.
   *
   * @throws FileAlreadyExistsException if the name is taken; the system decides, in one step
   */
  static void moveToNew(Path from, Path to) throws IOException {
    if (Files.isDirectory(from, LinkOption.NOFOLLOW_LINKS)) {
      moveFolder(from, to);
    } else {
      moveFile(from, to);
    }
  }

  private static void moveFolder(Path from, Path to) throws IOException {
    try {
      // The system replaces an empty folder, and nothing else.
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      // Java says so in several ways.
      throw isTaken(to) ? new FileAlreadyExistsException(to.toString()) : e;
    }
  }

  /** Whether a path is a file, or a folder with something in it. */
  private static boolean isTaken(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return Files.exists(path);
    }
    try (Stream<Path> entries = Files.list(path)) {
      return entries.findAny().isPresent();
    }
  }

  private static void moveFile(Path from, Path to) throws IOException {
    try {
      Files.createLink(to, from);
      Files.delete(from);
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (FileSystemException | UnsupportedOperationException e) {
      // A file system without links: it is looked whether the name is free, and then moved.
      Files.move(from, to);
    }
  }

  /**
   * Gives a complete file a second name; where there are no links, a copy of it is made under that
   * name, which is seen before it is complete.
   *
   * @throws FileAlreadyExistsException if the name is taken; the system decides, in one step
   */
  static void linkNew(Path from, Path to) throws IOException {
    try {
      Files.createLink(to, from);
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (FileSystemException | UnsupportedOperationException e) {
      Files.write(
          to,
          Files.readAllBytes(from),
          StandardOpenOption.CREATE_NEW,
          StandardOpenOption.WRITE,
          StandardOpenOption.DSYNC);
    }
  }
}
