package io.rappel.trainer.checkpoint;

import io.rappel.trainer.model.file.LocalModelDirectory;
import io.rappel.trainer.model.file.ModelDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Checkpoints in a folder of this machine. */
public final class LocalFolder implements CheckpointFolder {

  private final Path path;

  public LocalFolder(Path path) {
    this.path = path;
  }

  @Override
  public List<String> names() throws IOException {
    if (!Files.exists(path)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(path)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  @Override
  public ModelDirectory directory(String name) {
    return new LocalModelDirectory(path.resolve(name));
  }

  @Override
  public void createNew(String name, byte[] bytes) throws IOException {
    Files.write(path.resolve(name), bytes, StandardOpenOption.CREATE_NEW);
  }

  @Override
  public void delete(String name) throws IOException {
    if (!Files.exists(path.resolve(name))) {
      return;
    }
    try (Stream<Path> files = Files.walk(path.resolve(name))) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
