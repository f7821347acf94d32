package io.rappel.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rappel.jobs.rows.LocalSpark;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Golden rows of models, and models for other programs, by the commands. */
class ExportTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String HEADER = "size,colour,new,day,income";

  @TempDir private static Path directory;
  private static String data;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void writeRows() {
    LocalSpark.session();
    data = LocalSpark.write(directory.resolve("rows.csv"), rows(false));
    train("model", data);
  }

  private static List<String> rows(boolean reversed) {
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < 240; i++) {
      rows.add(
          "%s,%s,%s,2026-0%d-1%d,%s"
              .formatted(
                  i % 11 == 0 ? "" : i * 0.37,
                  i % 7 == 0 ? "?" : List.of("red", "blue", "green").get(i % 3),
                  i % 2 == 0,
                  1 + i % 9,
                  i % 10,
                  i % 5 < 2 ? "low" : "high"));
    }
    if (reversed) {
      Collections.reverse(rows);
    }
    rows.add(0, HEADER);
    return rows;
  }

  private static String model(String name) {
    return directory.resolve(name).toString();
  }

  private static void train(String name, String rows, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "train", "--data", rows, "--label", "income", "--hidden", "4", "--epochs", "2"));
    arguments.addAll(List.of("--out", model(name)));
    arguments.addAll(List.of(more));
    StringWriter err = new StringWriter();
    int code =
        new RappelCommand(new PrintWriter(new StringWriter()), new PrintWriter(err, true))
            .execute(arguments.toArray(String[]::new));
    assertThat(code).as(err.toString()).isZero();
  }

  private int run(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return new RappelCommand(new PrintWriter(out, true), new PrintWriter(err, true))
        .execute(arguments);
  }

  private static JsonNode description(String name) throws IOException {
    return JSON.readTree(directory.resolve(name).resolve("model.json").toFile());
  }

  @Test
  void goldenRowsAreTheSameWhateverTheOrderOfTheInput() throws IOException {
    train("reversed", LocalSpark.write(directory.resolve("reversed.csv"), rows(true)));

    JsonNode golden = description("model").get("golden_rows");
    assertThat(golden).hasSize(16);
    assertThat(golden.get(0).get("cells")).hasSize(4);
    assertThat(description("reversed").get("golden_rows")).isEqualTo(golden);
    List<String> rows = rows(false);
    assertThat(golden)
        .allSatisfy(row -> assertThat(rows).anyMatch(line -> isLine(row.get("cells"), line)));
  }

  private static boolean isLine(JsonNode cells, String line) {
    String[] texts = line.split(",", -1);
    String size = cells.get(0).isNull() ? "" : cells.get(0).asText();
    String colour = cells.get(1).isNull() ? "?" : cells.get(1).asText();
    String day = java.time.Instant.ofEpochSecond(cells.get(3).asLong()).toString();
    return texts[0].equals(size)
        && texts[1].equals(colour)
        && texts[2].equals(cells.get(2).asText())
        && day.equals(texts[3] + "T00:00:00Z");
  }

  @Test
  void inspectReplaysThemWhenAsked() {
    assertThat(run("inspect", "--model", model("model"), "--check")).isZero();
    assertThat(out.toString())
        .contains("golden      16 rows replayed, largest difference 0.0, in the same arithmetic");
    assertThat(run("inspect", "--model", model("model"))).isZero();
    assertThat(out.toString()).contains("golden      16 rows, not replayed (--check)");
    assertThat(run("inspect", "--model", model("model"), "--check", "--json")).isZero();
    assertThat(out.toString()).contains("\"largest_difference\" : 0.0");
  }

  @Test
  void aModelMayHaveNone() throws IOException {
    train("private", data, "--no-golden-rows");

    assertThat(description("private").has("golden_rows")).isFalse();
    assertThat(description("private").get("weights"))
        .isEqualTo(description("model").get("weights"));
    assertThat(run("inspect", "--model", model("private"), "--check")).isZero();
    assertThat(out.toString()).contains("golden      none");
    assertThat(run("evaluate", "--model", model("private"), "--data", data)).isZero();
  }

  /** As somebody would do who does not know what the numbers mean. */
  private static void edit(String name) throws IOException {
    Path copy = Files.createDirectories(directory.resolve(name));
    for (String file : List.of("model.json", "weights.safetensors", "status.json")) {
      Files.copy(directory.resolve("model").resolve(file), copy.resolve(file));
    }
    ObjectNode edited = (ObjectNode) description(name);
    edited.remove("checksum");
    for (JsonNode encoding : edited.get("features").get(0).get("encodings")) {
      if (encoding.get("kind").asText().equals("affine")) {
        ((ObjectNode) encoding).put("factor", encoding.get("factor").asDouble() * 1.5);
      }
    }
    JSON.writeValue(copy.resolve("model.json").toFile(), edited);
  }

  @Test
  void whatIsNotAsItWasIsRefusedByEveryCommandThatUsesIt() throws IOException {
    edit("edited");
    String edited = model("edited");
    String other = model("other");
    for (List<String> call :
        List.of(
            List.of("inspect", "--model", edited, "--check"),
            List.of("evaluate", "--model", edited, "--data", data),
            List.of("predict", "--model", edited, "--data", data, "--out", other),
            List.of("export", "--model", edited, "--format", "onnx", "--out", other),
            List.of(
                "train",
                "--data",
                data,
                "--label",
                "income",
                "--warm-start",
                edited,
                "--out",
                other))) {
      assertThat(run(call.toArray(String[]::new))).as(call.get(0)).isEqualTo(3);
      assertThat(err.toString())
          .contains(
              "%s %s: golden row "
                  .formatted(call.contains("--warm-start") ? "--warm-start" : "--model", edited))
          .contains(" gives ")
          .contains("when the model was made");
    }
    assertThat(Files.exists(Path.of(other))).isFalse();
    assertThat(run("inspect", "--model", edited)).isZero();
  }

  @Test
  void modelsAreWrittenAsOnnx() throws IOException {
    Path file = directory.resolve("model.onnx");
    String[] call = {
      "export", "--model", model("model"), "--format", "onnx", "--out", file.toString()
    };
    assertThat(run(call)).as(err.toString()).isZero();
    assertThat(err.toString())
        .contains("16 golden rows were replayed by Rappel; the graph itself was not run")
        .contains("The model is in " + file);

    ModelProto proto = ModelProto.parseFrom(Files.readAllBytes(file));
    assertThat(proto.getGraph().getInputList())
        .extracting(ValueInfoProto::getName)
        .containsExactly("size", "colour", "new", "day");
    assertThat(types(proto.getGraph().getInputList()))
        .containsExactly(DataType.FLOAT, DataType.STRING, DataType.FLOAT, DataType.DOUBLE);
    assertThat(proto.getGraph().getOutputList())
        .extracting(ValueInfoProto::getName)
        .containsExactly("label", "probabilities");
    Map<String, String> metadata =
        proto.getMetadataPropsList().stream()
            .collect(
                Collectors.toMap(StringStringEntryProto::getKey, StringStringEntryProto::getValue));
    assertThat(metadata)
        .containsEntry(
            "weights_sha256", description("model").get("weights").get("sha256").asText());
    assertThat(JSON.readTree(metadata.get("provenance")))
        .isEqualTo(description("model").get("provenance"));

    assertThat(run(call)).isEqualTo(2);
    assertThat(err.toString()).contains("exists already: give --overwrite to replace it");
    List<String> wide = new ArrayList<>(List.of(call));
    wide.addAll(List.of("--overwrite", "--inputs", "float64"));
    assertThat(run(wide.toArray(String[]::new))).isZero();
    assertThat(types(ModelProto.parseFrom(Files.readAllBytes(file)).getGraph().getInputList()))
        .containsExactly(DataType.DOUBLE, DataType.STRING, DataType.DOUBLE, DataType.DOUBLE);
  }

  private static List<DataType> types(List<ValueInfoProto> values) {
    return values.stream()
        .map(value -> DataType.forNumber(value.getType().getTensorType().getElemType()))
        .toList();
  }

  @Test
  void exportSaysWhatIsMissing() {
    assertThat(run("export", "--format", "onnx", "--out", "x")).isEqualTo(2);
    assertThat(err.toString()).contains("there is no model: give --model DIR");
    assertThat(run("export", "--model", model("model"), "--out", "x")).isEqualTo(2);
    assertThat(err.toString()).contains("there is no format: give --format onnx");
    assertThat(run("export", "--model", model("model"), "--format", "onnx")).isEqualTo(2);
    assertThat(err.toString()).contains("there is no place for the model: give --out FILE");
    assertThat(run("export", "--model", "m", "--format", "pmml", "--out", "x")).isEqualTo(2);
    assertThat(err.toString()).contains("--format has no choice 'pmml'");
  }

  @Test
  void exportNamesColumnsThatFloat32CannotHold() {
    List<String> rows = new ArrayList<>(List.of("code,size,income"));
    for (int i = 0; i < 120; i++) {
      rows.add("%d,%d,%s".formatted(1_000_000_000 + i % 12, i, i % 12 < 5 ? "low" : "high"));
    }
    train("codes", LocalSpark.write(directory.resolve("codes.csv"), rows));
    String[] command = {
      "export", "--model", model("codes"), "--format", "onnx", "--overwrite", "--out", model("c")
    };

    assertThat(run(command)).isZero();
    assertThat(err.toString())
        .contains("note  float32 is too coarse for numbers such as those of code, and");
    List<String> wide = new ArrayList<>(List.of(command));
    wide.addAll(List.of("--inputs", "float64"));
    assertThat(run(wide.toArray(String[]::new))).isZero();
    assertThat(err.toString()).doesNotContain("coarse");
  }
}
