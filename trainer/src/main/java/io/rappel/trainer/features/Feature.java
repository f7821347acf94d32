package io.rappel.trainer.features;

import io.rappel.trainer.data.Cell;
import io.rappel.trainer.features.Encoding.Affine;
import io.rappel.trainer.features.Encoding.Hat;
import io.rappel.trainer.features.Encoding.Missing;
import io.rappel.trainer.features.Encoding.OneHot;
import io.rappel.trainer.features.Encoding.Part;
import io.rappel.trainer.features.Encoding.Thermometer;
import java.io.Serializable;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A column and what becomes of it.
 *
 * @param name of the column
 * @param fill the number that stands for a missing one, before every encoding; 0 for categories
 * @param encodings those that number has, in the order of their inputs
 */
public record Feature(String name, FeatureKind kind, double fill, List<Encoding> encodings)
    implements Serializable {

  public Feature {
    encodings = List.copyOf(encodings);
    if (!Double.isFinite(fill)) {
      throw new IllegalArgumentException("feature '%s' is filled with %s".formatted(name, fill));
    }
    for (Encoding encoding : encodings) {
      boolean fits =
          encoding instanceof OneHot
              ? kind == FeatureKind.CATEGORY
              : kind != FeatureKind.CATEGORY
                  && (kind == FeatureKind.DATE || !(encoding instanceof Part));
      if (!fits) {
        throw new IllegalArgumentException(
            "feature '%s' is a %s, which has no encoding %s".formatted(name, kind, encoding));
      }
    }
  }

  /** A number that is shifted and scaled alone. */
  public static Feature number(String name, double offset, double factor) {
    return new Feature(name, FeatureKind.NUMBER, offset, List.of(new Affine(offset, factor)));
  }

  /** Levels of a category that have inputs; otherwise empty. */
  List<String> levels() {
    return encodings.stream()
        .filter(OneHot.class::isInstance)
        .map(encoding -> ((OneHot) encoding).levels())
        .findFirst()
        .orElse(List.of());
  }

  /** Whether a missing cell has an input of its own. */
  public boolean knowsMissing() {
    return encodings.stream()
        .anyMatch(e -> e instanceof Missing || e instanceof OneHot oneHot && oneHot.missing());
  }

  FeatureSpec spec() {
    boolean timed =
        encodings.stream().anyMatch(e -> e instanceof Part part && part.part() == DatePart.HOUR);
    return new FeatureSpec(name, kind, levels(), timed, false);
  }

  /** A knot for people: a number, or of dates the moment. */
  private String text(double knot) {
    LocalDateTime moment = kind == FeatureKind.DATE ? DatePart.moment(knot) : null;
    return moment == null ? Cell.textOf(knot) : moment.toString();
  }

  /** Names of the inputs that an encoding of this has. */
  List<String> inputNames(Encoding encoding) {
    if (encoding instanceof Affine) {
      return List.of(name);
    }
    if (encoding instanceof Missing) {
      return List.of(name + " is missing");
    }
    if (encoding instanceof Part part) {
      return IntStream.range(0, part.width())
          .mapToObj(v -> "%s.%s=%s".formatted(name, part.part(), part.part().nameOf(v)))
          .toList();
    }
    if (encoding instanceof Hat hat) {
      return hat.knots().stream().map(knot -> "%s near %s".formatted(name, text(knot))).toList();
    }
    if (encoding instanceof Thermometer bins) {
      return IntStream.range(0, bins.width())
          .mapToObj(
              t ->
                  "%s from %s to %s"
                      .formatted(name, text(bins.knots().get(t)), text(bins.knots().get(t + 1))))
          .toList();
    }
    OneHot oneHot = (OneHot) encoding;
    List<String> names = new ArrayList<>();
    oneHot.levels().forEach(level -> names.add(name + "=" + level));
    if (oneHot.rest()) {
      names.add(name + " is another");
    }
    if (oneHot.missing()) {
      names.add(name + " is missing");
    }
    return names;
  }
}
