package io.rappel.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.rappel.jobs.rows.LocalSpark;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.Test;

/** Rows that are not what they were, or not what a run takes them for. */
class RetrainRowsTest extends RetrainRuns {

  private Path rows(int day) {
    return directory.resolve("rows/day=" + date(day) + "/rows.csv");
  }

  private void change(int day, UnaryOperator<String> row) throws IOException {
    write(day, false);
    List<String> lines = Files.readAllLines(rows(day));
    for (int i = 1; i < lines.size(); i++) {
      lines.set(i, row.apply(lines.get(i)));
    }
    Files.write(rows(day), lines);
  }

  private void champion(int day) {
    write(day, false);
    assertThat(retrain(day)).as(err.toString()).isZero();
  }

  private List<Path> runs() throws IOException {
    try (Stream<Path> folders = Files.list(Path.of(registry, "runs"))) {
      return folders.toList();
    }
  }

  private static JsonNode status(Path run) throws IOException {
    return JSON.readTree(run.resolve("status.json").toFile());
  }

  @Test
  void rowsThatChangeWhileTheyAreTrainedOnArePublishedNowhere() throws Exception {
    write(1, false);
    Thread writer =
        new Thread(
            () -> {
              try {
                while (!Files.isDirectory(Path.of(registry, "runs"))
                    || runs().stream().noneMatch(run -> Files.exists(run.resolve("challenger")))) {
                  Thread.onSpinWait();
                }
                Files.writeString(rows(1), "1,1,red,yes\n", StandardOpenOption.APPEND);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    writer.start();

    assertThat(retrain(1)).as(err.toString()).isEqualTo(3);
    writer.join();
    assertThat(err.toString()).contains("the input changed while it was read");
    assertThat(kinds(versions())).isEmpty();
  }

  @Test
  void theDayOfARunIsThere() throws IOException {
    write(1, false);
    write(2, false);
    Files.writeString(rows(2), "");
    assertThat(retrain(2, "--window", "2")).isEqualTo(3);
    assertThat(err.toString()).contains("there are no rows of 2026-10-02: ", " is empty");

    Files.writeString(rows(2), "a,b,colour,label\n");
    assertThat(retrain(2, "--window", "2")).isEqualTo(3);
    assertThat(err.toString()).contains("there are no rows of 2026-10-02: ", "or a header alone");

    directory = Files.createDirectory(directory.resolve("x[prod]"));
    champion(3);
  }

  /** Whatever the format, and compressed or not. */
  @Test
  void aDayWithoutRowsIsToldToBeOne() throws IOException {
    Map<String, byte[]> headers = new LinkedHashMap<>();
    headers.put("rows.csv", "a,b,colour,label\r\n\r\n \n".getBytes());
    headers.put("rows.csv.gz", gzip("a,b,colour,label\n"));
    headers.put("rows.tsv", "a\tb\tcolour\tlabel".getBytes());
    headers.put("rows.tab.deflate", deflate("a\tb\tcolour\tlabel\n"));
    headers.put("rows.jsonl", "\n\n".getBytes());
    headers.put("rows.json.gz", gzip(""));
    headers.put("rows.json", "[]".getBytes());
    headers.put("rows.ndjson", "[ ]\n\n[]\n".getBytes());
    headers.put("rows.svm", "# label 1:a\n\n".getBytes());
    for (Map.Entry<String, byte[]> file : headers.entrySet()) {
      Path day = Files.createDirectories(directory.resolve("rows/day=" + date(2)));
      Files.write(day.resolve(file.getKey()), file.getValue());
      assertThat(retrain(2, "--window", "2")).isEqualTo(3);
      assertThat(err.toString())
          .contains(
              "there are no rows of 2026-10-02: " + day.resolve(file.getKey()) + " holds none");
      Files.delete(day.resolve(file.getKey()));
    }
    for (String format : List.of("parquet", "orc")) {
      String folder = directory.resolve("rows/day=" + date(3)).toString();
      LocalSpark.session()
          .range(1)
          .selectExpr("1.5 a", "2.5 b", "'red' colour", "'yes' label")
          .where("a > 2")
          .write()
          .mode("overwrite")
          .format(format)
          .save(folder);
      assertThat(retrain(3)).isEqualTo(3);
      assertThat(err.toString()).contains("there are no rows of 2026-10-03: ", " holds none");
    }
  }

  /** Local files below {@code listed:///}, of which folders that are listed are remembered. */
  public static final class ListedFiles extends RawLocalFileSystem {
    private static final List<String> LISTED = new ArrayList<>();

    @Override
    public URI getUri() {
      return URI.create("listed:///");
    }

    @Override
    public FileStatus[] listStatus(org.apache.hadoop.fs.Path folder) throws IOException {
      LISTED.add(folder.getName());
      return super.listStatus(folder);
    }
  }

  /** Listing a folder of a far storage takes its time. */
  @Test
  void theFilesOfADayAreLookedForOnce() {
    write(1, false);
    ListedFiles.LISTED.clear();

    int ended =
        run(
            "retrain",
            "--registry",
            registry,
            "--data",
            "listed://" + directory + "/rows/day={logical-date}",
            "--label",
            "nothing",
            "--logical-date",
            date(1),
            "--conf",
            "spark.hadoop.fs.listed.impl=" + ListedFiles.class.getName());

    assertThat(ended).isNotZero();
    assertThat(err.toString()).contains("'nothing'");
    assertThat(ListedFiles.LISTED).containsExactly("day=" + date(1));
  }

  @Test
  void aRunThatIsRefusedBeforeItTrainsLeavesNoRegistry() throws IOException {
    write(1, false);
    List<String> lines = Files.readAllLines(rows(1));
    assertThat(retrain(1, "--gate-share", "20%", "--gate-slice", "size")).isEqualTo(2);
    assertThat(err.toString()).contains("--gate-slice size is none of the features");
    assertThat(Path.of(registry)).doesNotExist();

    Files.write(rows(1), lines.subList(0, 4));
    assertThat(retrain(1, "--gate-share", "0.0001%")).isEqualTo(3);
    assertThat(err.toString()).contains("none of 3 rows is among those that judge");
    assertThat(Path.of(registry)).doesNotExist();

    Files.writeString(rows(1), "1,2\n", StandardOpenOption.APPEND);
    Files.createDirectory(Path.of(registry));
    assertThat(retrain(1, "--gate-share", "20%")).isEqualTo(3);
    assertThat(Path.of(registry)).isEmptyDirectory();
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream zipped = new GZIPOutputStream(bytes)) {
      zipped.write(text.getBytes());
    }
    return bytes.toByteArray();
  }

  private static byte[] deflate(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream zipped = new DeflaterOutputStream(bytes)) {
      zipped.write(text.getBytes());
    }
    return bytes.toByteArray();
  }

  @Test
  void textWhereNumbersWereIsNoColumnWithoutValues() throws IOException {
    champion(1);
    change(2, row -> "CHF " + row);

    assertThat(retrain(2, "--on-drift", "ok")).isEqualTo(3);
    assertThat(err.toString())
        .contains("column 'a' is a category, and was a number to the champion");
  }

  @Test
  void classesThatTheChampionDoesNotKnowAreNotMissing() throws IOException {
    champion(1);
    change(2, row -> row.hashCode() % 6 == 0 ? row.replaceAll(",(yes|no)$", ",maybe") : row);
    assertThat(retrain(2)).as(err.toString()).isZero();
    assertThat(err.toString())
        .contains("of label 'label' are levels that the champion does not know")
        .doesNotContain("are missing");

    change(3, row -> row.replaceAll(",yes$", ",YES").replaceAll(",no$", ",NO"));
    assertThat(retrain(3)).as(err.toString()).isNotEqualTo(3);
    assertThat(err.toString()).doesNotContain("one class alone", "has no values");
  }

  /** Whoever begins anew is told of them as well. */
  @Test
  void newColumnsAreTold() throws IOException {
    champion(1);
    change(2, row -> row.hashCode() % 7 + "," + row);
    List<String> lines = Files.readAllLines(rows(2));
    lines.set(0, "size," + lines.get(0));
    Files.write(rows(2), lines);

    assertThat(retrain(2, "--start-from", "scratch")).as(err.toString()).isZero();
    assertThat(err.toString()).contains("column 'size' is new");
  }

  @Test
  void aRunThatIsRefusedTellsSoAndOneThatWasBegunGoesOn() throws IOException {
    champion(1);
    List<Path> before = runs();
    write(2, false);
    Files.write(rows(2), Files.readAllLines(rows(2)).subList(0, 300));
    assertThat(retrain(2)).isEqualTo(3);
    Path refused = runs().stream().filter(run -> !before.contains(run)).findFirst().orElseThrow();
    assertThat(status(refused).path("exit_code").asInt()).isEqualTo(3);
    assertThat(status(refused).path("message").asText()).contains("there are ");

    Files.writeString(
        refused.resolve("start.json"), "{\"start_from\":\"%s\"}".formatted(champion()));
    assertThat(retrain(2)).as(err.toString()).isIn(0, 5);
    assertThat(versions().path("records")).hasSize(2);
  }

  @Test
  void whatIsKnownOfRowsIsReadWithCare() throws IOException {
    champion(1);
    Path known = Path.of(registry, "models", champion(), "rows.json");
    write(2, false);
    for (String damage : List.of("{}", "{", "{\"version\": 1}")) {
      Files.writeString(known, damage);
      assertThat(retrain(2)).isEqualTo(3);
      assertThat(err.toString()).contains(known + " is damaged");
    }
  }

  @Test
  void aCommandOfSeveralLinesIsToldByItsFirst() {
    write(1, false);
    assertThat(retrain(1, "--on-promote", "true\nexit 3\n")).isEqualTo(1);
    assertThat(err.toString()).contains("--on-promote true … ended with 3 after it");
  }

  @Test
  void versionsAreKeptAsAFileSays() throws IOException {
    write(1, false);
    Path file = Files.writeString(directory.resolve("c.yaml"), "keep: 5\n");
    assertThat(retrain(1, "--config", file.toString())).as(err.toString()).isZero();

    assertThat(retrain(1, "--epochs", "7")).isEqualTo(2);
    assertThat(err.toString()).contains("--epochs is given more than once");
  }
}
