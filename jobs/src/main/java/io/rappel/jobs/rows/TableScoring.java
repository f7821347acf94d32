package io.rappel.jobs.rows;

import io.rappel.jobs.rows.batch.BatchColumns;
import io.rappel.jobs.rows.batch.BatchMaker;
import io.rappel.jobs.rows.batch.FeatureReader;
import io.rappel.jobs.rows.batch.RowBatches;
import io.rappel.jobs.rows.batch.TableFeatures;
import io.rappel.jobs.rows.columns.ColumnChoice;
import io.rappel.jobs.rows.columns.FittedColumns;
import io.rappel.jobs.rows.columns.GapFilter;
import io.rappel.jobs.rows.columns.ModelColumns;
import io.rappel.jobs.rows.predict.CarriedColumns;
import io.rappel.jobs.rows.predict.ScorableRows;
import io.rappel.jobs.rows.source.RowSource;
import io.rappel.jobs.rows.survey.TableCheck;
import io.rappel.jobs.text.Sentences;
import io.rappel.trainer.data.DataException;
import io.rappel.trainer.data.Task;
import io.rappel.trainer.data.profile.ColumnProfile;
import io.rappel.trainer.data.profile.TableProfile;
import io.rappel.trainer.features.FeatureKind;
import io.rappel.trainer.features.FeatureSpec;
import io.rappel.trainer.model.DataSchema;
import io.rappel.trainer.spark.deal.DealtRows;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Rows of named columns, to score. */
final class TableScoring implements ScorableRows {

  private final RowSource source;
  private final FittedColumns fitted;
  private final DataSchema schema;
  private final List<String> columns;

  /**
   * @throws DataException if a feature is not there, or of a type that is none
   */
  TableScoring(RowSource source, FittedColumns fitted) {
    this.source = source;
    this.fitted = fitted;
    this.columns = List.of(source.schema().fieldNames());
    DataSchema model = fitted.schema();
    model.features().forEach(name -> ColumnChoice.requireReadable(name, source));
    source.arrays().forEach(this::requireLength);
    this.schema = new ModelColumns(model, columns, source.toString()).inInput();
    schema.features().forEach(name -> ColumnChoice.requireFeature(name, source));
  }

  /** Where a model has all entries of an array up to some, the input's has no more and no fewer. */
  private void requireLength(String array, List<String> entries) {
    Set<String> known = Set.copyOf(fitted.schema().features());
    int length = 0;
    while (known.contains(array + "[" + length + "]")) {
      length++;
    }
    if (length > 0 && length != entries.size()) {
      throw new DataException(
          "column '%s' of %s has arrays of %s, and the model's of %d"
              .formatted(array, source, Sentences.count(entries.size(), "number"), length));
    }
  }

  @Override
  public boolean labelled() {
    return columns.containsAll(schema.labels());
  }

  @Override
  public void requireLabels() {
    for (String label : schema.labels()) {
      if (!columns.contains(label)) {
        throw new DataException("%s has no label column '%s'".formatted(source, label));
      }
      ColumnChoice.requireScalar("label", label, source);
    }
    if (hasWeights()) {
      ColumnChoice.requireScalar("weight", schema.weight(), source);
    }
  }

  @Override
  public int width() {
    return schema.features().size();
  }

  @Override
  public List<String> columns() {
    return fitted.schema().features();
  }

  @Override
  public BatchMaker maker(boolean withLabels) {
    return new RowBatches(read(withLabels));
  }

  @Override
  public FeatureReader features() {
    return new TableFeatures(read(false), source.schema());
  }

  private BatchColumns read(boolean withLabels) {
    Set<String> categories = new HashSet<>();
    for (int j = 0; j < schema.features().size(); j++) {
      if (fitted.specs().get(j).kind() == FeatureKind.CATEGORY) {
        categories.add(schema.features().get(j));
      }
    }
    String weight = withLabels && hasWeights() ? schema.weight() : null;
    return source.columns(
        schema.features(),
        withLabels ? schema.labels() : List.of(),
        weight,
        -1,
        categories,
        schema.cells());
  }

