package io.rappel.trainer.model;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.rappel.trainer.data.Task;
import io.rappel.trainer.data.TestRows;
import io.rappel.trainer.data.shard.Scaling;
import io.rappel.trainer.features.FeatureEncoder;
import io.rappel.trainer.loss.Loss;
import io.rappel.trainer.math.Precision;
import io.rappel.trainer.model.file.LocalModelDirectory;
import io.rappel.trainer.network.Activation;
import io.rappel.trainer.network.Layer;
import io.rappel.trainer.network.Network;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;

/** Models for tests, one for each kind of network and schema. */
final class ExampleModels {

  private static final Map<String, Object> PROVENANCE =
      Map.of(
          "seed",
          7,
          "rows",
          5_000_000_000L,
          "rate",
          0.1,
          "data",
          Map.of("path", "s3://b/ä \"quoted\"\n", "empty", List.of()),
          "list",
          List.of(1, true, "x", List.of(-0.5)));

  private ExampleModels() {}

  static List<Model> all() {
    return Stream.of(Precision.values())
        .flatMap(
            p ->
                Stream.of(
                    classes(p, 3, Loss.CROSS_ENTROPY, true),
                    classes(p, 1, Loss.LOGISTIC, false),
                    classes(p, 2, Loss.CROSS_ENTROPY, true),
                    regression(p, 1),
                    regression(p, 4),
                    mixedBiases(p)))
        .toList();
  }

  static Model classes(Precision precision, int outputs, Loss loss, boolean bias) {
    List<String> classes = outputs == 3 ? List.of("a", "b c", "ç\u2028😀") : List.of("-1", "1");
    DataSchema schema =
        new DataSchema(
            Task.CLASSIFICATION, names(5), List.of("class"), classes, outputs != 3, "importance");
    Network network =
        Network.of(
            5, new int[] {4, 3}, outputs, bias, Activation.TANH, loss.defaultOutputActivation());
    return model(schema, network, precision, loss, Scaling.identity(classes.size()));
  }

  static Model regression(Precision precision, int labels) {
    List<String> names = IntStream.range(0, labels).mapToObj(j -> "y" + j).toList();
    DataSchema schema = new DataSchema(Task.REGRESSION, names(3), names, List.of(), false, null);
    Network network =
        Network.of(3, new int[] {7}, labels, true, Activation.RELU, Activation.IDENTITY);
    double[] offset = new Random(5).doubles(labels, -1e6, 1e6).toArray();
    double[] factor = new Random(6).doubles(labels, 1e-9, 1).toArray();
    return model(schema, network, precision, Loss.HALF_SQUARED, new Scaling(offset, factor));
  }

  private static Model mixedBiases(Precision precision) {
    DataSchema schema =
        new DataSchema(Task.REGRESSION, names(2), List.of("y"), List.of(), false, null);
    Network network =
        new Network(
            List.of(
                new Layer(2, 3, false, Activation.SIGMOID),
                new Layer(3, 2, true, Activation.TANH),
                new Layer(2, 1, false, Activation.IDENTITY)));
    return model(schema, network, precision, Loss.SQUARED, Scaling.identity(1));
  }

  private static Model model(
      DataSchema schema, Network network, Precision precision, Loss loss, Scaling targets) {
    Random random = new Random(network.layout().size());
    double[] parameters = random.doubles(network.layout().size(), -1, 1).toArray();
    parameters[0] = -0.0;
    parameters[1] = Float.MIN_VALUE;
    double[] offset = random.doubles(network.inputs(), -1e3, 1e3).toArray();
    double[] factor = random.doubles(network.inputs(), 0, 2).toArray();
    factor[0] = 0;
    return new Model(
        schema,
        network,
        precision.round(parameters),
        precision,
        loss,
        FeatureEncoder.of(schema.features(), new Scaling(offset, factor)),
        targets,
        PROVENANCE);
  }

  private static List<String> names(int count) {
    List<String> odd =
        List.of("age", "größe [m]", "\"quoted\" \\ back", "tab\tnewline\n\u0001", "😀,'; --");
    return odd.subList(0, count);
  }

  /**
   * Writes all the models into numbered directories, each with rows and what the network makes of
   * them, for {@code src/test/python/read_model.py}.
   */
  public static void main(String[] arguments) throws IOException {
    List<Model> models = all();
    for (int i = 0; i < models.size(); i++) {
      Path path = Path.of(arguments[0], "model-" + i);
      ModelFormat.write(models.get(i), new LocalModelDirectory(path));
      Files.writeString(path.resolve("status.json"), "{\"outcome\": \"done\"}");
      Files.writeString(
          path.resolve("predictions.json"), predictions(models.get(i)), StandardCharsets.UTF_8);
    }
  }

  private static String predictions(Model model) throws IOException {
    Random random = new Random(1);
    List<Vector> rows =
        Stream.generate(
                () -> Vectors.dense(random.doubles(model.network().inputs(), -500, 500).toArray()))
            .limit(20)
            .toList();
    return new ObjectMapper()
        .writeValueAsString(
            Map.of(
                "rows", rows.stream().map(Vector::toArray).toList(),
                "predictions", TestRows.predict(model, rows)));
  }
}
