package io.rappel.trainer.model.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** Files of a {@link ModelDirectory}, whose faults become sentences that name the file. */
public final class WholeFiles {

  /** What is done with a file. */
  @FunctionalInterface
  public interface FileWork<T> {
    T run() throws IOException;
  }

  private WholeFiles() {}

  /**
   * All bytes of a file.
   *
   * @param largest number of bytes that are read
   * @throws ModelFormatException where it is missing, unreadable or larger
   */
  public static byte[] readAll(ModelDirectory directory, String name, long largest) {
    String file = path(directory, name);
    return reading(
        file,
        () -> {
          checkLength(file, directory.length(name), largest);
          try (InputStream stream = directory.open(name)) {
            byte[] bytes = stream.readNBytes((int) largest + 1);
            checkLength(file, bytes.length, largest);
            return bytes;
          }
        });
  }

  public static void checkLength(String file, long length, long largest) {
    if (length > largest) {
      throw new ModelFormatException(
          "%s: the file has %d bytes, which is more than the %d that are read"
              .formatted(file, length, largest));
    }
  }

  /**
   * Does work with a file that is there.
   *
   * @param file path for messages
   * @throws ModelFormatException where the file is missing, unreadable or no JSON, with the cause
   *     in words
   */
  public static <T> T reading(String file, FileWork<T> work) {
    try {
      return work.run();
    } catch (StreamConstraintsException e) {
      throw new ModelFormatException(
          file + ": the JSON is nested too deeply, or has too long a string or number", e);
    } catch (JsonProcessingException e) {
      throw new ModelFormatException(
          "%s: invalid JSON at line %d, column %d"
              .formatted(file, e.getLocation().getLineNr(), e.getLocation().getColumnNr()),
          e);
    } catch (CharacterCodingException e) {
      throw new ModelFormatException(file + ": the text is not UTF-8", e);
    } catch (NoSuchFileException | FileNotFoundException e) {
      boolean denied = String.valueOf(e.getMessage()).contains("Permission denied");
      throw new ModelFormatException(
          file + (denied ? ": access is denied" : ": there is no such file"), e);
    } catch (AccessDeniedException e) {
      throw new ModelFormatException(file + ": access is denied", e);
    } catch (IOException e) {
      throw new ModelFormatException("%s: cannot be read: %s".formatted(file, e.getMessage()), e);
    }
  }

  /**
   * Does work with a file that is made.
   *
   * @param file path for messages
   * @throws ModelFormatException where it cannot be written
   */
  public static <T> T writing(String file, FileWork<T> work) {
    try {
      return work.run();
    } catch (IOException e) {
      throw new ModelFormatException(
          "%s: cannot be written: %s".formatted(file, e.getMessage()), e);
    }
  }

  /** The path of a file, for messages. */
  public static String path(ModelDirectory directory, String name) {
    return directory + "/" + name;
  }
}
