package io.rappel.trainer.math.blas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The kernels that OpenBLAS has for processors, each in a JVM of its own, if this one has them. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class KernelsTest {

  private static final List<String> OF_ALL = List.of("Prescott", "Core2", "Nehalem");
  private static final List<String> OF_AVX2 = List.of("Sandybridge", "Haswell", "Zen");
  private static final List<String> OF_AVX512 = List.of("SkylakeX", "Cooperlake", "SapphireRapids");

  /** Those that this processor can run. */
  private static List<String> kernels() throws IOException {
    String processor = Files.readString(Path.of("/proc/cpuinfo"));
    List<String> kernels = new ArrayList<>(OF_ALL);
    if (processor.contains(" avx2 ")) {
      kernels.addAll(OF_AVX2);
    }
    if (processor.contains(" avx512f ") && processor.contains(" avx512vl ")) {
      kernels.addAll(OF_AVX512);
    }
    return kernels;
  }

  @Test
  void thatGiveOtherBitsHaveOtherFingerprints() throws Exception {
    List<Map<String, String>> products = List.of(new HashMap<>(), new HashMap<>());
    for (String kernel : kernels()) {
      List<String> lines = run(kernel);
      assertThat(lines).as(kernel).hasSize(2);
      for (int precision = 0; precision < 2; precision++) {
        String[] words = lines.get(precision).split(" ");
        String before = products.get(precision).putIfAbsent(words[0], words[1]);
        assertThat(words[1])
            .as("products of %s", kernel)
            .isEqualTo(before == null ? words[1] : before);
      }
    }

    assertThat(products).allSatisfy(each -> assertThat(each).hasSizeGreaterThan(1));
  }

  private static List<String> run(String kernel) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            KernelsProcess.class.getName());
    builder.environment().put("OPENBLAS_CORETYPE", kernel);
    builder.redirectError(new File("/dev/null"));
    Process process = builder.start();
    List<String> lines = process.inputReader().lines().toList();
    assertThat(process.waitFor()).as(kernel).isZero();
    return lines;
  }
}
