package io.rappel.trainer.model;

import io.rappel.trainer.data.CellRules;
import io.rappel.trainer.data.Scaling;
import io.rappel.trainer.data.Task;
import io.rappel.trainer.features.Feature;
import io.rappel.trainer.features.FeatureEncoder;
import io.rappel.trainer.loss.Loss;
import io.rappel.trainer.math.Precision;
import io.rappel.trainer.network.Activation;
import io.rappel.trainer.network.Layer;
import io.rappel.trainer.network.Network;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** Reads one {@code model.json}; every key is expected once, none is passed over. */
final class DescriptionReader {

  private static final Set<String> KEYS =
      Set.of(
          "format_version",
          "task",
          "network",
          "loss",
          "precision",
          "features",
          "target_scaling",
          "labels",
          "classes",
          "numeric_classes",
          "weight_column",
          "weights",
          "provenance");

  private final JsonInput json;
  private final TreeSet<String> missing = new TreeSet<>(KEYS);
  private String checksum;
  private Task task;
  private Network network;
  private Loss loss;
  private Precision precision;
  private long version;
  private final List<String> names = new ArrayList<>();
  private final List<Feature> features = new ArrayList<>();
  private Scaling featureScaling;
  private Scaling targetScaling;
  private List<String> labels;
  private List<String> classes;
  private boolean numericClasses;
  private String weightColumn;
  private CellRules cells = CellRules.DEFAULT;
  private long weightsBytes;
  private String weightsSha256;
  private Map<String, Object> provenance;
  private final List<GoldenRows.Row> golden = new ArrayList<>();

  private DescriptionReader(JsonInput json) {
    this.json = json;
  }

  /**
   * Reads and checks all of the file.
   *
   * @param file path for messages
   */
  static ModelDescription read(String file, byte[] bytes) throws IOException {
    try (JsonInput json = new JsonInput(file, new ByteArrayInputStream(bytes))) {
      DescriptionReader reader = new DescriptionReader(json);
      json.object("the file's content", reader::member);
      json.end();
      reader.checkChecksum(bytes);
      return reader.description();
    }
  }

  private void member(String key) throws IOException {
    missing.remove(key);
    switch (key) {
      case "format_version" -> readVersion();
      case "checksum" -> checksum = json.text(key);
      case "task" -> task = json.constant(Task.class, key);
      case "network" -> network = network(key);
      case "loss" -> loss = json.constant(Loss.class, key);
      case "precision" -> precision = json.constant(Precision.class, key);
      case "cells" -> cells = cells(key);
      case "features" -> json.array(key, this::feature);
      case "feature_scaling" -> featureScaling = scaling(key);
      case "target_scaling" -> targetScaling = scaling(key);
      case "labels" -> labels = json.texts(key);
      case "classes" -> classes = json.texts(key);
      case "numeric_classes" -> numericClasses = json.truth(key);
      case "weight_column" -> weightColumn = json.textOrNull(key);
      case "weights" -> readWeights();
      case "provenance" -> provenance = json.free(key);
      case "golden_rows" ->
          json.array(
              key, () -> golden.add(GoldenRowJson.read(json, "golden row " + golden.size())));
      default -> throw unknownKey("the file", key);
    }
  }

  private void readVersion() throws IOException {
    version = json.count("format_version");
    if (version < ModelFormat.OLDEST_VERSION || version > ModelFormat.VERSION) {
      throw json.error(
          "format version %d is not supported; this program reads versions %d to %d"
              .formatted(version, ModelFormat.OLDEST_VERSION, ModelFormat.VERSION));
    }
  }

  /** In version 1 a feature is a name. */
  private void feature() throws IOException {
    if (json.isText()) {
      names.add(json.text("features"));
    } else {
      features.add(FeatureJson.read(json, "feature " + features.size()));
    }
  }

  private FeatureEncoder encoder() {
    if (version == ModelFormat.VERSION) {
      if (!names.isEmpty() || featureScaling != null) {
        throw json.error("features are names, as in version 1");
      }
      return new FeatureEncoder(features);
    }
    if (!features.isEmpty()) {
      throw json.error("features are no names, as version 1 has them");
    }
    if (featureScaling == null) {
      throw json.error("the key 'feature_scaling' is missing");
    }
    if (names.size() != network.inputs() || featureScaling.columns() != network.inputs()) {
      throw json.error(
          "the network takes %d features, but %d are named and %d are scaled"
              .formatted(network.inputs(), names.size(), featureScaling.columns()));
    }
    return FeatureEncoder.of(names, featureScaling);
  }

  private CellRules cells(String what) throws IOException {
    List<String> missing = new ArrayList<>();
    String[] dateFormat = {null};
    json.object(
        what,
        key -> {
          switch (key) {
            case "missing" -> missing.addAll(json.texts(key + " of " + what));
            case "date_format" -> dateFormat[0] = json.textOrNull(key + " of " + what);
            default -> throw unknownKey(what, key);
          }
        });
    return new CellRules(missing, dateFormat[0]);
  }

  private Network network(String what) throws IOException {
    List<Layer> layers = new ArrayList<>();
    json.object(
        what,
        key -> {
          if (!key.equals("layers")) {
            throw unknownKey(what, key);
          }
          json.array(key, () -> layers.add(layer("layer " + layers.size())));
        });
    return valid(() -> new Network(layers));
  }

