package io.rappel.trainer.model;

import io.rappel.trainer.model.file.ModelDirectory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.HashMap;
import java.util.Map;

/** A {@link ModelDirectory} named {@code m}, in memory. */
class MemoryDirectory implements ModelDirectory {

  final Map<String, byte[]> files = new HashMap<>();

  /** A directory with a finished model. */
  static MemoryDirectory with(Model model) {
    MemoryDirectory directory = new MemoryDirectory();
    ModelFormat.write(model, directory);
    directory.put("status.json", "{\"outcome\": \"done\", \"exit_code\": 0}");
    return directory;
  }

  void put(String name, String text) {
    files.put(name, text.getBytes(StandardCharsets.UTF_8));
  }

  String text(String name) {
    return new String(files.get(name), StandardCharsets.UTF_8);
  }

  @Override
  public InputStream open(String name) throws IOException {
    return new ByteArrayInputStream(bytes(name));
  }

  @Override
  public long length(String name) throws IOException {
    return bytes(name).length;
  }

  @Override
  public boolean exists(String name) {
    return files.containsKey(name);
  }

  @Override
  public OutputStream create(String name) {
    return new ByteArrayOutputStream() {
      @Override
      public void close() {
        files.put(name, toByteArray());
      }
    };
  }

  @Override
  public String toString() {
    return "m";
  }

  private byte[] bytes(String name) throws IOException {
    if (!exists(name)) {
      throw new NoSuchFileException(name);
    }
    return files.get(name);
  }
}
