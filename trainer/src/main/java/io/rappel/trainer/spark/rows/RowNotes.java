package io.rappel.trainer.spark.rows;

import io.rappel.trainer.data.DataException;
import io.rappel.trainer.data.shard.ColumnStatistics;
import io.rappel.trainer.features.Encoding.Hat;
import io.rappel.trainer.features.Feature;
import io.rappel.trainer.features.FeatureEncoder;
import io.rappel.trainer.math.Precision;
import io.rappel.trainer.model.DataSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What is to be said of packed rows before anything is computed from them: errors where there is
 * nothing to train on or to measure, and notes.
 */
public final class RowNotes {

  private static final int MOST_NAMED = 5;

  /** Of rows to validate on, so many are few of a class where there are many of all. */
  private static final int FEW = 5;

  private static final int MANY = 200;

  /** Of more classes, each has few rows. */
  private static final int MOST_CLASSES = 10;

  private final DataSchema schema;
  private final FeatureEncoder encoder;
  private final Precision precision;
  private final PackedRows rows;

  /**
   * @param encoder with which the rows were packed
   */
  public RowNotes(DataSchema schema, FeatureEncoder encoder, Precision precision, PackedRows rows) {
    this.schema = schema;
    this.encoder = encoder;
    this.precision = precision;
    this.rows = rows;
  }

  /**
   * @param classWeights by class; empty: all count alike
   * @throws DataException if rows to train on, or those held out, all count for nothing
   */
  public void requireTraining(double[] classWeights) {
    if (rows.trainRows() == 0) {
      throw new DataException(
          "all %d rows are held out for validation; use --validation-fraction 0"
              .formatted(rows.heldOutRows()));
    }
    if (rows.weightedTrainRows() == 0) {
      throw allOfWeightZero(rows.trainRows(), "to train on");
    }
    if (rows.heldOutRows() > 0 && rows.weightedHeldOutRows() == 0) {
      throw allOfWeightZero(rows.heldOutRows(), "to validate on");
    }
    if (classWeights.length > 0 && idleClasses(classWeights).size() == classWeights.length) {
      throw new DataException(
          "no row to train on counts: each has a weight of 0 or is of a class with a weight of 0");
    }
  }

  /**
   * @throws DataException if rows to score all count for nothing
   */
  public void requireScoring() {
    if (rows.weightedTrainRows() == 0) {
      throw allOfWeightZero(rows.trainRows(), "to measure");
    }
  }

  private DataException allOfWeightZero(long count, String purpose) {
    return new DataException(
        count == 1
            ? "the one row %s has a weight of 0 in %s".formatted(purpose, precision)
            : "all %,d rows %s have a weight of 0 in %s".formatted(count, purpose, precision));
  }

  /**
   * What should be known of rows to train on.
   *
   * @param statistics of the columns
   * @param classWeights by class; empty: all count alike
   */
  public List<String> ofTraining(ColumnStatistics statistics, double[] classWeights) {
    List<String> notes = new ArrayList<>();
    List<String> idle = idleClasses(classWeights);
    if (!idle.isEmpty()) {
      notes.add(
          "no row to train on counts for %s %s: all were held out, or have a weight of 0"
              .formatted(idle.size() == 1 ? "class" : "classes", named(idle)));
    }
    notes.addAll(ofRareClasses());
    notes.addAll(beyond());
    List<String> extreme =
        IntStream.range(0, encoder.denseInputs())
            .filter(j -> statistics.largestFeature(j) > Float.MAX_VALUE)
            .mapToObj(encoder.inputNames()::get)
            .toList();
    if (!extreme.isEmpty()) {
      notes.add(
          "%s %s: beside numbers above 3.4e38 all others look alike; leave such rows out"
              .formatted(extreme.size() == 1 ? "feature" : "features", named(extreme)));
    }
    return notes;
  }

  /**
   * Columns of which numbers have a bin each since it seemed so from the rows.
   *
   * @param encoder that was fitted where nobody said how many bins there are
   */
  public static List<String> ofBins(FeatureEncoder encoder) {
    List<String> each =
        encoder.features().stream()
            .filter(feature -> knots(feature) > EncodingFit.BINS + 1)
            .map(feature -> "%s (%,d)".formatted(feature.name(), knots(feature)))
            .toList();
    return each.isEmpty()
        ? List.of()
        : List.of(
            "each number has a bin of its own, as its neighbours tell little of it: "
                + listed(each));
  }

  private static int knots(Feature feature) {
    return feature.encodings().stream()
        .mapToInt(encoding -> encoding instanceof Hat hat ? hat.knots().size() : 0)
        .max()
        .orElse(0);
  }

  /** Rare classes among few, by which the epoch is chosen that is kept. */
  private List<String> ofRareClasses() {
    long[] counts = rows.heldOutClassCounts();
    List<String> rare =
        IntStream.range(0, counts.length)
            .filter(c -> counts[c] < FEW)
            .mapToObj(schema.classes()::get)
            .toList();
    return rows.weightedHeldOutRows() < MANY || counts.length > MOST_CLASSES || rare.isEmpty()
        ? List.of()
        : List.of(
            "%s %s fewer than %d of the %,d rows to validate on, so that chance decides which epoch is kept, and metrics of these rows say little of %s: a larger --validation-fraction has more of them, and 0 keeps the last epoch"
                .formatted(
                    rare.size() == 1 ? "class" : "classes",
                    named(rare) + (rare.size() == 1 ? " has" : " have"),
                    FEW,
                    rows.weightedHeldOutRows(),
                    rare.size() == 1 ? "it" : "them"));
  }

  /** What should be known of features beyond the range of the arithmetic. */
  public List<String> beyond() {
    if (rows.rowsBeyond() == 0) {
      return List.of();
    }
    return List.of(
        "%,d %s, such as '%s', that %s beyond the range of %s once scaled, and %s as its end, %.2g"
            .formatted(
                rows.rowsBeyond(),
                rows.rowsBeyond() == 1 ? "row has a feature" : "rows have features",
                encoder.inputNames().get(rows.firstBeyond()),
                rows.rowsBeyond() == 1 ? "is" : "are",
                precision,
                rows.rowsBeyond() == 1 ? "counts" : "count",
                precision.largestInput()));
  }

  /** Classes of which no row to train on counts; empty where targets are numbers. */
  private List<String> idleClasses(double[] classWeights) {
    long[] counts = rows.weightedClassCounts();
    return IntStream.range(0, counts.length)
        .filter(c -> counts[c] == 0 || classWeights.length > 0 && classWeights[c] == 0)
        .mapToObj(schema.classes()::get)
        .toList();
  }

  private static String named(List<String> names) {
    return listed(names.stream().map(name -> "'" + name + "'").toList());
  }

  private static String listed(List<String> all) {
    String first = String.join(", ", all.subList(0, Math.min(MOST_NAMED, all.size())));
    return all.size() <= MOST_NAMED
        ? first
        : "%s and %,d more".formatted(first, all.size() - MOST_NAMED);
  }
}
