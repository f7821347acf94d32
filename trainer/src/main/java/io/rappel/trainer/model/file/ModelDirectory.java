package io.rappel.trainer.model.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** A directory of files by name, on whatever file system. */
public interface ModelDirectory {

  /** The file that describes the model. */
  String MODEL_FILE = "model.json";

  /** The bytes of a file, from the first. */
  InputStream open(String name) throws IOException;

  /** The length of a file in bytes. */
  long length(String name) throws IOException;

  /** Whether there is a file of that name. */
  boolean exists(String name) throws IOException;

  /** Makes a file, or replaces it, and the directory where it is missing. */
  OutputStream create(String name) throws IOException;

  /** The directory's path, as messages name it. */
  @Override
  String toString();
}
