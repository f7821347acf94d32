package io.rappel.trainer.onnx;

import io.rappel.trainer.data.Task;
import io.rappel.trainer.data.shard.Scaling;
import io.rappel.trainer.features.DatePart;
import io.rappel.trainer.features.Encoding.Affine;
import io.rappel.trainer.features.Encoding.Hat;
import io.rappel.trainer.features.Encoding.Missing;
import io.rappel.trainer.features.Encoding.OneHot;
import io.rappel.trainer.features.Encoding.Part;
import io.rappel.trainer.features.Encoding.Thermometer;
import io.rappel.trainer.features.Feature;
import io.rappel.trainer.features.FeatureEncoder;
import io.rappel.trainer.features.FeatureKind;
import io.rappel.trainer.loss.Loss;
import io.rappel.trainer.math.Precision;
import io.rappel.trainer.model.DataSchema;
import io.rappel.trainer.model.Model;
import io.rappel.trainer.network.Activation;
import io.rappel.trainer.network.Network;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Models over columns of every kind and encoding, with random weights, and rows for them. */
public final class MixedModels {

  static final double DAY = 86_400;

  private static final List<String> THREE = List.of("a", "b c", "ç");
  private static final List<String> TWO = List.of("no", "yes");

  /** Every encoding, in an order that no group of a graph has. */
  static final FeatureEncoder FEATURES =
      new FeatureEncoder(
          List.of(
              category("colour", List.of("red", "green", "blue"), true, true),
              new Feature(
                  "plain", FeatureKind.NUMBER, 1.5, List.of(new Missing(), new Affine(1.5, 0.25))),
              new Feature(
                  "bent",
                  FeatureKind.NUMBER,
                  -3,
                  List.of(new Affine(-3, 2, 3), new Hat(List.of(-7.0, -3.5, -3.0, 0.0, 4.25)))),
              category("code", List.of("3", "true", "NA-like"), false, false),
              new Feature(
                  "when",
                  FeatureKind.DATE,
                  1.6e9,
                  List.of(
                      new Affine(1.6e9, 1e-8, 2),
                      new Hat(List.of(1.4e9, 1.6e9, 1.7e9)),
                      new Part(DatePart.MONTH),
                      new Part(DatePart.DAY_OF_WEEK),
                      new Part(DatePart.HOUR),
                      new Missing())),
              new Feature(
                  "ignored", FeatureKind.NUMBER, 0, List.of(new Affine(5e300, 0), new Missing())),
              new Feature(
                  "binned",
                  FeatureKind.NUMBER,
                  0.25,
                  List.of(
                      new Affine(0.25, 1, 1.5),
                      new Thermometer(List.of(-1.0, 0.0, 0.25, 8.0)),
                      new Missing())),
              new Feature(
                  "wide",
                  FeatureKind.NUMBER,
                  0,
                  List.of(new Affine(0, 0.5, 3), new Thermometer(List.of(-1.5e308, 1.5e308)))),
              new Feature(
                  "narrow",
                  FeatureKind.NUMBER,
                  0,
                  List.of(new Affine(0, 1), new Hat(List.of(-1.0, 1.0)))),
              new Feature(
                  "truth", FeatureKind.BOOLEAN, 0.5, List.of(new Affine(0.5, 2, 3), new Missing())),
              new Feature("empty", FeatureKind.CATEGORY, 0, List.of()),
              category("rest only", List.of(), true, false)));

  private MixedModels() {}

  /** Of every activation, loss, task and precision. */
  public static Stream<Model> all() {
    List<Model> models = new ArrayList<>();
    for (Precision precision : Precision.values()) {
      for (Activation hidden : Activation.values()) {
        if (hidden.forHiddenLayers()) {
          models.add(
              classes(precision, THREE, false, 3, Loss.CROSS_ENTROPY, hidden, Activation.SOFTMAX));
        }
      }
      for (Loss loss : Loss.values()) {
        for (Activation output : loss.outputActivations()) {
          addAll(models, precision, loss, output);
        }
      }
    }
    return models.stream();
  }

