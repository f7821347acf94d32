package io.rappel.trainer.math.blas;

import dev.ludovic.netlib.blas.BLAS;
import dev.ludovic.netlib.blas.NativeBLAS;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * A BLAS in native code, through netlib: the OpenBLAS of the class path, or the library that the
 * user names in one of netlib's properties.
 *
 * @param blas who multiplies
 * @param description for people
 */
record NativeBlas(BLAS blas, String description) {

  /** Where netlib looks for the path of a library, and for the name of one of the system's. */
  private static final String PATH_PROPERTY = "dev.ludovic.netlib.blas.nativeLibPath";

  private static final String NAME_PROPERTY = "dev.ludovic.netlib.blas.nativeLib";

  /** The beginning of the name under which netlib unpacks its bridge to native code. */
  private static final String BRIDGE = "libnetlibblasjni.so";

  /**
   * Loads it; at most once in a JVM.
   *
   * @throws UnsupportedOperationException if that is not possible; the message says why
   */
  static NativeBlas load() {
    for (String property : new String[] {PATH_PROPERTY, NAME_PROPERTY}) {
      String library = System.getProperty(property);
      if (library != null) {
        return new NativeBlas(
            netlib(library),
            "native BLAS %s of -D%s, whose threads are not limited here"
                .formatted(library, property));
      }
    }
    try {
      return bundled();
    } catch (IOException e) {
      throw new UnsupportedOperationException(
          "OpenBLAS cannot be unpacked into %s: %s"
              .formatted(System.getProperty("java.io.tmpdir"), e),
          e);
    }
  }

  private static NativeBlas bundled() throws IOException {
    OpenBlasFiles bundle = OpenBlasFiles.ofThisPlatform();
    try (NativeLibraries libraries = new NativeLibraries()) {
      Path library = bundle.load(libraries);
      String description = OpenBlasThreads.one(libraries, library);
      return new NativeBlas(netlibWith(library), description);
    }
  }

  /** Netlib opens the library, by its path, as its classes are initialized. */
  private static BLAS netlibWith(Path library) throws IOException {
    Set<Path> others = MappedFiles.named(BRIDGE);
    System.setProperty(PATH_PROPERTY, library.toString());
    try {
      return others.isEmpty() ? sharedOrOwn(library.toString()) : own(library.toString());
    } finally {
      System.clearProperty(PATH_PROPERTY);
      Set<Path> ours = MappedFiles.named(BRIDGE);
      ours.removeAll(others);
      deleteBridge(ours);
    }
  }

  /** Netlib leaves its own file until the JVM exits, and for good if the JVM is killed. */
  private static void deleteBridge(Set<Path> files) throws IOException {
    for (Path file : files) {
      Files.deleteIfExists(file);
    }
  }

  /** Everyone's netlib, or one of our own where somebody has used it without a library before. */
  private static BLAS sharedOrOwn(String library) {
    try {
      return netlib(library);
    } catch (UnsupportedOperationException e) {
      return own(library);
    }
  }

  private static BLAS own(String library) {
    try {
      return new OwnNetlib().load();
    } catch (ReflectiveOperationException | LinkageError e) {
      throw new UnsupportedOperationException("netlib cannot load %s".formatted(library), e);
    }
  }

  private static BLAS netlib(String library) {
    try {
      return NativeBLAS.getInstance();
    } catch (RuntimeException | LinkageError e) {
      throw new UnsupportedOperationException("netlib cannot load %s".formatted(library), e);
    }
  }
}
