package io.rappel.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rappel.jobs.registry.Registry;
import io.rappel.jobs.registry.RegistrySettings;
import io.rappel.jobs.rows.LocalSpark;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Days of rows whose distribution moves, a registry, and the commands that work on it. */
abstract class RetrainRuns {

  static final ObjectMapper JSON = new ObjectMapper();
  static final int ROWS = 900;

  /**
   * Of a registry whose salt is known. With a salt of its own, rows that nobody chose judge each
   * run of a test, and once in a while few of them are not enough to show a skill.
   */
  static final RegistrySettings SETTINGS =
      new RegistrySettings(0x5eed, 0.2, List.of("a", "b", "colour"));

  final StringWriter out = new StringWriter();
  final StringWriter err = new StringWriter();

  @TempDir Path directory;
  String registry;

  /** On few rows hardly anything is shown to be within 2 %. */
  String gateMargin = "0.5";

  @BeforeEach
  void makePlaces() {
    LocalSpark.session();
    registry = directory.resolve("registry").toString();
  }

  /** Rows of a day; their distribution moves, and comes back after a month. */
  void write(int day, boolean shuffled) {
    Random random = new Random(day);
    List<String> cells = new ArrayList<>();
    List<String> labels = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      double a = random.nextGaussian() + 0.05 * (day % 31);
      double b = random.nextGaussian();
      String colour = List.of("red", "green", "blue").get(random.nextInt(3));
      cells.add("%s,%s,%s".formatted(a, b, colour));
      double score = 1.5 * a - b + (colour.equals("red") ? 1 : 0) + 0.7 * random.nextGaussian();
      labels.add(score > 0.5 ? "yes" : "no");
    }
    if (shuffled) {
      Collections.shuffle(labels, random);
    }
    List<String> lines = new ArrayList<>(List.of("a,b,colour,label"));
    for (int i = 0; i < ROWS; i++) {
      lines.add(cells.get(i) + "," + labels.get(i));
    }
    LocalSpark.write(directory.resolve("rows/day=" + date(day) + "/rows.csv"), lines);
  }

  /** Founds the registry, where nothing is. */
  private void found() {
    if (Files.exists(Path.of(registry))) {
      return;
    }
    try {
      Registry.openOrFound("--registry", registry, new Configuration()).found(SETTINGS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** From 1, the first of October. */
  static String date(int day) {
    return LocalDate.of(2026, 9, 30).plusDays(day).toString();
  }

  int run(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return new RappelCommand(new PrintWriter(out, true), new PrintWriter(err, true))
        .execute(arguments);
  }

  int retrain(int day, String... more) {
    if (!Arrays.asList(more).contains("--gate-share")) {
      found();
    }
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "retrain",
                "--registry",
                registry,
                "--data",
                directory.resolve("rows/day={logical-date}").toString(),
                "--label",
                "label",
                "--hidden",
                "8",
                "--optimizer",
                "adam",
                "--learning-rate",
                "0.02",
                "--epochs",
                "6",
                "--gate-margin",
                gateMargin,
                "--logical-date",
                date(day)));
    arguments.addAll(Arrays.asList(more));
    return run(arguments.toArray(String[]::new));
  }

  JsonNode versions() throws IOException {
    assertThat(run("versions", "--registry", registry, "--json")).as(err.toString()).isZero();
    return JSON.readTree(out.toString());
  }

  String champion() throws IOException {
    return versions().path("champion").asText();
  }

  static String[] with(String[] arguments, String... more) {
    return Stream.concat(Stream.of(arguments), Stream.of(more)).toArray(String[]::new);
  }

  static List<String> kinds(JsonNode versions) {
    List<String> kinds = new ArrayList<>();
    versions.path("records").forEach(record -> kinds.add(record.path("kind").asText()));
    return kinds;
  }

  static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }

  static void delete(Path path) throws IOException {
    try (Stream<Path> files = Files.walk(path)) {
      for (Path file : files.sorted(Collections.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
