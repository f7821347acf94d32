package io.rappel.trainer.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rappel.trainer.data.RowBatch;
import io.rappel.trainer.features.RawCells;
import io.rappel.trainer.math.blas.BlasKind;
import io.rappel.trainer.model.GoldenRows;
import io.rappel.trainer.model.Model;
import io.rappel.trainer.model.ModelFormat;
import io.rappel.trainer.model.Predictor;
import io.rappel.trainer.model.file.LocalModelDirectory;
import io.rappel.trainer.model.file.ModelFormatException;
import io.rappel.trainer.onnx.MixedModels;
import io.rappel.trainer.python.PythonProcess.Result;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What numpy makes of a model's files is what Rappel makes of the model. */
class PythonReaderTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, String> SOURCES =
      Map.of("PYTHONPATH", Path.of("src/main/python").toAbsolutePath().toString());
  private static final String SCRIPT = "src/test/python/compare_predictions.py";
  private static final int GOLDEN = 8;

  private static PythonProcess python;

  @TempDir private Path folder;

  @BeforeAll
  static void findPython() throws IOException, InterruptedException {
    python = PythonProcess.with(Path.of("target/python"), "numpy");
  }

  @Test
  void givesWhatRappelGivesForEveryModelAndEncoding() throws Exception {
    List<Model> models = MixedModels.all().toList();
    List<List<Object>> rows = MixedModels.rows(150);
    for (int m = 0; m < models.size(); m++) {
      write(models.get(m), rows, folder.resolve("model-%03d".formatted(m)));
    }

    Result result = python.run(SOURCES, SCRIPT, folder.toString());

    assertThat(result.output()).contains("%d models agree".formatted(models.size()));
    assertThat(result.exitCode()).isZero();
  }

  private static void write(Model model, List<List<Object>> rows, Path place) throws IOException {
    GoldenRows golden = GoldenRows.of(model, rows.subList(0, GOLDEN), BlasKind.EJML);
    LocalModelDirectory directory = new LocalModelDirectory(place);
    ModelFormat.write(model.with(golden), directory);
    Files.writeString(place.resolve("status.json"), "{\"outcome\": \"done\"}");
    RowBatch batch = RawCells.batch(model.encoder().features(), rows, false);
    Predictor predictor =
        new Predictor(
            model, BlasKind.EJML, model.encoder().typing(model.encoder().names(), 0, null));
    double[][] outputs = predictor.predict(batch);
    List<String> classes = model.schema().classes();
    Map<String, Object> expected =
        Map.of(
            "kinds",
            model.encoder().features().stream().map(f -> f.kind().toString()).toList(),
            "rows",
            rows,
            "outputs",
            outputs,
            "classes",
            IntStream.of(predictor.classes()).mapToObj(classes::get).toList());
    JSON.writeValue(place.resolve("expected.json").toFile(), expected);
  }

  @Test
  void readsCellsAsRappelDoes() throws Exception {
    assertThat(python.run(SOURCES, "src/test/python/check_cells.py").output())
        .isEqualTo("cells are read\n");
  }

  @Test
  void namesTheRowOfACellThatDoesNotFit() throws Exception {
    write(MixedModels.all().findFirst().orElseThrow(), MixedModels.rows(20), folder);

    assertThat(python.run(SOURCES, "src/test/python/check_rows.py", folder.toString()).output())
        .isEqualTo("rows are told\n");
  }

  @Test
  void readsModelsOfVersionOne() throws Exception {
    Result result =
        python.run(
            SOURCES,
            "-c",
            "import rappel, sys; print(rappel.load(sys.argv[1]))",
            "src/test/resources/model-version-1");

    assertThat(result.output()).startsWith("<rappel.Model: ");
  }

  @Test
  void refusesWhatIsDamaged() throws Exception {
    Model model = MixedModels.all().findFirst().orElseThrow();
    write(model, MixedModels.rows(20), folder);
    assertThat(loaded()).isEqualTo("read\n");
    String description = Files.readString(folder.resolve("model.json"));

    Files.writeString(
        folder.resolve("model.json"), description.replace("\"fill\" : -3.0", "\"fill\" : -2.0"));
    assertThat(loaded()).contains("model.json: the content does not match its checksum");

    String bare = description.replaceFirst("\"checksum\"[^,]*,", "");
    String changed = bare.replace("\"red\", \"green\"", "\"green\", \"red\"");
    assertThat(changed).isNotEqualTo(bare);
    Files.writeString(folder.resolve("model.json"), changed);
    assertThat(loaded()).contains("golden row").contains("not what they were");

    Files.writeString(folder.resolve("model.json"), description);
    byte[] weights = Files.readAllBytes(folder.resolve("weights.safetensors"));
    weights[weights.length - 1] ^= 1;
    Files.write(folder.resolve("weights.safetensors"), weights);
    assertThat(loaded()).contains("weights.safetensors: the SHA-256 differs");

    Files.writeString(folder.resolve("status.json"), "{\"outcome\": \"failed\"}");
    assertThat(loaded()).contains("no finished model here (status.json says 'failed')");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "classes | ['a', 'b', 'a'] | two classes named 'a'",
        "classes | ['a', 'b'] | the network has 3 outputs, where the model has 2 classes",
        "classes | ['a'] | at least two classes, not 1 and 1",
        "classes | ['a', 'b', 3] | the names of classes have 3, which is no text",
        "classes | {'a': 3} | classes is no array",
        "labels | ['code'] | two columns named 'code'",
        "weight_column | 'y' | two columns named 'y'",
        "task | 'guessing' | the task 'guessing' is neither classification nor regression",
        "task | 'regression' | a regression has no classes",
      })
  void refusesAnEditedModelThatRappelRefuses(String key, String value, String sentence)
      throws Exception {
    write(MixedModels.all().findFirst().orElseThrow(), MixedModels.rows(20), folder);
    File file = folder.resolve("model.json").toFile();
    ObjectNode description = (ObjectNode) JSON.readTree(file);
    description.remove("checksum");
    JSON.writeValue(file, description);
    assertThat(loaded()).isEqualTo("read\n");

    JSON.writeValue(file, description.set(key, JSON.readTree(value.replace('\'', '"'))));

    assertThat(loaded()).contains("model.json: ").contains(sentence);
    assertThatThrownBy(() -> ModelFormat.load(new LocalModelDirectory(folder)))
        .isInstanceOf(ModelFormatException.class);
  }

  private String loaded() throws IOException, InterruptedException {
    String script =
        """
        import rappel, sys
        try:
            rappel.load(sys.argv[1])
            print("read")
        except rappel.ModelError as error:
            print(error)
        """;
    return python.run(SOURCES, "-c", script, folder.toString()).output();
  }
}
