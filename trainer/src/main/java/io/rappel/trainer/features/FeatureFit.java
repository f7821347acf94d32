package io.rappel.trainer.features;

import io.rappel.trainer.data.pack.LevelWeights;
import io.rappel.trainer.data.shard.ColumnStatistics;
import io.rappel.trainer.data.shard.QuantileSample;
import io.rappel.trainer.data.shard.Scaling;
import io.rappel.trainer.data.shard.ScalingFit;
import io.rappel.trainer.data.shard.ScalingKind;
import io.rappel.trainer.features.Encoding.Affine;
import io.rappel.trainer.features.Encoding.Hat;
import io.rappel.trainer.features.Encoding.Missing;
import io.rappel.trainer.features.Encoding.OneHot;
import io.rappel.trainer.features.Encoding.Part;
import io.rappel.trainer.features.Encoding.Thermometer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Learns what becomes of columns, from exact statistics of the rows to train on. */
public final class FeatureFit {

  /** A level has an input of its own from so much weight of rows on. */
  private static final double LEAST_WEIGHT = 5;

  /** Standard deviations that a number stays within, where it has bins beside it. */
  private static final double LIMIT = 8;

  /**
   * Where training rows are farther off than that, the limit is so many times as far as they are:
   * what is linear in amounts, of which few are very large, stays so.
   */
  private static final double BEYOND = 4;

  /** Distances of the quartiles (RealMLP). */
  private static final double ROBUST_LIMIT = 3;

  private final ScalingKind scaling;
  private final int mostLevels;
  private final NumberEncoding encoding;
  private final boolean ofEntries;
  private final boolean automatic;
  private final int classes;

  /**
   * @param mostLevels inputs of a category, at the most, those for the rest and for missing cells
   *     not counted
   * @param encoding of numbers and dates beside themselves, not auto
   * @param ofEntries whether it is that of entries of arrays too
   * @param automatic whether nobody named the encoding: scaled numbers are limited where they have
   *     none, too, and how many bins a column has depends on its numbers and the targets
   * @param classes of which the one target is an index; 0: targets are numbers
   */
  public FeatureFit(
      ScalingKind scaling,
      int mostLevels,
      NumberEncoding encoding,
      boolean ofEntries,
      boolean automatic,
      int classes) {
    this.scaling = scaling;
    this.mostLevels = mostLevels;
    this.encoding = encoding;
    this.ofEntries = ofEntries;
    this.automatic = automatic;
    this.classes = classes;
  }

  /**
   * The features.
   *
   * @param statistics of the numbers, in the order of those specs that are no categories
   * @param quantiles of the same numbers; null: neither their encoding nor scaling needs them
   * @param levels of the categories, in the order of those that are
   */
  public FeatureEncoder fit(
      List<FeatureSpec> specs,
      ColumnStatistics statistics,
      QuantileSample quantiles,
      LevelWeights levels) {
    boolean robust = scaling == ScalingKind.ROBUST;
    Scaling scales = robust ? quantiles.robust() : new ScalingFit(statistics).features(scaling);
    int[] bins = automatic && quantiles != null ? quantiles.bins(encoding.bins(), classes) : null;
    List<Feature> features = new ArrayList<>();
    int number = 0;
    int category = 0;
    for (FeatureSpec spec : specs) {
      features.add(
          spec.kind() == FeatureKind.CATEGORY
              ? category(spec, levels, category++)
              : number(spec, statistics, quantiles, bins, scales, number++));
    }
    return new FeatureEncoder(features);
  }

  private Feature number(
      FeatureSpec spec,
      ColumnStatistics statistics,
      QuantileSample quantiles,
      int[] bins,
      Scaling scales,
      int column) {
    List<Encoding> encodings = new ArrayList<>();
    boolean counts = ofEntries || !spec.entry();
    boolean encoded = counts && encoding.kind() != NumberEncoding.Kind.NONE;
    encodings.add(
        new Affine(
            scales.offset(column),
            scales.factor(column),
            limit(
                encoded || counts && automatic,
                statistics.farthest(column, scales.offset(column), scales.factor(column)))));
    if (encoded && spec.kind() != FeatureKind.BOOLEAN) {
      int wanted = bins == null ? encoding.bins() : bins[column];
      spline(quantiles.bounds(column, wanted)).ifPresent(encodings::add);
    }
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

  /**
   * @param wanted where the scaling has none of its own
   * @param farthest of the training rows, once scaled
   */
  private double limit(boolean wanted, double farthest) {
    return switch (scaling) {
      case NONE -> 0;
      case ROBUST -> ROBUST_LIMIT;
      default -> !wanted ? 0 : farthest > LIMIT ? BEYOND * farthest : LIMIT;
    };
  }

  /** Of two knots alone it would say no more than the number itself. */
  private Optional<Encoding> spline(double[] bounds) {
    List<Double> knots = DoubleStream.of(bounds).filter(Double::isFinite).boxed().toList();
    if (knots.size() < 3) {
      return Optional.empty();
    }
    return Optional.of(
        encoding.kind() == NumberEncoding.Kind.HAT ? new Hat(knots) : new Thermometer(knots));
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