  private static void addAll(
      List<Model> models, Precision precision, Loss loss, Activation output) {
    Activation hidden = Activation.TANH;
    if (loss.forNumbers() && output != Activation.SOFTMAX) {
      models.add(values(precision, 1, loss, hidden, output));
      models.add(values(precision, 3, loss, hidden, output));
    }
    if (loss.forClasses()) {
      if (output != Activation.SOFTMAX) {
        models.add(classes(precision, TWO, false, 1, loss, hidden, output));
      }
      if (loss != Loss.LOGISTIC) {
        models.add(classes(precision, TWO, false, 2, loss, hidden, output));
        models.add(classes(precision, THREE, false, 3, loss, hidden, output));
      }
    }
  }

  private static Feature category(String name, List<String> levels, boolean rest, boolean missing) {
    return new Feature(name, FeatureKind.CATEGORY, 0, List.of(new OneHot(levels, rest, missing)));
  }

  static Model classes(
      Precision precision,
      List<String> names,
      boolean numeric,
      int outputs,
      Loss loss,
      Activation hidden,
      Activation output) {
    DataSchema schema =
        new DataSchema(Task.CLASSIFICATION, FEATURES.names(), List.of("y"), names, numeric, null);
    Network network =
        Network.of(FEATURES.inputs(), new int[] {9, 7}, outputs, true, hidden, output);
    return model(schema, FEATURES, network, precision, loss, Scaling.identity(names.size()), 0.5);
  }

  static Model values(
      Precision precision, int labels, Loss loss, Activation hidden, Activation output) {
    List<String> names = IntStream.range(0, labels).mapToObj(j -> "y" + j).toList();
    DataSchema schema =
        new DataSchema(Task.REGRESSION, FEATURES.names(), names, List.of(), false, null);
    Network network = Network.of(FEATURES.inputs(), new int[] {9}, labels, true, hidden, output);
    double[] offset = new Random(5).doubles(labels, -3, 3).toArray();
    double[] factor = new Random(6).doubles(labels, 0.5, 2).toArray();
    Scaling targets = loss.scalesTargets() ? new Scaling(offset, factor) : Scaling.identity(labels);
    return model(schema, FEATURES, network, precision, loss, targets, 0.5);
  }

  static Model model(
      DataSchema schema,
      FeatureEncoder features,
      Network network,
      Precision precision,
      Loss loss,
      Scaling targets,
      double spread) {
    Random random = new Random(network.layout().size());
    double[] parameters = new double[network.layout().size()];
    Arrays.setAll(parameters, i -> spread * random.nextGaussian());
    return new Model(
        schema,
        network,
        precision.round(parameters),
        precision,
        loss,
        features,
        targets,
        Map.of("rappel", "0.1", "fingerprint", "none"));
  }

  /** Rows with missing cells, unseen levels, knots, numbers beyond them, and dates of all times. */
  public static List<List<Object>> rows(int count) {
    Random random = new Random(count);
    List<List<Object>> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rows.add(
          new ArrayList<>(
              Arrays.asList(
                  pick(random, "red", "green", "blue", "violet", "Red", null),
                  number(random, 4),
                  pick(random, number(random, 5), -3.0, 4.25, -7.0),
                  pick(random, "3", "true", "false", "x", null),
                  moment(random),
                  number(random, 1e30),
                  pick(random, number(random, 2), 0.25, 8.0, -1.0),
                  pick(
                      random,
                      number(random, 1),
                      number(random, 9),
                      number(random, 1e38),
                      0.0,
                      null),
                  number(random, 1),
                  pick(random, true, false, null),
                  pick(random, "anything", null),
                  pick(random, "anything", null))));
    }
    return rows;
  }

  private static Object pick(Random random, Object... choices) {
    return choices[random.nextInt(choices.length)];
  }

  /** One that float32 can hold. */
  private static Double number(Random random, double spread) {
    return random.nextInt(8) == 0 ? null : (double) (float) (spread * random.nextGaussian());
  }

  private static Double moment(Random random) {
    return switch (random.nextInt(8)) {
      case 0 -> null;
      case 1 -> 1e17;
      case 2 -> -1.0;
      case 3 -> 0.0;
      case 4 ->
          (double)
              LocalDateTime.of(random.nextInt(16000) - 6000, 2, 28, 23, 59, 59)
                  .plusSeconds(random.nextInt(3))
                  .toEpochSecond(ZoneOffset.UTC);
      default -> Math.floor((random.nextDouble() * 30_000 - 5_000) * DAY);
    };
  }
}
