package io.rappel.trainer.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rappel.trainer.data.Task;
import io.rappel.trainer.data.shard.Scaling;
import io.rappel.trainer.features.FeatureEncoder;
import io.rappel.trainer.loss.Loss;
import io.rappel.trainer.math.Precision;
import io.rappel.trainer.model.file.LocalModelDirectory;
import io.rappel.trainer.model.file.ModelFormatException;
import io.rappel.trainer.network.Activation;
import io.rappel.trainer.network.Network;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ModelFormatTest {

  @TempDir Path folder;

  static List<Model> models() {
    return ExampleModels.all();
  }

  @ParameterizedTest
  @MethodSource("models")
  void whatIsWrittenIsReadToTheLastBit(Model model) throws Exception {
    Path path = folder.resolve("new/m");
    String sha256 = ModelFormat.write(model, new LocalModelDirectory(path));
    Files.writeString(path.resolve("status.json"), "{\"outcome\": \"done\"}");

    ModelAssertions.assertSame(ModelFormat.load(new LocalModelDirectory(path)), model);
    byte[] weights = Files.readAllBytes(path.resolve("weights.safetensors"));
    assertThat(sha256).isEqualTo(sha256(weights)).isEqualTo(ModelFormat.weightsSha256(model));
  }

  @ParameterizedTest
  @EnumSource
  void everyHiddenActivationIsWrittenAndRead(Activation activation) {
    if (activation.forHiddenLayers()) {
      assertReadBack(withFunctions(activation, Loss.SQUARED, Activation.IDENTITY));
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyLossIsWrittenAndReadWithEachOfItsOutputs(Loss loss) {
    for (Activation output : loss.outputActivations()) {
      assertReadBack(withFunctions(Activation.RELU, loss, output));
    }
  }

  private static void assertReadBack(Model model) {
    ModelAssertions.assertSame(ModelFormat.load(MemoryDirectory.with(model)), model);
  }

  private static Model withFunctions(Activation activation, Loss loss, Activation output) {
    Network network = Network.of(2, new int[] {3}, 3, true, activation, output);
    boolean numbers = loss.forNumbers() && output != Activation.SOFTMAX;
    List<String> names = List.of("a", "b", "c");
    return new Model(
        new DataSchema(
            numbers ? Task.REGRESSION : Task.CLASSIFICATION,
            List.of("x1", "x2"),
            numbers ? names : List.of("class"),
            numbers ? List.of() : names,
            false,
            null),
        network,
        new Random(9).doubles(network.layout().size()).toArray(),
        Precision.FLOAT64,
        loss,
        FeatureEncoder.of(List.of("x1", "x2"), Scaling.identity(2)),
        Scaling.identity(3),
        Map.of());
  }

  @ParameterizedTest
  @MethodSource("models")
  void equalModelsGiveEqualBytes(Model model) {
    MemoryDirectory first = MemoryDirectory.with(model);
    MemoryDirectory second = MemoryDirectory.with(ModelFormat.load(first));

    assertThat(second.text("model.json")).isEqualTo(first.text("model.json"));
    assertThat(second.files.get("weights.safetensors"))
        .isEqualTo(first.files.get("weights.safetensors"));
  }

  @Test
  void theOrderOfTheProvenanceDoesNotMatter() {
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("a", 1);
    one.put("b", 2);
    Map<String, Object> other = new LinkedHashMap<>();
    other.put("b", 2);
    other.put("a", 1);

    assertThat(MemoryDirectory.with(withProvenance(one)).text("model.json"))
        .isEqualTo(MemoryDirectory.with(withProvenance(other)).text("model.json"));
  }

  @Test
  void modelsOfVersion1AreStillRead() {
    Path path = Path.of("src", "test", "resources", "model-version-1");

    ModelAssertions.assertSame(ModelFormat.load(new LocalModelDirectory(path)), models().get(0));
  }

  @Test
  void weightsAreTransposedAndLittleEndian() {
    Model model = linear(3, 2, new double[] {1, 2, 3, 4, 5, 6, 7, 8}, Precision.FLOAT32);
    byte[] bytes = MemoryDirectory.with(model).files.get("weights.safetensors");

    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int headerLength = (int) buffer.getLong();
    assertThat(headerLength % 8).isZero();
    assertThat(new String(bytes, 8, headerLength, StandardCharsets.US_ASCII).stripTrailing())
        .isEqualTo(
            "{\"layers.0.weight\":{\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[0,24]},"
                + "\"layers.0.bias\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[24,32]}}");
    float[] numbers = new float[8];
    buffer
        .position(8 + headerLength)
        .slice()
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer()
        .get(numbers);
    assertThat(numbers).containsExactly(1, 3, 5, 2, 4, 6, 7, 8);
  }

  @Test
  void tensorsLargerThanTheBufferKeepTheirOrder() {
    double[] parameters = new Random(3).doubles(300 * 211 + 211).toArray();
    Model model = linear(300, 211, parameters, Precision.FLOAT64);

    ModelAssertions.assertSame(ModelFormat.load(MemoryDirectory.with(model)), model);
  }

  @Test
  void aMillionFeaturesAreRead() {
    double[] parameters = new Random(3).doubles(1_000_001).toArray();
    Model model = linear(1_000_000, 1, parameters, Precision.FLOAT64);

    ModelAssertions.assertSame(ModelFormat.load(MemoryDirectory.with(model)), model);
  }

  @Test
  void theChecksumIsThatOfTheFileWithZerosInItsPlace() throws Exception {
    MemoryDirectory directory = MemoryDirectory.with(models().get(0));
    String json = directory.text("model.json");
    String checksum = json.replaceAll("(?s).*\"checksum\" : \"([0-9a-f]{64})\".*", "$1");

    String blank = json.replace(checksum, "0".repeat(64));
    assertThat(checksum).isEqualTo(sha256(blank.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void aDescriptionEditedByHandIsReadWithoutItsChecksum() {
    MemoryDirectory directory = MemoryDirectory.with(models().get(0));
    String edited = directory.text("model.json").replace("\"age\"", "\"years\"");
    directory.put("model.json", edited.replaceAll("\"checksum\" : \"[0-9a-f]{64}\",", ""));

    assertThat(ModelFormat.load(directory).schema().features()).startsWith("years");
  }

  @Test
  void theSixtyFourZerosOfANameAreNotTakenForTheChecksum() {
    DataSchema schema = models().get(0).schema();
    DataSchema zeros =
        new DataSchema(
            schema.task(),
            List.of("0".repeat(64), "b", "c", "d", "0".repeat(65)),
            schema.labels(),
            schema.classes(),
            schema.numericClasses(),
            "0".repeat(63));
    Model named = with(zeros, Map.of());

    ModelAssertions.assertSame(ModelFormat.load(MemoryDirectory.with(named)), named);
  }

  @Test
  void aModelThatCouldNotBeReadBackIsNotWritten() {
    double[] weights = {1, 0.1, 3};
    assertNotWritten(
        linear(2, 1, weights, Precision.FLOAT32),
        "m/weights.safetensors: the weight 0.1 is no number of float32, so that the model is not"
            + " written");
    weights[1] = Double.NaN;
    assertNotWritten(
        linear(2, 1, weights, Precision.FLOAT64),
        "m/weights.safetensors: the weight NaN is no number of float64, so that the model is not"
            + " written");
  }

  @Test
  void fileSystemErrorsNameTheFile() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThatThrownBy(() -> ModelFormat.write(models().get(0), new LocalModelDirectory(file)))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageStartingWith(file + "/weights.safetensors: cannot be written: ");
    Files.createDirectories(folder.resolve("m/status.json"));
    assertThatThrownBy(() -> ModelFormat.load(new LocalModelDirectory(folder.resolve("m"))))
        .isInstanceOf(ModelFormatException.class)
        .hasMessage(folder + "/m/status.json: cannot be read: Is a directory");
  }

  private static Model withProvenance(Map<String, Object> provenance) {
    return with(models().get(0).schema(), provenance);
  }

  private static Model with(DataSchema schema, Map<String, Object> provenance) {
    Model model = models().get(0);
    return new Model(
        schema,
        model.network(),
        model.parameters(),
        model.precision(),
        model.loss(),
        FeatureEncoder.of(schema.features(), model.encoder().scaling()),
        model.targetScaling(),
        provenance);
  }

  private static void assertNotWritten(Model model, String message) {
    MemoryDirectory directory = new MemoryDirectory();
    assertThatThrownBy(() -> ModelFormat.write(model, directory))
        .isInstanceOf(ModelFormatException.class)
        .hasMessage(message);
    assertThat(directory.files).isEmpty();
  }

  private static Model linear(int inputs, int outputs, double[] parameters, Precision precision) {
    List<String> features = IntStream.range(0, inputs).mapToObj(j -> "feature " + j).toList();
    List<String> labels = IntStream.range(0, outputs).mapToObj(j -> "label " + j).toList();
    double[] scale = new Random(1).doubles(inputs).toArray();
    return new Model(
        new DataSchema(Task.REGRESSION, features, labels, List.of(), false, null),
        Network.of(inputs, new int[0], outputs, true, Activation.RELU, Activation.IDENTITY),
        Arrays.copyOf(parameters, parameters.length),
        precision,
        Loss.SQUARED,
        FeatureEncoder.of(features, new Scaling(scale, scale)),
        Scaling.identity(outputs),
        Map.of());
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
