package io.rappel.trainer.checkpoint;

import io.rappel.trainer.model.file.ModelDirectory;
import java.io.IOException;
import java.util.List;

/** A folder of checkpoints, on whatever file system, into which one run at a time writes. */
public interface CheckpointFolder {

  /** Names of what is in the folder; none where there is no folder. */
  List<String> names() throws IOException;

  /** A folder in this one, which need not exist. */
  ModelDirectory directory(String name);

  /**
   * Makes a small file with all of its bytes, or none at all where the file system can do that.
   *
   * @param path relative to this folder
   * @throws java.nio.file.FileAlreadyExistsException if there is one
   */
  void createNew(String path, byte[] bytes) throws IOException;

  /**
   * Removes a file, or a folder with all that is in it; nothing where there is none.
   *
   * @param path relative to this folder
   */
  void delete(String path) throws IOException;

  /** The folder's path, as messages name it. */
  @Override
  String toString();
}
