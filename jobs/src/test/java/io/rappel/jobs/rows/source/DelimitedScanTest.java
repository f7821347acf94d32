package io.rappel.jobs.rows.source;

import static io.rappel.jobs.rows.LocalSpark.session;
import static org.assertj.core.api.Assertions.assertThat;

import io.rappel.jobs.rows.batch.RowBatches;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Delimited files as they are read fast, compared with Spark's rows of them. */
class DelimitedScanTest {

  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "  7 ",
          "007",
          "-0",
          "+5",
          ".5",
          "5.",
          ".",
          "-",
          "1,5",
          "1.234,5",
          "1e3",
          "1E-3",
          "1e",
          "1e+",
          "1e999",
          "-1e-400",
          "5e-324",
          "2.2250738585072014e-308",
          "1.7976931348623157e308",
          "9007199254740993",
          "9223372036854775807",
          "123456789012345678901",
          "0.1",
          "1d",
          "0x1",
          "NaN",
          "inf",
          "-Infinity",
          "NA",
          "null",
          "?",
          "-999",
          "-999.0",
          "true",
          "FALSE",
          "2024-05-06",
          "2024-05-06 07:08:09",
          "2024-05-06T07:08:09Z",
          "größer",
          "日本",
          "😀",
          "a b",
          "x\t",
          "\u00a07",
          "4\u00005",
          "0012345",
          "-00123.5",
          "  12345.5 ",
          "9223372036854775808",
          "5\" pipe",
          "a\"\"b",
          "\u0001",
          "1 2",
          "00",
          "0.0",
          "-0.0e5",
          "1_000");

  private static final List<String> QUOTED =
      List.of(
          "\"\"",
          "\"a\"",
          "\"7\"",
          "\"a,b;c\"",
          "\"say \"\"so\"\"\"",
          "\"\"\"\"",
          "\" 5 \"",
          "\"x\" ",
          " \"x\"",
          "\"open",
          "\"a\"b",
          "\"a\"\"",
          "\"007\"",
          "\"two\nlines\"",
          "\"two\r\nlines\"",
          "\"lone\rbreak\"");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void rowsAreThoseOfSpark(int seed) throws IOException {
    Random random = new Random(seed);
    for (String name : List.of("a.csv", "b.csv.gz", "c.tsv")) {
      Path file = folder.resolve(name);
      write(file, table(random, name.contains("tsv") ? "\t" : ",", 200));
      FileSource source = open(file);
      assertThat(FrameRows.delimitedScan(source.frame())).isPresent();
      Set<String> categories = random.nextBoolean() ? Set.of("b") : Set.of();
      RowBatches maker = Batches.maker(source, categories, random.nextBoolean() ? "w" : null);
      assertThat(Batches.of(source, maker, Batches.Way.BATCHES))
          .as("%s, seed %d", name, seed)
          .isEqualTo(Batches.of(open(file), maker, Batches.Way.ROWS));
    }
  }

  private static String table(Random random, String separator, int most) {
    String end = random.nextInt(4) == 0 ? "\r\n" : random.nextInt(8) == 0 ? "\r" : "\n";
    int oddities = random.nextInt(5);
    StringBuilder text = new StringBuilder(random.nextBoolean() ? "\uFEFF" : "");
    text.append("a,b,\"c\",d d,w,y".replace(",", separator)).append(end);
    int rows = random.nextInt(most);
    for (int i = 0; i < rows; i++) {
      int width = oddities > 3 && random.nextInt(20) == 0 ? 1 + random.nextInt(9) : 6;
      text.append(
              IntStream.range(0, width)
                  .mapToObj(j -> cell(random, oddities))
                  .collect(Collectors.joining(separator)))
          .append(i == rows - 1 && random.nextBoolean() ? "" : end);
      if (random.nextInt(30) == 0) {
        text.append(random.nextBoolean() ? "" : " ").append(end);
      }
    }
    return text.toString();
  }

  private static String cell(Random random, int oddities) {
    return switch (random.nextInt(5 + oddities)) {
      case 0 -> Integer.toString(random.nextInt(100));
      case 1 -> Double.toString(random.nextGaussian());
      case 2 -> Float.toString(random.nextFloat());
      case 3 -> Double.toString(Double.longBitsToDouble(random.nextLong()));
      case 4 -> random.nextBoolean() ? "" : "yes";
      case 5, 6 -> TEXTS.get(random.nextInt(TEXTS.size()));
      default -> QUOTED.get(random.nextInt(QUOTED.size()));
    };
  }

  private static void write(Path file, String text) throws IOException {
    try (OutputStream plain = Files.newOutputStream(file);
        OutputStream out = file.toString().endsWith(".gz") ? new GZIPOutputStream(plain) : plain) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static FileSource open(Path file) {
    return FileSource.open(session(), List.of(file.toString()), null);
  }

  @ParameterizedTest
  @ValueSource(ints = {30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 100})
  void splitsEndAnywhere(int bytes) throws IOException {
    Path file = folder.resolve("a.csv");
    write(file, table(new Random(7), ",", 40));
    SparkSession small = session().newSession();
    small.conf().set("spark.sql.files.maxPartitionBytes", bytes + "b");
    FileSource source = FileSource.open(small, List.of(file.toString()), null);
    RowBatches maker = Batches.maker(source, Set.of(), null);
    assertThat(Batches.of(source, maker, Batches.Way.BATCHES))
        .isEqualTo(Batches.of(source, maker, Batches.Way.ROWS));
  }

  @Test
  void bytesThatAreNotUtf8AreTold() throws IOException {
    Path file = folder.resolve("latin.csv");
    Files.write(file, "a,y\n1,no\ngr\u00f6\u00dfer,yes\n".getBytes(StandardCharsets.ISO_8859_1));
    FileSource source = open(file);
    RowBatches maker = Batches.maker(source, Set.of(), null);
    List<String> slow = Batches.of(source, maker, Batches.Way.ROWS);
    assertThat(slow).anyMatch(text -> text.contains("suspect true"));
    assertThat(Batches.of(source, maker, Batches.Way.BATCHES)).isEqualTo(slow);
  }
}
