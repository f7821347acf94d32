package io.rappel.jobs.retrain;

import io.rappel.jobs.rows.TrainingRows;
import io.rappel.trainer.Problem;
import io.rappel.trainer.WarmStart;
import io.rappel.trainer.config.ConfigurationException;
import io.rappel.trainer.config.Recipe;
import io.rappel.trainer.config.TrainingConfig;
import io.rappel.trainer.data.DataException;
import io.rappel.trainer.data.profile.ColumnProfile;
import io.rappel.trainer.features.FeatureKind;
import io.rappel.trainer.features.FeatureSpec;
import io.rappel.trainer.model.DataSchema;
import io.rappel.trainer.model.Model;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How new rows and a champion go together. */
final class ChampionFit {

  private final Model champion;
  private final TrainingRows rows;
  private final Map<String, FeatureKind> kinds = new HashMap<>();

  ChampionFit(Model champion, TrainingRows rows) {
    this.champion = champion;
    this.rows = rows;
    rows.specs().forEach(spec -> kinds.put(spec.name(), spec.kind()));
  }

  /**
   * Makes sure that the champion can be applied to the rows.
   *
   * @throws DataException if one of its columns is gone or is of another kind, or the task is
   *     another
   */
  void require() {
    DataSchema schema = champion.schema();
    if (schema.task() != rows.schema().task() || !schema.labels().equals(rows.schema().labels())) {
      throw new DataException(
          "the champion is of a %s of %s, and these rows are of a %s of %s"
              .formatted(
                  schema.task(),
                  String.join(", ", schema.labels()),
                  rows.schema().task(),
                  String.join(", ", rows.schema().labels())));
    }
    Set<String> columns = new HashSet<>(rows.columns());
    for (FeatureSpec spec : champion.encoder().specs()) {
      if (!rows.profile().isSparse() && !columns.contains(spec.name())) {
        throw new DataException(
            "column '%s' is gone, which the champion needs".formatted(spec.name()));
      }
      FeatureKind now = kind(spec);
      if (now != spec.kind() && spec.kind() != FeatureKind.CATEGORY) {
        throw new DataException(
            "column '%s' is a %s, and was a %s to the champion"
                .formatted(spec.name(), now, spec.kind()));
      }
    }
  }

  /** What a feature is in these rows; one that they would leave out may still be what it was. */
  private FeatureKind kind(FeatureSpec of) {
    FeatureKind found = kinds.get(of.name());
    if (found != null || rows.profile().isSparse()) {
      return found == null ? of.kind() : found;
    }
    ColumnProfile cells = rows.profile().feature(rows.columns().indexOf(of.name()));
    long texts = cells.texts() - (of.kind() == FeatureKind.BOOLEAN ? cells.booleans() : 0);
    if (of.kind() == FeatureKind.CATEGORY || texts + cells.numbers() + cells.moments() == 0) {
      return of.kind();
    }
    return texts > 0
        ? FeatureKind.CATEGORY
        : cells.moments() > 0
            ? FeatureKind.DATE
            : of.kind() == FeatureKind.BOOLEAN && cells.booleans() > 0
                ? FeatureKind.BOOLEAN
                : FeatureKind.NUMBER;
  }

  /**
   * Why no training can go on from the champion; empty: it can.
   *
   * @param config with the champion's layers where no option names others
   */
  Optional<String> whyNotFrom(TrainingConfig config) {
    DataSchema schema = champion.schema();
    List<String> classes = new ArrayList<>(rows.schema().classes());
    classes.removeAll(schema.classes());
    if (!classes.isEmpty()) {
      return Optional.of("class '%s' is new".formatted(classes.get(0)));
    }
    List<String> features = new ArrayList<>(rows.schema().features());
    features.removeAll(new HashSet<>(schema.features()));
    if (!features.isEmpty()) {
      return Optional.of("column '%s' is new".formatted(features.get(0)));
    }
    for (FeatureSpec spec : champion.encoder().specs()) {
      FeatureKind now = kind(spec);
      if (now != spec.kind()) {
        return Optional.of("column '%s' is a %s now".formatted(spec.name(), now));
      }
    }
    try {
      TrainingConfig settled =
          Recipe.settle(
              config,
              schema.task(),
              rows.profile().rows(),
              FeatureSpec.numbers(champion.encoder().specs()));
      WarmStart.check(champion, schema, Problem.of(settled, schema, champion.network().inputs()));
      return Optional.empty();
    } catch (ConfigurationException e) {
      return Optional.of(e.getMessage());
    }
  }
}
