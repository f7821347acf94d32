package io.rappel.trainer.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.rappel.trainer.math.Precision;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.function.IntConsumer;

/**
 * The files of a model, version 2.
 *
 * <ul>
 *   <li>{@code model.json}: network, loss, precision, features with their encodings, names of
 *       labels and classes, provenance, golden rows where there are any, and length and SHA-256 of the other file. Its own {@code
 *       checksum} is the SHA-256 of its bytes with 64 zeros in the checksum's place; it may be left
 *       out.
 *   <li>{@code weights.safetensors}: {@code layers.0.weight} [outputs, inputs], {@code
 *       layers.0.bias} [outputs] and so on, in F32 or F64 by the model's precision.
 * </ul>
 *
 * <p>Files are never trusted: every size is checked against the file's length before memory is
 * allocated, and nothing is deserialized but JSON and numbers. Equal models give equal bytes.
 */
public final class ModelFormat {

  /** The version of the format that is written; it and the one before are read. */
  public static final int VERSION = 2;

  /** The oldest version that is read: its features are numbers that are scaled, and no more. */
  static final int OLDEST_VERSION = 1;

  public static final String MODEL_FILE = "model.json";
  public static final String WEIGHTS_FILE = "weights.safetensors";

  /** Tells that a run is finished; written last, by the caller. */
  public static final String STATUS_FILE = "status.json";

  /** Enough for a million features with names of 200 bytes. */
  private static final long LARGEST_MODEL_JSON = 256L << 20;

  private static final long LARGEST_STATUS_JSON = 1L << 20;

  /** What is done with a file. */
  private interface FileWork<T> {
    T run() throws IOException;
  }

  private ModelFormat() {}

  /**
   * Writes {@code weights.safetensors} and {@code model.json}. Without a {@code status.json}, which
   * the caller adds, they are no model yet.
   *
   * @return the SHA-256 of the weights' file
   * @throws ModelFormatException where a file cannot be written, or could not be read back
   */
  public static String write(Model model, ModelDirectory directory) {
    String weightsFile = path(directory, WEIGHTS_FILE);
    checkWeights(model, weightsFile);
    MessageDigest digest = Checksum.sha256();
    long length =
        writing(
            weightsFile,
            () -> {
              try (OutputStream file = directory.create(WEIGHTS_FILE)) {
                return writeWeights(model, new DigestOutputStream(file, digest));
              }
            });
    String sha256 = Checksum.hex(digest);
    writeDescription(ModelDescription.of(model, length, sha256), directory);
    return sha256;
  }

  /**
   * Reads a finished model.
   *
   * @throws ModelFormatException where there is none, or a file is damaged or not of this format
   */
  public static Model load(ModelDirectory directory) {
    return load(directory, parameters -> {});
  }

  /**
   * Reads a finished model.
   *
   * @param beforeAllocation takes the number of parameters before there is memory for them, and may
   *     refuse them
   * @throws ModelFormatException where there is none, or a file is damaged or not of this format
   */
  public static Model load(ModelDirectory directory, IntConsumer beforeAllocation) {
    checkStatus(directory);
    String modelFile = path(directory, MODEL_FILE);
    byte[] json = readAll(directory, MODEL_FILE, LARGEST_MODEL_JSON);
    ModelDescription description =
        reading(modelFile, () -> DescriptionReader.read(modelFile, json));
    return description.with(readWeights(description, directory, beforeAllocation));
  }

  /** The SHA-256 that the file of a model's weights has, in lower-case hexadecimal digits. */
  public static String weightsSha256(Model model) {
    MessageDigest digest = Checksum.sha256();
    try {
      writeWeights(model, new DigestOutputStream(OutputStream.nullOutputStream(), digest));
    } catch (IOException e) {
      throw new UncheckedIOException("nothing is written here that could fail", e);
    }
    return Checksum.hex(digest);
  }

  private static long writeWeights(Model model, OutputStream stream) throws IOException {
    return SafetensorsWriter.write(
        model.network().layout(), model.parameters(), model.precision(), stream);
  }

  private static void checkWeights(Model model, String file) {
    boolean narrow = model.precision() == Precision.FLOAT32;
    for (double parameter : model.parameters()) {
      if (!Double.isFinite(parameter) || narrow && (float) parameter != parameter) {
        throw new ModelFormatException(
            "%s: the weight %s is no number of %s, so that the model is not written"
                .formatted(file, parameter, model.precision()));
      }
    }
  }

  private static void writeDescription(ModelDescription description, ModelDirectory directory) {
    String modelFile = path(directory, MODEL_FILE);
    byte[] json = writing(modelFile, () -> DescriptionWriter.render(description));
    checkLength(modelFile, json.length, LARGEST_MODEL_JSON);
    reading(modelFile, () -> DescriptionReader.read(modelFile, json));
    writing(
        modelFile,
        () -> {
          try (OutputStream file = directory.create(MODEL_FILE)) {
            file.write(json);
          }
          return null;
        });
  }

  private static void checkStatus(ModelDirectory directory) {
    String statusFile = path(directory, STATUS_FILE);
    if (!reading(statusFile, () -> directory.exists(STATUS_FILE))) {
      throw unfinished(directory, "is missing");
    }
    byte[] bytes = readAll(directory, STATUS_FILE, LARGEST_STATUS_JSON);
    Object outcome =
        reading(statusFile, () -> JsonInput.readFree(statusFile, bytes)).get("outcome");
    if (!"done".equals(outcome)) {
      throw unfinished(
          directory,
          outcome instanceof String text ? "says " + Quoted.of(text) : "does not say 'done'");
    }
  }

  private static ModelFormatException unfinished(ModelDirectory directory, String status) {
    return new ModelFormatException(
        "%s: no finished model here (%s %s)".formatted(directory, STATUS_FILE, status));
  }

  private static double[] readWeights(
      ModelDescription description, ModelDirectory directory, IntConsumer beforeAllocation) {
    String weightsFile = path(directory, WEIGHTS_FILE);
    return reading(
        weightsFile,
        () -> {
          long length = directory.length(WEIGHTS_FILE);
          if (length != description.weightsBytes()) {
            throw new ModelFormatException(
                "%s: the file has %d bytes, not the %d of %s"
                    .formatted(weightsFile, length, description.weightsBytes(), MODEL_FILE));
          }
          SafetensorsReader reader =
              new SafetensorsReader(
                  weightsFile, length, description.network().layout(), description.precision());
          try (InputStream file = directory.open(WEIGHTS_FILE)) {
            return reader.read(file, description.weightsSha256(), beforeAllocation);
          }
        });
  }

  private static byte[] readAll(ModelDirectory directory, String name, long largest) {
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

  private static void checkLength(String file, long length, long largest) {
    if (length > largest) {
      throw new ModelFormatException(
          "%s: the file has %d bytes, which is more than the %d that are read"
              .formatted(file, length, largest));
    }
  }

  private static <T> T reading(String file, FileWork<T> work) {
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
      throw new ModelFormatException(file + ": there is no such file", e);
    } catch (AccessDeniedException e) {
      throw new ModelFormatException(file + ": access is denied", e);
    } catch (IOException e) {
      throw new ModelFormatException("%s: cannot be read: %s".formatted(file, e.getMessage()), e);
    }
  }

  private static <T> T writing(String file, FileWork<T> work) {
    try {
      return work.run();
    } catch (IOException e) {
      throw new ModelFormatException(
          "%s: cannot be written: %s".formatted(file, e.getMessage()), e);
    }
  }

  private static String path(ModelDirectory directory, String name) {
    return directory + "/" + name;
  }
}
