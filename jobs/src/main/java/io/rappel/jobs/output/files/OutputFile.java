package io.rappel.jobs.output.files;

import io.rappel.trainer.config.ConfigurationException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A small file that a command writes as a whole, on any Hadoop file system, and that one command at
 * a time may write.
 */
public final class OutputFile implements AutoCloseable {

  private final ClaimedPlace place;
  private final Replacement replacement;
  private final String what;
  private final boolean overwrite;

  private OutputFile(ClaimedPlace place, String what, boolean overwrite) {
    this.place = place;
    this.replacement = new Replacement(place);
    this.what = what;
    this.overwrite = overwrite;
  }

  /**
   * The file, once it is clear that it can be one.
   *
   * @param overwrite whether a file that is there may be replaced
   * @throws LockedException if another command is writing it
   * @throws ConfigurationException if the path is a directory, or a file that must not be replaced
   */
  public static OutputFile claim(
      String option, String text, boolean overwrite, Configuration configuration)
      throws IOException {
    ClaimedPlace place = ClaimedPlace.take(option, text, configuration);
    OutputFile file = new OutputFile(place, option + " " + text, overwrite);
    try {
      file.replacement.recover(place.target());
      file.refuse(place.target());
      return file;
    } catch (IOException | RuntimeException e) {
      place.close();
      throw e;
    }
  }

  private void refuse(Path path) throws IOException {
    FileSystem files = place.files();
    if (!files.exists(path)) {
      return;
    }
    if (!HadoopPaths.isRegularFile(files, path)) {
      throw new ConfigurationException(what + " is no file that could be replaced");
    }
    if (!overwrite) {
      throw new ConfigurationException(what + " exists already: give --overwrite to replace it");
    }
  }

  /** What writes a file. */
  public interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Makes the file; a reader sees the old text or the new one.
   *
   * @throws LockedException if a file is there by now that must not be replaced
   */
  public void write(String text) throws IOException {
    write(out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** The same with bytes. */
  public void write(Content content) throws IOException {
    FileSystem files = place.files();
    try (OutputStream out = HadoopPaths.create(files, place.staging())) {
      content.writeTo(out);
    }
    place.confirm();
    try {
      replacement.put(place.staging(), this::refuse);
      replacement.end();
    } catch (ConfigurationException | FileAlreadyExistsException e) {
      throw new LockedException(
          what + " was written by another in the meantime, and is left as it is");
    }
  }

  @Override
  public void close() throws IOException {
    place.close();
  }
}