  private Layer layer(String what) throws IOException {
    long[] widths = {0, 0};
    Boolean[] bias = {null};
    Activation[] activation = {null};
    json.object(
        what,
        key -> {
          String value = key + " of " + what;
          switch (key) {
            case "inputs" -> widths[0] = width(value);
            case "outputs" -> widths[1] = width(value);
            case "bias" -> bias[0] = json.truth(value);
            case "activation" -> activation[0] = json.constant(Activation.class, value);
            default -> throw unknownKey(what, key);
          }
        });
    if (widths[0] == 0 || widths[1] == 0 || bias[0] == null || activation[0] == null) {
      throw json.error(what + " lacks one of inputs, outputs, bias and activation");
    }
    return new Layer((int) widths[0], (int) widths[1], bias[0], activation[0]);
  }

  private long width(String what) throws IOException {
    long width = json.count(what);
    if (width < 1 || width > Integer.MAX_VALUE) {
      throw json.error("%s is %d, not a width from 1 to 2^31 - 1".formatted(what, width));
    }
    return width;
  }

  private Scaling scaling(String what) throws IOException {
    double[][] arrays = {null, null};
    json.object(
        what,
        key -> {
          switch (key) {
            case "offset" -> arrays[0] = json.numbers(key + " of " + what);
            case "factor" -> arrays[1] = json.numbers(key + " of " + what);
            default -> throw unknownKey(what, key);
          }
        });
    if (arrays[0] == null || arrays[1] == null) {
      throw json.error(what + " lacks offset or factor");
    }
    return valid(() -> new Scaling(arrays[0], arrays[1]));
  }

  private void readWeights() throws IOException {
    String[] file = {null};
    json.object(
        "weights",
        key -> {
          switch (key) {
            case "file" -> file[0] = json.text("file of weights");
            case "bytes" -> weightsBytes = json.count("bytes of weights");
            case "sha256" -> weightsSha256 = json.text("sha256 of weights");
            default -> throw unknownKey("weights", key);
          }
        });
    if (!ModelFormat.WEIGHTS_FILE.equals(file[0])) {
      throw json.error("the file of weights is not named '%s'".formatted(ModelFormat.WEIGHTS_FILE));
    }
    if (weightsSha256 == null || !Checksum.isOne(weightsSha256)) {
      throw json.error("sha256 of weights is not 64 hexadecimal digits");
    }
  }

  private void checkChecksum(byte[] bytes) {
    if (checksum != null && !checksum.equals(Checksum.without(checksum, bytes))) {
      throw json.error(
          "the content does not match its checksum: the file is damaged, or was edited without"
              + " removing its key 'checksum'");
    }
  }

  private ModelDescription description() {
    if (!missing.isEmpty()) {
      throw json.error("the key '%s' is missing".formatted(missing.first()));
    }
    FeatureEncoder encoder = encoder();
    if (encoder.inputs() != network.inputs()) {
      throw json.error(
          "the network takes %d inputs, but the features become %d"
              .formatted(network.inputs(), encoder.inputs()));
    }
    DataSchema schema =
        valid(
            () ->
                new DataSchema(
                    task, encoder.names(), labels, classes, numericClasses, weightColumn, cells));
    GoldenRows rows =
        valid(
            () -> {
              GoldenRows read = new GoldenRows(golden);
              read.requireFit(encoder, schema);
              return read;
            });
    return checkShapes(
        new ModelDescription(
            schema,
            network,
            precision,
            loss,
            encoder,
            targetScaling,
            provenance,
            rows,
            weightsBytes,
            weightsSha256));
  }

  private ModelDescription checkShapes(ModelDescription description) {
    int targets = task == Task.CLASSIFICATION ? classes.size() : labels.size();
    boolean shared = task == Task.CLASSIFICATION && targets == 2 && network.outputs() == 1;
    if (network.outputs() != targets && !shared) {
      throw json.error(
          "the network has %d outputs for %d %s"
              .formatted(
                  network.outputs(), targets, task == Task.CLASSIFICATION ? "classes" : "labels"));
    }
    if (!loss.outputActivations().contains(network.outputActivation())) {
      throw json.error(
          "the loss %s does not go with the output activation %s"
              .formatted(loss, network.outputActivation()));
    }
    if (task == Task.CLASSIFICATION ? !loss.forClasses() : !loss.forNumbers()) {
      throw json.error("the loss %s does not go with the task %s".formatted(loss, task));
    }
    if (task == Task.REGRESSION && !invertible(targetScaling, targets)) {
      throw json.error("target_scaling does not have a factor above 0 for each label");
    }
    return description;
  }

  private static boolean invertible(Scaling scaling, int columns) {
    boolean invertible = scaling.columns() == columns;
    for (int j = 0; j < scaling.columns(); j++) {
      invertible &= scaling.factor(j) > 0;
    }
    return invertible;
  }

  private ModelFormatException unknownKey(String what, String key) {
    return json.error("%s has the unknown key %s".formatted(what, Quoted.of(key)));
  }

  /** Makes a value object, whose own objections become errors of the file. */
  private <T> T valid(Supplier<T> maker) {
    try {
      return maker.get();
    } catch (IllegalArgumentException e) {
      ModelFormatException error = json.error(e.getMessage());
      error.initCause(e);
      throw error;
    }
  }
}
