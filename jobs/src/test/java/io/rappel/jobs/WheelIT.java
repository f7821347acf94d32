package io.rappel.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Python package as people have it: installed by pip, out of the wheel that Maven builds. */
@Tag("long")
class WheelIT {

  private static Path wheel;

  @TempDir private Path directory;

  @BeforeAll
  static void findWheel() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("target"))) {
      wheel =
          files
              .filter(file -> file.toString().endsWith(".whl"))
              .findFirst()
              .orElseThrow()
              .toAbsolutePath();
    }
  }

  @BeforeEach
  void writeRows() throws IOException {
    Files.writeString(directory.resolve("rows.csv"), rows(500, 1));
    Files.writeString(directory.resolve("more.csv"), rows(300, 2));
  }

  private static PythonEnvironment installed(String... packages)
      throws IOException, InterruptedException {
    PythonEnvironment python = PythonEnvironment.with(packages);
    python.install(wheel);
    return python;
  }

  @Test
  void trainsFromPandasAndPredictsAsTheCommandDoes() throws Exception {
    PythonEnvironment python = installed("pandas");

    RappelProcess.Result result = python.run(directory, "src/test/python/wheel.py");

    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out()).contains("predictions agree").contains("errors are sentences");
    assertThat(directory.resolve("model").resolve("report.html")).exists();
  }

  @Test
  void takesTablesOfPyarrowAndNarrowFloats() throws Exception {
    PythonEnvironment python = installed("pandas", "pyarrow", "scipy");

    RappelProcess.Result result = python.run(directory, "src/test/python/wheel_frames.py");

    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out()).contains("frames agree").contains("errors are sentences");
  }

  /** Numbers, categories, codes, dates, moments and truths, with missing cells, and one label. */
  private static String rows(int count, long seed) {
    Random random = new Random(seed);
    List<String> lines = new ArrayList<>(List.of("age,gain,work,code,day,seen,member,income"));
    for (int i = 0; i < count; i++) {
      int age = 17 + random.nextInt(60);
      double gain = Math.exp(3 * random.nextGaussian());
      String work =
          List.of("Private", "State-gov", "Self, inc", "none")
              .get(random.nextInt(seed == 1 ? 3 : 4));
      LocalDate day = LocalDate.of(2020, 1, 1).plusDays(random.nextInt(2000));
      boolean rich = age + 8 * Math.log(gain) + (work.length() > 8 ? 5 : -5) > 40;
      lines.add(
          String.format(
              Locale.ROOT,
              "%s,%s,%s,%03d,%s,%s %02d:%02d:00,%s,%s",
              random.nextInt(9) == 0 ? "" : Integer.toString(age),
              random.nextInt(9) == 0 ? "?" : Double.toString(gain),
              random.nextInt(9) == 0 ? "NA" : '"' + work + '"',
              random.nextInt(12),
              day,
              day,
              random.nextInt(24),
              random.nextInt(60),
              random.nextInt(9) == 0 ? "" : Boolean.toString(random.nextBoolean()),
              rich ? "more" : "less"));
    }
    return String.join("\n", lines) + "\n";
  }
}
