package io.rappel.jobs.rows.columns;

import io.rappel.jobs.rows.source.ExpandedSource;
import io.rappel.trainer.features.Feature;
import io.rappel.trainer.features.FeatureSpec;
import io.rappel.trainer.model.DataSchema;
import io.rappel.trainer.model.Model;
import java.util.List;
import java.util.stream.Stream;

/**
 * Columns as a training or a model has them, which other rows must fit.
 *
 * @param specs what the features are, in the order of the schema
 * @param missing for each, whether it had missing cells in training
 * @param filter leaves rows out, where that is allowed; null: all rows must do
 */
public record FittedColumns(
    DataSchema schema, List<FeatureSpec> specs, List<Boolean> missing, GapFilter filter) {

  /** Columns of a model. */
  public static FittedColumns of(Model model, GapFilter filter) {
    return new FittedColumns(
        model.schema(),
        model.encoder().specs(),
        model.encoder().features().stream().map(Feature::knowsMissing).toList(),
        filter);
  }

  /** Columns of a training to come, which learns of missing cells itself. */
  public static FittedColumns of(DataSchema schema, List<FeatureSpec> specs) {
    return new FittedColumns(schema, specs, specs.stream().map(spec -> true).toList(), null);
  }

  /** Whether some column is an entry of an array. */
  public boolean readsEntries(String array) {
    Stream<String> weight = Stream.ofNullable(schema.weight());
    return Stream.of(schema.features().stream(), schema.labels().stream(), weight)
        .flatMap(names -> names)
        .anyMatch(name -> ExpandedSource.isEntry(name, array));
  }

  public boolean knowsMissing(int feature) {
    return missing.get(feature);
  }
}
