package io.rappel.trainer.math.blas;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * The files of the bundled OpenBLAS for one platform, in the order in which they must be loaded:
 * those that others need come first, and OpenBLAS itself comes last.
 */
final class OpenBlasFiles {

  /** Lines of sha256sum: the sum, two blanks, the name of the resource. */
  private static final String SUMS = "openblas.sha256";

  private static final int SUM_DIGITS = 64;

  private final ClassLoader classPath;
  private final List<String> sums;

  private OpenBlasFiles(ClassLoader classPath, List<String> sums) {
    this.classPath = classPath;
    this.sums = sums;
  }

  /**
   * @throws UnsupportedOperationException if there are none
   */
  static OpenBlasFiles ofThisPlatform() throws IOException {
    return of(
        OpenBlasFiles.class.getClassLoader(),
        System.getProperty("os.name"),
        System.getProperty("os.arch"));
  }

  /**
   * @param system as in the property {@code os.name}
   * @param processor as in the property {@code os.arch}
   * @throws UnsupportedOperationException if there are none
   */
  static OpenBlasFiles of(ClassLoader classPath, String system, String processor)
      throws IOException {
    String folder = "/%s-%s/".formatted(system.toLowerCase(Locale.ROOT), openBlasName(processor));
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                OpenBlasFiles.class.getResourceAsStream(SUMS), StandardCharsets.UTF_8))) {
      List<String> sums = lines.lines().filter(line -> line.contains(folder)).toList();
      if (sums.isEmpty()) {
        throw new UnsupportedOperationException(
            "OpenBLAS is bundled for Linux on x86_64 and arm64, not for %s on %s"
                .formatted(system, processor));
      }
      return new OpenBlasFiles(classPath, sums);
    }
  }

  private static String openBlasName(String processor) {
    return switch (processor) {
      case "amd64" -> "x86_64";
      case "aarch64" -> "arm64";
      default -> processor;
    };
  }

  /**
   * Unpacks and loads them all.
   *
   * @return the file of OpenBLAS itself
   * @throws UnsupportedOperationException if one is missing, changed, or not for this machine
   */
  Path load(NativeLibraries libraries) throws IOException {
    Path last = null;
    for (String line : sums) {
      last = libraries.unpack(resource(line.substring(SUM_DIGITS).strip()), sum(line));
    }
    for (String line : sums) {
      NativeLibraries.load(libraries.folder().resolve(line.substring(line.lastIndexOf('/') + 1)));
    }
    return last;
  }

  private static String sum(String line) {
    return line.substring(0, SUM_DIGITS);
  }

  private URL resource(String name) {
    URL resource = classPath.getResource(name);
    if (resource == null) {
      throw new UnsupportedOperationException(name + " is not on the class path");
    }
    return resource;
  }
}
