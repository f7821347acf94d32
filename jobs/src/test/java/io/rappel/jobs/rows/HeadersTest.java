package io.rappel.jobs.rows;

import static io.rappel.jobs.rows.LocalSpark.reader;
import static io.rappel.jobs.rows.LocalSpark.request;
import static io.rappel.jobs.rows.LocalSpark.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rappel.trainer.data.DataException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers of delimited files, and the starts of files that have none. */
class HeadersTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "a.csv, ';', a comma, a semicolon",
    "a.csv, '\t', a comma, a tab: give --format tsv",
    "a.csv, '|', a comma, a bar",
    "a.tsv, ',', a tab, 'a comma: give --format csv'",
    "a.tsv, ';', a tab, a semicolon"
  })
  void anotherSeparator(String name, String separator, String read, String meant) {
    String data =
        write(
            folder.resolve(name),
            String.join(separator, "a", "b", "y"),
            String.join(separator, "1", "2", "p"),
            String.join(separator, "3", "4", "q"));
    fails(data, "the header of " + data + " is one column", read, "seem to end with " + meant);
  }

  @Test
  void tooManyColumns() {
    String header =
        IntStream.range(0, 1_000_000).mapToObj(i -> "c" + i).collect(Collectors.joining(","));
    String data = write(folder.resolve("a.csv"), header, "1");
    fails(data, "the header of " + data + " has more than the 200,000 columns");
  }

  @Test
  void manyMoreCellsThanColumns() {
    String cells = "1,".repeat(300_000) + "1";
    String data = write(folder.resolve("a.csv"), "a,y", "1,p", cells, "2,q");
    fails(data, data + " has a row of far more cells than its header");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"[\n{\"a\": 1, \"y\": 0},\n{\"a\": 2, \"y\": 1}\n]", "[{\"a\": 1,\n\"y\": 0}]"})
  void arraysOfJson(String text) {
    String data = write(folder.resolve("a.json"), text);
    fails(data, data + " is an array of JSON", "jq -c '.[]'");
    String gzip = write(folder.resolve("b.json.gz"), text);
    fails(gzip, gzip + " is an array of JSON");
  }

  @Test
  void objectsOverSeveralLines() {
    String data = write(folder.resolve("a.json"), "{", "  \"a\": 1,", "  \"y\": 0", "}");
    fails(data, data + " has JSON over several lines");
  }

  @Test
  void anArrayInOneLine() {
    String data = write(folder.resolve("a.json"), "[{\"a\": 1, \"y\": 0}, {\"a\": 2, \"y\": 1}]");
    assertThat(CsvTrainingTest.describe(reader().readForTraining(request("y", data), null)))
        .containsExactly("1.0 > 0.0 *1.0", "2.0 > 1.0 *1.0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Unnamed: 0"})
  void aFirstColumnWithoutAName(String name) {
    List<String> lines = new ArrayList<>(List.of(name + ",a,y"));
    IntStream.range(0, 30).forEach(i -> lines.add(i + "," + i * 0.5 + "," + i % 2));
    String shown = name.isEmpty() ? "_c0" : name;
    assertThat(notes(lines))
        .contains("left out: %s, which looks like an identifier".formatted(shown));
    // Neither where it repeats itself nor behind others.
    assertThat(
            notes(
                lines.stream()
                    .map(line -> line.replaceFirst("^[0-9]+", "$0%").replaceFirst("[0-9]%", "0"))
                    .toList()))
        .noneMatch(note -> note.contains("left out"));
    assertThat(notesOf(name, i -> i)).noneMatch(note -> note.contains("left out"));
  }

  @Test
  void integersUnderOtherNamesAreNumbers() {
    assertThat(notesOf("n", i -> 1_000 + i * 7 % 30)).noneMatch(n -> n.contains("left out"));
    assertThat(notesOf("idea", i -> i * i)).noneMatch(n -> n.contains("left out"));
    assertThat(notesOf("id", i -> i / 2)).noneMatch(n -> n.contains("left out"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"id", "ID", "customer_id", "orderId", "row_number", "index"})
  void namesOfIdentifiers(String name) {
    assertThat(notesOf(name, i -> i * i))
        .contains("left out: " + name + ", which looks like an identifier");
  }

  private List<String> notesOf(String name, IntUnaryOperator number) {
    List<String> lines = new ArrayList<>(List.of("a," + name + ",y"));
    IntStream.range(0, 30)
        .forEach(i -> lines.add(i * 0.5 + "," + number.applyAsInt(i) + "," + i % 2));
    return notes(lines);
  }

  private List<String> notes(List<String> lines) {
    String data = write(folder.resolve("a.csv"), lines);
    return reader().readForTraining(request("y", data), null).notes();
  }

  private static void fails(String data, String... parts) {
    assertThatThrownBy(() -> reader().readForTraining(request("y", data), null))
        .isInstanceOf(DataException.class)
        .message()
        .contains(parts);
  }
}
