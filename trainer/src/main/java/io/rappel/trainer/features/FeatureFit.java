package io.rappel.trainer.features;

import io.rappel.trainer.data.ColumnStatistics;
import io.rappel.trainer.data.LevelWeights;
import io.rappel.trainer.data.Scaling;
import io.rappel.trainer.data.ScalingKind;
import io.rappel.trainer.features.Encoding.Affine;
import io.rappel.trainer.features.Encoding.Missing;
import io.rappel.trainer.features.Encoding.OneHot;
import io.rappel.trainer.features.Encoding.Part;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Learns what becomes of columns, from exact statistics of the rows to train on. */
public final class FeatureFit {

  /** A level has an input of its own from so much weight of rows on. */
  private static final double LEAST_WEIGHT = 5;

  private final ScalingKind scaling;
  private final int mostLevels;

  /**
   * @param mostLevels inputs of a category, at the most, those for the rest and for missing cells
   *     not counted
   */
  public FeatureFit(ScalingKind scaling, int mostLevels) {
    this.scaling = scaling;
    this.mostLevels = mostLevels;
  }

  /**
   * The features.
   *
   * @param statistics of the numbers, in the order of those specs that are no categories
   * @param levels of the categories, in the order of those that are
   */
  public FeatureEncoder fit(
      List<FeatureSpec> specs, ColumnStatistics statistics, LevelWeights levels) {
    Scaling scales = statistics.features(scaling);
    List<Feature> features = new ArrayList<>();
    int number = 0;
    int category = 0;
    for (FeatureSpec spec : specs) {
      features.add(
          spec.kind() == FeatureKind.CATEGORY
              ? category(spec, levels, category++)
              : number(spec, statistics, scales, number++));
    }
    return new FeatureEncoder(features);
  }

  private static Feature number(
      FeatureSpec spec, ColumnStatistics statistics, Scaling scales, int column) {
    List<Encoding> encodings = new ArrayList<>();
    encodings.add(new Affine(scales.offset(column), scales.factor(column)));
    if (spec.kind() == FeatureKind.DATE) {
      encodings.add(new Part(DatePart.MONTH));
      encodings.add(new Part(DatePart.DAY_OF_WEEK));
      if (spec.timed()) {
        encodings.add(new Part(DatePart.HOUR));
      }
    }
    if (statistics.missing(column) > 0) {
      encodings.add(new Missing());
    }
    return new Feature(spec.name(), spec.kind(), statistics.mean(column), encodings);
  }

  /** The most frequent levels first, ties by text; those with few rows share an input. */
  private Feature category(FeatureSpec spec, LevelWeights weights, int category) {
    List<Integer> order =
        IntStream.range(0, spec.levels().size())
            .boxed()
            .filter(code -> weights.of(category, code) > 0)
            .sorted(
                Comparator.comparingDouble((Integer code) -> -weights.of(category, code))
                    .thenComparing(code -> spec.levels().get(code)))
            .toList();
    List<String> kept =
        order.stream()
            .filter(code -> weights.of(category, code) >= LEAST_WEIGHT)
            .limit(mostLevels)
            .map(code -> spec.levels().get(code))
            .toList();
    OneHot oneHot = new OneHot(kept, kept.size() < order.size(), weights.missing(category) > 0);
    return new Feature(
        spec.name(), spec.kind(), 0, oneHot.width() == 0 ? List.of() : List.of(oneHot));
  }
}
