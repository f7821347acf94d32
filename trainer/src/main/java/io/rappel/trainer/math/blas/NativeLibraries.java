package io.rappel.trainer.math.blas;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Shared libraries of the class path on their way into this JVM: unpacked into a fresh folder that
 * only its owner may enter, checked, loaded, and deleted on close. Linux keeps what is loaded, so
 * nothing need stay on disk, and JVMs that start together on one host do not meet.
 */
final class NativeLibraries implements AutoCloseable {

  private final Path folder;
  private final List<Path> files = new ArrayList<>();

  /**
   * @throws IOException if java.io.tmpdir takes no new folder
   */
  NativeLibraries() throws IOException {
    folder = Files.createTempDirectory("rappel-natives-"); // for its owner only
    folder.toFile().deleteOnExit(); // for a JVM that exits in the middle
  }

  Path folder() {
    return folder;
  }

  /**
   * Copies a resource into the folder, under its own name.
   *
   * @param sha256 what the file must be, in hexadecimal digits
   * @return the file
   * @throws UnsupportedOperationException if what lies on disk then is anything else
   */
  Path unpack(URL resource, String sha256) throws IOException {
    String path = resource.getPath();
    Path file = folder.resolve(path.substring(path.lastIndexOf('/') + 1));
    file.toFile().deleteOnExit();
    files.add(file);
    try (InputStream in = open(resource);
        OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)) {
      in.transferTo(out);
    }
    String found = sha256(file.toUri().toURL());
    if (!found.equals(sha256)) {
      throw new UnsupportedOperationException(
          "%s is not the library that Rappel was built with: its SHA-256 is %s and should be %s"
              .formatted(resource, found, sha256));
    }
    return file;
  }

  /**
   * Loads a file of the folder for the class that calls.
   *
   * @throws UnsupportedOperationException if this machine cannot; the message says why
   */
  static void load(Path file) {
    try {
      System.load(file.toString());
    } catch (UnsatisfiedLinkError e) {
      throw new UnsupportedOperationException(reason(file, e.getMessage()), e);
    }
  }

  /** The linker's words, and a sentence for the one case that they do not explain. */
  static String reason(Path file, String message) {
    return message.contains("failed to map segment")
        ? "no library can be loaded from %s, as where it is mounted with noexec; name another folder with -Djava.io.tmpdir=FOLDER (for executors in spark.executor.extraJavaOptions)"
            .formatted(file.getParent().getParent())
        : message;
  }

  /** The SHA-256 of a resource, in hexadecimal digits. */
  static String sha256(URL resource) throws IOException {
    try (DigestInputStream in =
        new DigestInputStream(open(resource), MessageDigest.getInstance("SHA-256"))) {
      in.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(in.getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Past the cache of open jars, which would outlive the reading. */
  private static InputStream open(URL resource) throws IOException {
    var connection = resource.openConnection();
    connection.setUseCaches(false);
    return connection.getInputStream();
  }

  /** Deletes the folder with all that is in it. */
  @Override
  public void close() throws IOException {
    for (Path file : files) {
      Files.deleteIfExists(file);
    }
    Files.deleteIfExists(folder);
  }
}
