package io.rappel.trainer.onnx;

import io.rappel.trainer.features.Encoding;
import io.rappel.trainer.features.Encoding.Affine;
import io.rappel.trainer.features.Encoding.Hat;
import io.rappel.trainer.features.Encoding.Thermometer;
import io.rappel.trainer.features.Feature;
import io.rappel.trainer.features.FeatureEncoder;
import io.rappel.trainer.features.FeatureKind;
import java.util.List;
import java.util.Optional;

/**
 * Columns whose numbers lie too near each other, for their size, to be told apart in float32, such
 * as codes of nine digits that follow one another.
 */
public final class CoarseInputs {

  /** What a number may be off by: a share of a bin, or else of a standard deviation. */
  private static final double MOST = 0.01;

  /** From here on float32 has no fractions, and soon not every whole number. */
  private static final double WHOLE = 0x1p24;

  private CoarseInputs() {}

  /** Names of the columns that a graph should have in float64. */
  public static List<String> of(FeatureEncoder encoder) {
    return encoder.features().stream()
        .filter(feature -> feature.kind() == FeatureKind.NUMBER && isCoarse(feature))
        .map(Feature::name)
        .toList();
  }

  private static boolean isCoarse(Feature feature) {
    Optional<List<Double>> knots =
        feature.encodings().stream().flatMap(encoding -> knots(encoding).stream()).findFirst();
    if (knots.isPresent()) {
      return isCoarse(knots.get());
    }
    return feature.encodings().stream()
        .anyMatch(
            encoding ->
                encoding instanceof Affine affine
                    && Math.ulp((float) affine.offset()) / 2 * affine.factor() > MOST);
  }

  private static Optional<List<Double>> knots(Encoding encoding) {
    if (encoding instanceof Hat hat) {
      return Optional.of(hat.knots());
    }
    return encoding instanceof Thermometer steps ? Optional.of(steps.knots()) : Optional.empty();
  }

  private static boolean isCoarse(List<Double> knots) {
    for (int t = 1; t < knots.size(); t++) {
      double bin = knots.get(t) - knots.get(t - 1);
      if (Math.max(error(knots.get(t)), error(knots.get(t - 1))) > MOST * bin) {
        return true;
      }
    }
    return false;
  }

  /** By how much numbers such as a knot may be off; whole ones that float32 holds are not. */
  private static double error(double knot) {
    return Math.abs(knot) < WHOLE ? Math.abs((float) knot - knot) : Math.ulp((float) knot) / 2;
  }
}
