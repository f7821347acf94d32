package io.rappel.jobs.rows.files;

import static io.rappel.jobs.rows.LocalSpark.reader;
import static io.rappel.jobs.rows.LocalSpark.request;
import static io.rappel.jobs.rows.LocalSpark.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rappel.jobs.rows.CsvTrainingTest;
import io.rappel.jobs.rows.TrainingRows;
import io.rappel.jobs.rows.columns.RowsRequest;
import io.rappel.jobs.rows.source.RowInput;
import io.rappel.trainer.data.DataException;
import io.rappel.trainer.data.Task;
import io.rappel.trainer.features.FeatureSpec;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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
    "a.csv, ';'",
    "a.csv, '\t'",
    "a.csv, '|'",
    "a.csv, ','",
    "a.tsv, ','",
    "a.tsv, ';'",
    "a.tsv, '\t'"
  })
  void theHeaderTellsWhatEndsItsCells(String name, String separator) {
    TrainingRows rows = reader().readForTraining(request("y", separated(name, separator)), null);
    assertThat(rows.specs()).containsExactly(FeatureSpec.number("a,b"), FeatureSpec.number("b"));
    assertThat(rows.schema().classes()).containsExactly("p", "q");
  }

  /** A name with a comma, in quotes, says nothing of what ends cells. */
  private String separated(String name, String separator) {
    return write(
        folder.resolve(name),
        String.join(separator, "\"a,b\"", "b", "y"),
        String.join(separator, "1", "2", "p"),
        String.join(separator, "3", "4", "q"));
  }

  @ParameterizedTest
  @CsvSource({
    "',', UTF-8, '\n'",
    "';', UTF-8, '\n'",
    "';', UTF-8, '\r\n'",
    "'\t', ISO-8859-1, '\r\n'"
  })
  void namesWithLineBreaks(String separator, String charset, String end) throws IOException {
    String header = String.join(separator, "\"size;\nin m\"", "b", "\"\"\"y\"\"\"");
    for (String file : List.of("1.csv", "2.csv")) {
      List<String> lines =
          List.of(
              header, String.join(separator, "1", "2", "p"), String.join(separator, "3", "4", "q"));
      String text = String.join("\n", lines) + "\n";
      Files.writeString(folder.resolve(file), text.replace("\n", end), Charset.forName(charset));
    }
    RowsRequest request =
        new RowsRequest(
            RowInput.files(List.of(folder.toString()), null).text(TextForm.of(null, charset)),
            List.of("\"y\""),
            List.of(),
            List.of(),
            null,
            null);
    TrainingRows rows = reader().readForTraining(request, null);
    assertThat(rows.specs())
        .containsExactly(FeatureSpec.number("size;\nin m"), FeatureSpec.number("b"));
    assertThat(rows.examples().count()).isEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"a,b,y", "a,\"b,y"})
  void aQuoteThatIsNotClosed(String header) {
    String data = write(folder.resolve("a.csv"), header, "1,2,p", "3,4,q");
    fails(data, "the header of " + data + " has a cell in quotes that ends where the file does: '");
  }

  @Test
  void anotherDelimiterIsNamed() {
    String data = write(folder.resolve("a.csv"), "a,b:b:y", "1,2:3:p", "4,5:6:q");
    RowsRequest named =
        new RowsRequest(
            RowInput.files(List.of(data), null).text(TextForm.of(":", null)),
            List.of("y"),
            List.of(),
            List.of(),
            null,
            null);
    assertThat(reader().readForTraining(named, null).specs())
        .extracting(FeatureSpec::name)
        .containsExactly("a,b", "b");
    RowsRequest wrong =
        new RowsRequest(
            RowInput.files(List.of(data), null).text(TextForm.of("tab", null)),
            List.of("y"),
            List.of(),
            List.of(),
            null,
            null);
    assertThatThrownBy(() -> reader().readForTraining(wrong, null))
        .hasMessageContaining(
            "the header of %s is one column, 'a,b:b:y', when cells end with a tab", data)
        .hasMessageContaining("they seem to end with a comma: give --delimiter ','");
  }

  @Test
  void textInAnotherCharset() throws IOException {
    Path file = folder.resolve("latin.csv");
    Files.write(
        file,
        "Größe;Ort;y\n1,5;Zürich;2,5\n2,5;Genève;3,5\n".getBytes(StandardCharsets.ISO_8859_1));
    RowsRequest request =
        new RowsRequest(
            RowInput.files(List.of(file.toString()), null).text(TextForm.of(null, "ISO-8859-1")),
            List.of("y"),
            List.of(),
            List.of(),
            null,
            null);
    TrainingRows rows = reader().readForTraining(request, null);
    assertThat(rows.specs())
        .containsExactly(
            FeatureSpec.number("Größe"), FeatureSpec.category("Ort", List.of("Genève", "Zürich")));
    assertThat(rows.schema().task()).isEqualTo(Task.REGRESSION);
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
