package io.rappel.trainer.features;

import io.rappel.trainer.data.pack.LabelIndex;
import io.rappel.trainer.data.pack.RowTyping;
import io.rappel.trainer.data.shard.Scaling;
import io.rappel.trainer.features.Encoding.Affine;
import io.rappel.trainer.features.Encoding.Hat;
import io.rappel.trainer.features.Encoding.OneHot;
import io.rappel.trainer.features.Encoding.Thermometer;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All features of a network. Its inputs are first the numbers, shifted and scaled, then those that
 * are 0 or 1, each in the order of the features.
 *
 * @param features at least one
 */
public record FeatureEncoder(List<Feature> features) implements Serializable {

  /** As many inputs as a number has with its bins. */
  private static final int MOST_COARSE_LEVELS = 20;

  public FeatureEncoder {
    features = List.copyOf(features);
  }

  /** Numbers that enter as a scaling has them. */
  public static FeatureEncoder of(List<String> names, Scaling scaling) {
    List<Feature> features = new ArrayList<>();
    for (int j = 0; j < names.size(); j++) {
      features.add(Feature.number(names.get(j), scaling.offset(j), scaling.factor(j)));
    }
    return new FeatureEncoder(features);
  }

  /** Names of the columns. */
  public List<String> names() {
    return features.stream().map(Feature::name).toList();
  }

  /** Inputs of the network. */
  public int inputs() {
    return features.stream()
        .flatMap(f -> f.encodings().stream())
        .mapToInt(Encoding::width)
        .reduce(0, Math::addExact);
  }

  /** Inputs that are numbers, the first ones. */
  public int denseInputs() {
    return Math.toIntExact(
        features.stream()
            .flatMap(f -> f.encodings().stream())
            .filter(Affine.class::isInstance)
            .count());
  }

  /** What each input is, such as {@code age}, {@code age is missing} or {@code colour=red}. */
  public List<String> inputNames() {
    List<String> numbers = new ArrayList<>();
    List<String> others = new ArrayList<>();
    for (Feature feature : features) {
      for (Encoding encoding : feature.encodings()) {
        (encoding instanceof Affine ? numbers : others).addAll(feature.inputNames(encoding));
      }
    }
    numbers.addAll(others);
    return numbers;
  }

  /**
   * Which inputs each say something of few rows, by their indexes: hats, bins of thermometers, and
   * levels of columns that have many. With the rate of other weights networks learn such rows by
   * heart.
   */
  public BitSet fineInputs() {
    BitSet fine = new BitSet(inputs());
    int input = denseInputs();
    for (Feature feature : features) {
      for (Encoding encoding : feature.encodings()) {
        if (encoding instanceof Affine) {
          continue;
        }
        boolean levels = encoding instanceof OneHot && encoding.width() > MOST_COARSE_LEVELS;
        if (levels || encoding instanceof Hat || encoding instanceof Thermometer) {
          fine.set(input, input + encoding.width());
        }
        input += encoding.width();
      }
    }
    return fine;
  }

  /** Shifts and factors of the inputs that are numbers. */
  public Scaling scaling() {
    List<Affine> numbers =
        features.stream()
            .flatMap(f -> f.encodings().stream())
            .filter(Affine.class::isInstance)
            .map(Affine.class::cast)
            .toList();
    return new Scaling(
        numbers.stream().mapToDouble(Affine::offset).toArray(),
        numbers.stream().mapToDouble(Affine::factor).toArray());
  }

  /** Limits of the inputs that are numbers; 0: there is none. */
  public double[] limits() {
    return features.stream()
        .flatMap(f -> f.encodings().stream())
        .filter(Affine.class::isInstance)
        .mapToDouble(encoding -> ((Affine) encoding).limit())
        .toArray();
  }

  /** Whether all features are numbers that are shifted and scaled alone, as of sparse rows. */
  public boolean isAffine() {
    return denseInputs() == inputs()
        && inputs() == features.size()
        && Arrays.stream(limits()).allMatch(limit -> limit == 0);
  }

  /** The levels of each category, in the order of their inputs. */
  public List<List<String>> levels() {
    return features.stream()
        .filter(f -> f.kind() == FeatureKind.CATEGORY)
        .map(Feature::levels)
        .toList();
  }

  /**
   * How cells of a table are read for these features.
   *
   * @param columns of the table, in which all features are
   * @param labels label columns
   * @param classes of which the one label is an index; null: labels are numbers
   */
  public RowTyping typing(List<String> columns, int labels, LabelIndex classes) {
    return typing(specs(), columns, labels, classes);
  }

  /** What the columns are, the levels of categories those that have inputs. */
  public List<FeatureSpec> specs() {
    return features.stream().map(Feature::spec).toList();
  }

  /** How cells of a table are read before anything is learned of the features. */
  public static RowTyping typing(
      List<FeatureSpec> specs, List<String> columns, int labels, LabelIndex classes) {
    List<List<String>> levels =
        specs.stream()
            .filter(spec -> spec.kind() == FeatureKind.CATEGORY)
            .map(FeatureSpec::levels)
            .toList();
    return RowTyping.of(
        places(specs, columns, false), places(specs, columns, true), levels, labels, classes);
  }

  private static int[] places(List<FeatureSpec> specs, List<String> columns, boolean categories) {
    Map<String, Integer> place = new HashMap<>();
    for (int j = 0; j < columns.size(); j++) {
      place.put(columns.get(j), j);
    }
    return specs.stream()
        .filter(spec -> (spec.kind() == FeatureKind.CATEGORY) == categories)
        .mapToInt(spec -> place.get(spec.name()))
        .toArray();
  }
}
