package io.rappel.trainer.gate.metric;

import io.rappel.trainer.gate.Gate;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Rows that neither model was trained on, with what challenger, champion and the trivial prediction
 * are worth on each: made where rows are scored, merged in any order, judged by {@link Gate}. A row
 * takes 45 bytes. Not safe for use by several threads.
 *
 * <pre>{@code
 * GateRows rows = new GateRows(GateMetric.LOG_LOSS, TrivialPrediction.ofClasses(weightOfClass));
 * rows.add(key, weight, slice, actualClass,
 *     challengerProbabilities, challengerClass, championProbabilities, championClass);
 * rows.merge(those of another task);
 * GateDecision decision = Gate.decide(rows, GateSettings.of(GateMetric.LOG_LOSS), salt);
 * }</pre>
 */
public final class GateRows implements Serializable {

  private static final long serialVersionUID = 1L;

  public static final int CHALLENGER = 0;
  public static final int CHAMPION = 1;
  public static final int TRIVIAL = 2;
  static final int NO_SLICE = -1;

  private static final int FIRST_CAPACITY = 64;

  private final GateMetric metric;
  private final TrivialPrediction trivial;
  private final HashMap<String, Integer> slices = new HashMap<>();
  private int size;
  private boolean withoutChampion;
  private long[] keys = {};
  private double[] weights = {};
  private double[][] values = {{}, {}, {}};
  private boolean[] positives = {};
  private int[] slice = {};

  /**
   * Of no rows yet.
   *
   * @param trivial from the training labels of the challenger
   */
  public GateRows(GateMetric metric, TrivialPrediction trivial) {
    this.metric = metric;
    this.trivial = trivial;
  }

  /**
   * Adds a row of a classification.
   *
   * @param key of the row's content, such as half of its hash; copies of a row may share it
   * @param weight of the row, not negative; a row of weight 0 counts for nothing
   * @param slice what the column of slices says; null: nothing, or there is none
   * @param actual index of the row's class
   * @param challenger probability of each class
   * @param champion probability of each of the same classes, 0 of one that it does not know; null:
   *     there is no champion
   * @param championClass the class that it predicts; −1: one that is not among them, or there is no
   *     champion
   */
  public void add(
      long key,
      double weight,
      String slice,
      int actual,
      double[] challenger,
      int challengerClass,
      double[] champion,
      int championClass) {
    append(
        key,
        weight,
        slice,
        actual == 1,
        metric.ofRow(actual, challenger, challengerClass),
        champion == null ? Double.NaN : metric.ofRow(actual, champion, championClass),
        trivial.of(metric, actual));
    withoutChampion |= champion == null;
  }

  /**
   * Adds a row of a regression.
   *
   * @param key as of a classification, as are weight and slice
   * @param actual the labels, in their units
   * @param challenger its predictions of them
   * @param champion its predictions of them; null: there is no champion
   */
  public void add(
      long key,
      double weight,
      String slice,
      double[] actual,
      double[] challenger,
      double[] champion) {
    append(
        key,
        weight,
        slice,
        false,
        metric.ofRow(actual, challenger),
        champion == null ? Double.NaN : metric.ofRow(actual, champion),
        trivial.of(metric, actual));
    withoutChampion |= champion == null;
  }

  private void append(
      long key,
      double weight,
      String name,
      boolean positive,
      double challenger,
      double champion,
      double other) {
    if (!(weight >= 0) || Double.isInfinite(weight)) {
      throw new IllegalArgumentException("a row has the weight " + weight);
    }
    if (weight == 0) {
      return;
    }
    reserve(size + 1);
    keys[size] = key;
    weights[size] = weight;
    values[CHALLENGER][size] = challenger;
    values[CHAMPION][size] = champion;
    values[TRIVIAL][size] = other;
    positives[size] = positive;
    slice[size] = name == null ? NO_SLICE : number(name);
    size++;
  }

  private int number(String name) {
    Integer known = slices.putIfAbsent(name, slices.size());
    return known == null ? slices.size() - 1 : known;
  }

  private void reserve(int needed) {
    if (needed <= keys.length) {
      return;
    }
    int capacity = Math.max(Math.max(needed, FIRST_CAPACITY), keys.length + keys.length / 2);
    keys = Arrays.copyOf(keys, capacity);
    weights = Arrays.copyOf(weights, capacity);
    for (int column = 0; column < values.length; column++) {
      values[column] = Arrays.copyOf(values[column], capacity);
    }
    positives = Arrays.copyOf(positives, capacity);
    slice = Arrays.copyOf(slice, capacity);
  }

  /**
   * Adds another's rows, which is not modified.
   *
   * @throws IllegalArgumentException where the other is of another metric
   */
  public void merge(GateRows other) {
    if (other.metric != metric) {
      throw new IllegalArgumentException(
          "rows of %s and of %s cannot be merged".formatted(metric, other.metric));
    }
    reserve(size + other.size);
    System.arraycopy(other.keys, 0, keys, size, other.size);
    System.arraycopy(other.weights, 0, weights, size, other.size);
    for (int column = 0; column < values.length; column++) {
      System.arraycopy(other.values[column], 0, values[column], size, other.size);
    }
    System.arraycopy(other.positives, 0, positives, size, other.size);
    int[] ours = new int[other.slices.size()];
    other.slices.forEach((name, theirs) -> ours[theirs] = number(name));
    for (int i = 0; i < other.size; i++) {
      int theirs = other.slice[i];
      slice[size + i] = theirs == NO_SLICE ? NO_SLICE : ours[theirs];
    }
    size += other.size;
    withoutChampion |= other.withoutChampion;
  }

  /** How many rows there are, those of weight 0 left out. */
  public int rows() {
    return size;
  }

  /** What rows are worth. */
  public GateMetric metric() {
    return metric;
  }

  public boolean hasChampion() {
    return size > 0 && !withoutChampion;
  }

  public long key(int row) {
    return keys[row];
  }

  public double weight(int row) {
    return weights[row];
  }

  double value(int column, int row) {
    return values[column][row];
  }

  public boolean isPositive(int row) {
    return positives[row];
  }

  /** The rows in an order that depends on nothing but what they are. */
  public int[] canonicalOrder() {
    Integer[] order = new Integer[size];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, this::compare);
    return Arrays.stream(order).mapToInt(i -> i).toArray();
  }

  private int compare(int i, int j) {
    int c = Long.compare(keys[i], keys[j]);
    for (int column = 0; c == 0 && column < values.length; column++) {
      c = Double.compare(values[column][i], values[column][j]);
    }
    if (c == 0) {
      c = Double.compare(weights[i], weights[j]);
    }
    return c != 0 ? c : Boolean.compare(positives[i], positives[j]);
  }

  /** The rows of each slice, by name, out of an order. */
  public Map<String, int[]> slices(int[] order) {
    List<List<Integer>> rows = new ArrayList<>();
    slices.forEach((name, number) -> rows.add(new ArrayList<>()));
    for (int row : order) {
      if (slice[row] != NO_SLICE) {
        rows.get(slice[row]).add(row);
      }
    }
    Map<String, int[]> bySlice = new TreeMap<>();
    slices.forEach(
        (name, number) -> bySlice.put(name, rows.get(number).stream().mapToInt(i -> i).toArray()));
    return bySlice;
  }
}
