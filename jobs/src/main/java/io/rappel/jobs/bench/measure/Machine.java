package io.rappel.jobs.bench.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What a benchmark ran on, as far as the operating system tells. */
public final class Machine {

  private static final Path PROCESSOR = Path.of("/proc/cpuinfo");
  private static final Path PROCESS = Path.of("/proc/self/status");

  private Machine() {}

  /** The processor's model; its architecture where the model is unknown. */
  public static String processor() {
    String model = field(PROCESSOR, "model name");
    return model == null ? System.getProperty("os.arch") : model;
  }

  /** Cores that this JVM may use. */
  public static int cores() {
    return Runtime.getRuntime().availableProcessors();
  }

  /** The most memory that this process has occupied so far, in MiB; NaN where nobody knows. */
  public static double largestResidentMebibytes() {
    String peak = field(PROCESS, "VmHWM");
    return peak == null ? Double.NaN : Long.parseLong(peak.replace(" kB", "").strip()) / 1024.0;
  }

  /** The first field of that name in a file of lines {@code name : value}, or null. */
  private static String field(Path file, String name) {
    if (!Files.isReadable(file)) {
      return null;
    }
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .filter(line -> line.startsWith(name))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(null);
    } catch (IOException e) {
      return null;
    }
  }
}