  private boolean hasWeights() {
    return schema.weight() != null && columns.contains(schema.weight());
  }

  @Override
  public List<String> check(TableProfile profile, boolean withLabels) {
    TableCheck check = new TableCheck(source, profile, read(withLabels));
    check.rows();
    check.knownFeatures(specsInInput());
    if (withLabels) {
      checkLabels(check, profile);
    }
    check.done();
    List<String> notes = notes(profile);
    if (withLabels && schema.weight() != null && !hasWeights()) {
      notes.add(
          "the model's column of weights, '%s', is not among the columns: all rows count alike"
              .formatted(schema.weight()));
    }
    return notes;
  }

  /** The features by the names that the input has for them. */
  private List<FeatureSpec> specsInInput() {
    List<FeatureSpec> specs = new ArrayList<>();
    for (int j = 0; j < schema.features().size(); j++) {
      FeatureSpec spec = fitted.specs().get(j);
      specs.add(
          new FeatureSpec(
              schema.features().get(j), spec.kind(), spec.levels(), spec.timed(), false));
    }
    return specs;
  }

  private void checkLabels(TableCheck check, TableProfile profile) {
    GapFilter dropping = fitted.filter();
    for (int t = 0; t < schema.labels().size(); t++) {
      String name = schema.labels().get(t);
      ColumnProfile cells = profile.label(t);
      check.present(name, cells, dropping);
      if (schema.task() == Task.CLASSIFICATION) {
        check.classes(name, schema, cells);
      } else {
        check.target(name, cells);
      }
    }
    if (hasWeights()) {
      check.weights(schema.weight(), dropping);
    }
  }

  /** What the model has not seen in training, and how it takes it. */
  private List<String> notes(TableProfile profile) {
    List<String> notes = new ArrayList<>();
    for (int j = 0; j < fitted.specs().size(); j++) {
      FeatureSpec spec = fitted.specs().get(j);
      ColumnProfile cells = profile.feature(j);
      if (cells.missing() > 0 && !fitted.knowsMissing(j)) {
        notes.add(
            "column '%s' has %s, and had none in training: %s stands for %s"
                .formatted(
                    spec.name(),
                    Sentences.count(cells.missing(), "missing cell"),
                    spec.kind() == FeatureKind.CATEGORY ? "no level" : "the mean of training",
                    cells.missing() == 1 ? "it" : "them"));
      }
      if (spec.kind() == FeatureKind.CATEGORY) {
        unknownLevels(spec, cells).forEach(notes::add);
      }
    }
    return notes;
  }

  private static List<String> unknownLevels(FeatureSpec spec, ColumnProfile cells) {
    Set<String> unknown =
        cells.levels().stream()
            .filter(level -> !spec.levels().contains(level))
            .collect(Collectors.toCollection(java.util.TreeSet::new));
    if (unknown.isEmpty() && !cells.hasTooManyLevels()) {
      return List.of();
    }
    return List.of(
        cells.hasTooManyLevels()
            ? "column '%s' has more than 100,000 levels, most of them unknown to the model"
                .formatted(spec.name())
            : "column '%s' has %s without an input of the model, such as '%s'"
                .formatted(
                    spec.name(),
                    Sentences.count(unknown.size(), "level"),
                    Sentences.shortened(unknown.iterator().next())));
  }

  @Override
  public CarriedColumns carried(boolean typed) {
    if (!source.findsTypes()) {
      return source.arrays().isEmpty()
          ? CarriedColumns.unchanged(source.schema())
          : CarriedColumns.first(source.carried());
    }
    if (!typed) {
      return CarriedColumns.first(source.schema());
    }
    BatchColumns all = source.columns(columns, List.of(), null, -1, Set.of(), schema.cells());
    try (DealtRows found =
        source.deal(new RowBatches(all), rows -> DealtRows.profiled(rows, columns.size(), 0))) {
      return CarriedColumns.typed(source.schema(), found.profile(), all.texts());
    }
  }
}
