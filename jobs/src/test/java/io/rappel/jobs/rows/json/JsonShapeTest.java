package io.rappel.jobs.rows.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.rappel.jobs.rows.LocalSpark;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Rows that fit what was guessed of others change nothing in what Spark infers of all of them. */
class JsonShapeTest {

  private static final int CASES = 60;
  private static final int LINES = 40;

  private static final String[] SCALARS = {
    "null",
    "\"\"",
    "''",
    "\"x\"",
    "\"NaN\"",
    "\"1\"",
    "1",
    "-5",
    "3000000000",
    "1.0",
    "1e3",
    "NaN",
    "-INF",
    "1e400",
    "9223372036854775807",
    "9223372036854775808",
    "123456789012345678901234567890",
    "1234567890123456789012345678901234567890",
    "true",
    "false",
    "[]",
    "{}",
    "[null]",
    "[[]]"
  };
  private static final String[] KEYS = {"a", "b", "A", "c d", "\\u0061", "y"};

  private static SparkSession session;

  @BeforeAll
  static void names() {
    session = LocalSpark.session().newSession();
    session.conf().set("spark.sql.caseSensitive", "true");
  }

  @Test
  void rowsThatFitChangeNothing() {
    int guesses = 0;
    int fit = 0;
    int others = 0;
    for (int seed = 0; seed < CASES; seed++) {
      Rows rows = new Rows(new Random(seed));
      List<String> head = rows.lines(false);
      Optional<JsonGuess> guess = JsonGuess.of(session, head);
      if (guess.isPresent()) {
        guesses++;
        List<String> all = new ArrayList<>(head);
        for (String line : rows.lines(true)) {
          if (fits(guess.get(), line)) {
            all.add(line);
            fit++;
          } else {
            others++;
          }
        }
        assertThat(inferred(all)).as("case %d: %s", seed, all).isEqualTo(guess.get().schema());
      }
    }
    assertThat(guesses).isGreaterThan(CASES / 3);
    assertThat(fit).isGreaterThan(guesses * LINES / 4);
    assertThat(others).isGreaterThan(guesses * LINES / 10);
  }

  /** Rows in which each key has a value of a few. */
  private static final class Rows {

    private final Random random;
    private final Map<String, List<String>> values = new LinkedHashMap<>();

    Rows(Random random) {
      this.random = random;
      for (String key : KEYS) {
        if (random.nextInt(3) > 0) {
          values.put(key, List.of(value(0), value(0)));
        }
      }
      values.put("y", List.of("1", "null"));
    }

    private String value(int depth) {
      return switch (depth < 2 ? random.nextInt(8) : 2) {
        case 0 -> "{\"p\": %s, \"q\": %s}".formatted(value(depth + 1), value(depth + 1));
        case 1 -> "[%s, %s]".formatted(value(depth + 1), value(depth + 1));
        default -> SCALARS[random.nextInt(SCALARS.length)];
      };
    }

    /**
     * @param others whether some have another value or key
     */
    List<String> lines(boolean others) {
      List<String> lines = new ArrayList<>();
      for (int i = 0; i < LINES; i++) {
        lines.add(
            switch (random.nextInt(30)) {
              case 0 -> "";
              case 1 -> "[" + object(others) + "," + object(others) + "]";
              case 2 -> "[]";
              default -> object(others);
            });
      }
      return lines;
    }

    private String object(boolean others) {
      Map<String, String> fields = new LinkedHashMap<>();
      values.forEach(
          (key, some) -> {
            if (random.nextInt(4) > 0) {
              fields.put(key, some.get(random.nextInt(some.size())));
            }
          });
      List<String> written = new ArrayList<>();
      if (others && random.nextInt(3) == 0) {
        fields.put(KEYS[random.nextInt(KEYS.length)], value(1 + random.nextInt(2)));
      }
      fields.forEach((key, value) -> written.add(field(key, value)));
      if (others && random.nextInt(20) == 0) {
        // Perhaps once more.
        written.add(field(KEYS[random.nextInt(KEYS.length)], value(0)));
      }
      return "{" + String.join(", ", written) + "}";
    }

    private static String field(String key, String value) {
      return "\"%s\": %s".formatted(key, value);
    }
  }

  private static boolean fits(JsonGuess guess, String line) {
    byte[] utf8 = line.getBytes(StandardCharsets.UTF_8);
    return guess.shape().fits(utf8, utf8.length);
  }

  private static StructType inferred(List<String> lines) {
    return session
        .read()
        .option("mode", "FAILFAST")
        .json(session.createDataset(lines, Encoders.STRING()))
        .schema();
  }
}
