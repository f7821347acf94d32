package io.rappel.trainer.model.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A {@link ModelDirectory} on a file system of the JDK's. */
public final class LocalModelDirectory implements ModelDirectory {

  private final Path path;

  /**
   * @param path need not exist before something is written
   */
  public LocalModelDirectory(Path path) {
    this.path = path;
  }

  @Override
  public InputStream open(String name) throws IOException {
    return Files.newInputStream(path.resolve(name));
  }

  @Override
  public long length(String name) throws IOException {
    return Files.size(path.resolve(name));
  }

  @Override
  public boolean exists(String name) {
    return Files.exists(path.resolve(name));
  }

  @Override
  public OutputStream create(String name) throws IOException {
    Files.createDirectories(path);
    return Files.newOutputStream(path.resolve(name));
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
