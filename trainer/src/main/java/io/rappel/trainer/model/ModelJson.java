package io.rappel.trainer.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.rappel.trainer.data.CellRules;
import io.rappel.trainer.data.Task;
import io.rappel.trainer.data.shard.Scaling;
import io.rappel.trainer.features.Encoding;
import io.rappel.trainer.features.Feature;
import io.rappel.trainer.features.FeatureEncoder;
import io.rappel.trainer.features.FeatureKind;
import io.rappel.trainer.loss.Loss;
import io.rappel.trainer.math.Precision;
import io.rappel.trainer.model.file.Checksum;
import io.rappel.trainer.network.Activation;
import io.rappel.trainer.network.Layer;
import io.rappel.trainer.network.Network;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * {@code model.json} as it is in the file, key by key in the order in which keys are written. Where
 * keys may be left out, they are null or have what then holds.
 *
 * @param features names in version 1, otherwise {@link Column}s
 * @param featureScaling of version 1 alone
 */
record ModelJson(
    @JsonDeserialize(using = ModelMapper.Version.class) Long formatVersion,
    String checksum,
    Task task,
    Layers network,
    Loss loss,
    Precision precision,
    List<String> labels,
    List<String> classes,
    Boolean numericClasses,
    @JsonProperty(value = ModelJson.WEIGHT_COLUMN, required = true)
        @JsonDeserialize(using = ModelMapper.TextOrNull.class)
        String weightColumn,
    Cells cells,
    @JsonDeserialize(contentUsing = ModelMapper.NameOrColumn.class)
        @JsonSetter(contentNulls = Nulls.FAIL)
        List<Object> features,
    @JsonInclude(JsonInclude.Include.NON_NULL) Scales featureScaling,
    Scales targetScaling,
    Weights weights,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) @JsonSetter(contentNulls = Nulls.FAIL)
        List<Golden> goldenRows,
    @JsonDeserialize(using = ModelMapper.Free.class) Map<String, Object> provenance) {

  static final String WEIGHT_COLUMN = "weight_column";

  ModelJson {
    require(formatVersion, "format_version");
    require(task, "task");
    require(network, "network");
    require(loss, "loss");
    require(precision, "precision");
    require(labels, "labels");
    require(classes, "classes");
    require(numericClasses, "numeric_classes");
    require(features, "features");
    require(targetScaling, "target_scaling");
    require(weights, "weights");
    require(provenance, "provenance");
    cells = cells == null ? Cells.of(CellRules.DEFAULT) : cells;
    goldenRows = orEmpty(goldenRows);
  }

  private static void require(Object value, String key) {
    if (value == null) {
      throw new IllegalArgumentException("the key '%s' is missing".formatted(key));
    }
  }

  private static <T> List<T> orEmpty(List<T> list) {
    return list == null ? List.of() : list;
  }

  /** The layers of a network. */
  record Layers(@JsonSetter(contentNulls = Nulls.FAIL) List<Dense> layers) {
    Layers {
      layers = orEmpty(layers);
    }
  }

  /** A layer. */
  record Dense(Integer inputs, Integer outputs, Boolean bias, Activation activation) {
    Dense {
      if (inputs == null || outputs == null || bias == null || activation == null) {
        throw new ValueProblem("lacks one of inputs, outputs, bias and activation");
      }
    }
  }

  /** How text is read. */
  record Cells(
      List<String> missing,
      @JsonDeserialize(using = ModelMapper.TextOrNull.class) String dateFormat) {
    Cells {
      missing = orEmpty(missing);
    }

    static Cells of(CellRules rules) {
      return new Cells(rules.missing(), rules.dateFormat());
    }
  }

  /** A feature. */
  record Column(
      String name,
      FeatureKind kind,
      Double fill,
      @JsonSetter(contentNulls = Nulls.FAIL) List<Encoding> encodings) {
    Column {
      if (name == null || kind == null || fill == null) {
        throw new ValueProblem("lacks one of name, kind and fill");
      }
      encodings = orEmpty(encodings);
    }

    Feature feature() {
      return new Feature(name, kind, fill, encodings);
    }
  }

  /** A scaling. */
  record Scales(double[] offset, double[] factor) {
    Scales {
      if (offset == null || factor == null) {
        throw new ValueProblem("lacks offset or factor");
      }
      new Scaling(offset, factor);
    }

    static Scales of(Scaling scaling) {
      return new Scales(
          IntStream.range(0, scaling.columns()).mapToDouble(scaling::offset).toArray(),
          IntStream.range(0, scaling.columns()).mapToDouble(scaling::factor).toArray());
    }

    Scaling scaling() {
      return new Scaling(offset, factor);
    }
  }

  /** The other file. */
  record Weights(String file, Long bytes, String sha256) {
    Weights {
      if (!ModelFormat.WEIGHTS_FILE.equals(file)) {
        throw new IllegalArgumentException(
            "the file of weights is not named '%s'".formatted(ModelFormat.WEIGHTS_FILE));
      }
      if (sha256 == null || !Checksum.isOne(sha256)) {
        throw new IllegalArgumentException("sha256 of weights is not 64 hexadecimal digits");
      }
      bytes = bytes == null ? 0 : bytes;
    }
  }

  /** A golden row. */
  record Golden(
      @JsonDeserialize(contentUsing = ModelMapper.GoldenCell.class) List<Object> cells,
      List<Double> outputs) {
    Golden {
      cells = cells == null ? List.of() : Collections.unmodifiableList(new ArrayList<>(cells));
      outputs = orEmpty(outputs);
    }
  }

  static ModelJson of(ModelDescription description) {
    DataSchema schema = description.schema();
    return new ModelJson(
        (long) ModelFormat.VERSION,
        Checksum.BLANK,
        schema.task(),
        new Layers(
            description.network().layers().stream()
                .map(l -> new Dense(l.inputs(), l.outputs(), l.bias(), l.activation()))
                .toList()),
        description.loss(),
        description.precision(),
        schema.labels(),
        schema.classes(),
        schema.numericClasses(),
        schema.weight(),
        Cells.of(schema.cells()),
        description.encoder().features().stream()
            .<Object>map(f -> new Column(f.name(), f.kind(), f.fill(), f.encodings()))
            .toList(),
        null,
        Scales.of(description.targetScaling()),
        new Weights(
            ModelFormat.WEIGHTS_FILE, description.weightsBytes(), description.weightsSha256()),
        description.golden().rows().stream()
            .map(row -> new Golden(row.cells(), row.outputs()))
            .toList(),
        description.provenance());
  }

  /**
   * What the file says, as a whole.
   *
   * @throws IllegalArgumentException if parts do not go together
   */
  ModelDescription description() {
    Network layers =
        new Network(
            network.layers().stream()
                .map(l -> new Layer(l.inputs(), l.outputs(), l.bias(), l.activation()))
                .toList());
    FeatureEncoder encoder = encoder(layers);
    if (encoder.inputs() != layers.inputs()) {
      throw new IllegalArgumentException(
          "the network takes %d inputs, but the features become %d"
              .formatted(layers.inputs(), encoder.inputs()));
    }
    DataSchema schema =
        new DataSchema(
            task,
            encoder.names(),
            labels,
            classes,
            numericClasses,
            weightColumn,
            new CellRules(cells.missing(), cells.dateFormat()));
    GoldenRows golden =
        new GoldenRows(
            goldenRows.stream().map(r -> new GoldenRows.Row(r.cells(), r.outputs())).toList());
    golden.requireFit(encoder, schema);
    checkShapes(layers);
    return new ModelDescription(
        schema,
        layers,
        precision,
        loss,
        encoder,
        targetScaling.scaling(),
        provenance,
        golden,
        weights.bytes(),
        weights.sha256());
  }

  private FeatureEncoder encoder(Network layers) {
    boolean first = formatVersion == ModelFormat.OLDEST_VERSION;
    List<String> names = all(String.class);
    List<Column> columns = all(Column.class);
    if (!first && (!names.isEmpty() || featureScaling != null)) {
      throw new IllegalArgumentException("features are names, as in version 1");
    }
    if (!first) {
      return new FeatureEncoder(columns.stream().map(Column::feature).toList());
    }
    if (!columns.isEmpty()) {
      throw new IllegalArgumentException("features are no names, as version 1 has them");
    }
    require(featureScaling, "feature_scaling");
    Scaling scaling = featureScaling.scaling();
    if (names.size() != layers.inputs() || scaling.columns() != layers.inputs()) {
      throw new IllegalArgumentException(
          "the network takes %d features, but %d are named and %d are scaled"
              .formatted(layers.inputs(), names.size(), scaling.columns()));
    }
    return FeatureEncoder.of(names, scaling);
  }

  private <T> List<T> all(Class<T> type) {
    return features.stream().filter(type::isInstance).map(type::cast).toList();
  }

  private void checkShapes(Network layers) {
    boolean ofClasses = task == Task.CLASSIFICATION;
    int targets = ofClasses ? classes.size() : labels.size();
    boolean shared = ofClasses && targets == 2 && layers.outputs() == 1;
    if (layers.outputs() != targets && !shared) {
      throw new IllegalArgumentException(
          "the network has %d outputs for %d %s"
              .formatted(layers.outputs(), targets, ofClasses ? "classes" : "labels"));
    }
    if (!loss.outputActivations().contains(layers.outputActivation())) {
      throw new IllegalArgumentException(
          "the loss %s does not go with the output activation %s"
              .formatted(loss, layers.outputActivation()));
    }
    if (ofClasses ? !loss.forClasses() : !loss.forNumbers()) {
      throw new IllegalArgumentException(
          "the loss %s does not go with the task %s".formatted(loss, task));
    }
    double[] factor = targetScaling.factor();
    if (!ofClasses
        && !(factor.length == targets
            && IntStream.range(0, targets).allMatch(j -> factor[j] > 0))) {
      throw new IllegalArgumentException(
          "target_scaling does not have a factor above 0 for each label");
    }
  }
}
