package io.rappel.trainer.model;

import io.rappel.trainer.math.Precision;
import io.rappel.trainer.model.file.Checksum;
import io.rappel.trainer.model.file.JsonInput;
import io.rappel.trainer.model.file.ModelDirectory;
import io.rappel.trainer.model.file.ModelFormatException;
import io.rappel.trainer.model.file.Quoted;
import io.rappel.trainer.model.file.SafetensorsReader;
import io.rappel.trainer.model.file.SafetensorsWriter;
import io.rappel.trainer.model.file.WholeFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.function.IntConsumer;

/**
 * The files of a model, version 2.
 *
 * <ul>
 *   <li>{@code model.json}: network, loss, precision, features with their encodings, names of
 *       labels and classes, provenance, golden rows where there are any, and length and SHA-256 of
 *       the other file. Its own {@code checksum} is the SHA-256 of its bytes with 64 zeros in the
 *       checksum's place; it may be left out.
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

  public static final String WEIGHTS_FILE = "weights.safetensors";

  /** Tells that a run is finished; written last, by the caller. */
  public static final String STATUS_FILE = "status.json";

  /** Enough for a million features with names of 200 bytes. */
  private static final long LARGEST_MODEL_JSON = 256L << 20;

  private static final long LARGEST_STATUS_JSON = 1L << 20;

  private ModelFormat() {}

  /**
   * Writes {@code weights.safetensors} and {@code model.json}. Without a {@code status.json}, which
   * the caller adds, they are no model yet.
   *
   * @return the SHA-256 of the weights' file
   * @throws ModelFormatException where a file cannot be written, or could not be read back
   */
  public static String write(Model model, ModelDirectory directory) {
    String weightsFile = WholeFiles.path(directory, WEIGHTS_FILE);
    checkWeights(model, weightsFile);
    MessageDigest digest = Checksum.sha256();
    long length =
        WholeFiles.writing(
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
    String modelFile = WholeFiles.path(directory, ModelDirectory.MODEL_FILE);
    byte[] json = WholeFiles.readAll(directory, ModelDirectory.MODEL_FILE, LARGEST_MODEL_JSON);
    ModelDescription description =
        WholeFiles.reading(modelFile, () -> DescriptionFile.read(modelFile, json));
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
    String modelFile = WholeFiles.path(directory, ModelDirectory.MODEL_FILE);
    byte[] json = WholeFiles.writing(modelFile, () -> DescriptionFile.render(description));
    WholeFiles.checkLength(modelFile, json.length, LARGEST_MODEL_JSON);
    WholeFiles.reading(modelFile, () -> DescriptionFile.read(modelFile, json));
    WholeFiles.writing(
        modelFile,
        () -> {
          try (OutputStream file = directory.create(ModelDirectory.MODEL_FILE)) {
            file.write(json);
          }
          return null;
        });
  }

  private static void checkStatus(ModelDirectory directory) {
    String statusFile = WholeFiles.path(directory, STATUS_FILE);
    if (!exists(directory, STATUS_FILE)) {
      throw unfinished(directory, "is missing");
    }
    byte[] bytes = WholeFiles.readAll(directory, STATUS_FILE, LARGEST_STATUS_JSON);
    Object outcome =
        WholeFiles.reading(statusFile, () -> JsonInput.readFree(statusFile, bytes)).get("outcome");
    // An interrupted run leaves its best model where it had one.
    boolean interrupted =
        "interrupted".equals(outcome) && exists(directory, ModelDirectory.MODEL_FILE);
    if (!"done".equals(outcome) && !interrupted) {
      throw unfinished(
          directory,
          outcome instanceof String text ? "says " + Quoted.of(text) : "does not say 'done'");
    }
  }

  private static boolean exists(ModelDirectory directory, String name) {
    return WholeFiles.reading(WholeFiles.path(directory, name), () -> directory.exists(name));
  }

  private static ModelFormatException unfinished(ModelDirectory directory, String status) {
    return new ModelFormatException(
        "%s: no finished model here (%s %s)".formatted(directory, STATUS_FILE, status));
  }

  private static double[] readWeights(
      ModelDescription description, ModelDirectory directory, IntConsumer beforeAllocation) {
    String weightsFile = WholeFiles.path(directory, WEIGHTS_FILE);
    return WholeFiles.reading(
        weightsFile,
        () -> {
          long length = directory.length(WEIGHTS_FILE);
          if (length != description.weightsBytes()) {
            throw new ModelFormatException(
                "%s: the file has %d bytes, not the %d of %s"
                    .formatted(
                        weightsFile,
                        length,
                        description.weightsBytes(),
                        ModelDirectory.MODEL_FILE));
          }
          SafetensorsReader reader =
              new SafetensorsReader(
                  weightsFile, length, description.network().layout(), description.precision());
          try (InputStream file = directory.open(WEIGHTS_FILE)) {
            return reader.read(file, description.weightsSha256(), beforeAllocation);
          }
        });
  }
}
