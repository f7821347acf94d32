package io.rappel.trainer.spark.rows;

import io.rappel.trainer.config.ConfigurationException;
import io.rappel.trainer.config.FeatureSettings;
import io.rappel.trainer.data.shard.ColumnStatistics;
import io.rappel.trainer.data.shard.ScalingKind;
import io.rappel.trainer.features.FeatureEncoder;
import io.rappel.trainer.features.FeatureFit;
import io.rappel.trainer.features.FeatureKind;
import io.rappel.trainer.features.FeatureSpec;
import io.rappel.trainer.features.NumberEncoding;
import java.util.List;

/** What features become, by the settings and by what rows to train on are like. */
final class EncodingFit {

  /** Bins of numbers, where the user says nothing. */
  static final int BINS = 16;

  private static final long FEWEST_ROWS = 100;

  /** With fewer rows for each column, bins only help to learn rows by heart. */
  private static final long FEWEST_ROWS_OF_A_COLUMN = 5;

  private static final int MOST_COLUMNS = 500;

  private final FeatureSettings settings;
  private final List<FeatureSpec> specs;
  private final boolean sparse;
  private final int classes;

  EncodingFit(FeatureSettings settings, TrainingInput input) {
    this.settings = settings;
    this.specs = input.specs();
    this.classes = input.schema().classes().size();
    this.sparse = input.rows().profile().isSparse();
  }

  /**
   * Fits the encodings.
   *
   * @param statistics of the rows to train on
   * @throws ConfigurationException if sparse rows cannot be encoded as the settings say
   */
  FeatureEncoder fit(ShardedRows rows, ColumnStatistics statistics) {
    int[] levels = levels(specs).stream().mapToInt(List::size).toArray();
    NumberEncoding encoding = encoding(rows.rows());
    boolean named = settings.encoding().kind() != NumberEncoding.Kind.AUTO;
    boolean standard = settings.scaling() == ScalingKind.AUTO && !sparse;
    ScalingKind scaling = standard ? ScalingKind.STANDARD : settings.scaling();
    if (sparse && scaling == ScalingKind.ROBUST) {
      throw new ConfigurationException(
          "--scaling robust is for the numbers of tables, and these rows are sparse");
    }
    boolean needed = encoding.kind() != NumberEncoding.Kind.NONE || scaling == ScalingKind.ROBUST;
    return new FeatureFit(
            scaling, settings.maxLevels(), encoding, named, !named && !sparse, classes)
        .fit(
            specs,
            statistics,
            needed ? rows.quantiles() : null,
            levels.length == 0 ? null : rows.levelWeights(levels));
  }

  /** All levels that rows have, of each category. */
  static List<List<String>> levels(List<FeatureSpec> specs) {
    return specs.stream()
        .filter(spec -> spec.kind() == FeatureKind.CATEGORY)
        .map(FeatureSpec::levels)
        .toList();
  }

  /** What becomes of numbers: an encoding by name stays, whatever the scaling. */
  private NumberEncoding encoding(long rows) {
    NumberEncoding given = settings.encoding();
    if (given.kind() == NumberEncoding.Kind.AUTO) {
      long columns = specs.stream().filter(spec -> !spec.entry()).count();
      boolean fits =
          columns > 0
              && !sparse
              && settings.scaling() != ScalingKind.NONE
              && rows >= FEWEST_ROWS
              && rows >= FEWEST_ROWS_OF_A_COLUMN * columns
              && columns <= MOST_COLUMNS;
      return fits
          ? new NumberEncoding(NumberEncoding.Kind.HAT, BINS)
          : new NumberEncoding(NumberEncoding.Kind.NONE, 0);
    }
    if (sparse && given.kind() != NumberEncoding.Kind.NONE) {
      throw new ConfigurationException(
          "--encoding %s is for the numbers of tables, and these rows are sparse".formatted(given));
    }
    return given.kind() == NumberEncoding.Kind.NONE || given.bins() > 0
        ? given
        : new NumberEncoding(given.kind(), BINS);
  }
}
