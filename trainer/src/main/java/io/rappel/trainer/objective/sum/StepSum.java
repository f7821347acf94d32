package io.rappel.trainer.objective.sum;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What the units of a step gave: sums over some units each, which are added up where they are read.
 */
public final class StepSum {

  private final List<GradientSum> parts;
  private PairSum pairs;

  /**
   * @param parts over different units each; some may be empty
   * @throws IllegalArgumentException if all are
   */
  public StepSum(List<GradientSum> parts) {
    this.parts = parts.stream().filter(part -> part.notes().units() > 0).toList();
    if (this.parts.isEmpty()) {
      throw new IllegalArgumentException("a step gave no result");
    }
  }

  public List<GradientSum> parts() {
    return parts;
  }

  /** Puts the entries [from, to) of the gradients' sum into those of a vector. */
  public void read(double[] target, int from, int to) {
    for (int p = 0; p < parts.size(); p++) {
      parts.get(p).read(target, from, to, p == 0);
    }
  }

  /**
   * Where the gradients' sum comes to lie, rounded to float32, if it is added up by {@link
   * #readPairs}; null where it cannot be.
   */
  public float[] pairs() {
    List<UnitGradient32> all = new ArrayList<>();
    for (GradientSum part : parts) {
      List<UnitGradient> kept = part.pairable();
      if (kept == null) {
        return null;
      }
      kept.forEach(gradient -> all.add((UnitGradient32) gradient));
    }
    pairs = new PairSum(all, parts.get(0).sections(), parts.get(0).grid());
    return pairs.target();
  }

  /**
   * Adds up the entries [from, to), each once, in the place that {@link #pairs()} gave: the same
   * bits as {@link #read} gives, rounded to float32. What units gave is overwritten.
   */
  public void readPairs(int from, int to) {
    pairs.add(from, to);
  }

  /** How many units were added. */
  public long units() {
    return parts.stream().map(GradientSum::notes).mapToLong(SumNotes::units).sum();
  }

  /**
   * Whether some unit did not fit the grid, so that the sums are void and only the maxima count.
   */
  public boolean beyondGrid() {
    return parts.stream().map(GradientSum::notes).anyMatch(SumNotes::beyondGrid);
  }

  /** Whether all that was added is finite. */
  public boolean isFinite() {
    return Arrays.stream(maxima()).allMatch(Double::isFinite);
  }

  /** The largest magnitude that a unit had in each section. */
  public double[] maxima() {
    double[] maxima = new double[parts.get(0).notes().maxima().length];
    for (GradientSum part : parts) {
      Arrays.setAll(maxima, s -> Math.max(maxima[s], part.notes().maxima()[s]));
    }
    return maxima;
  }

  /** What no entry of the gradients' sum exceeds. */
  public double bound() {
    double[] maxima = maxima();
    return units() * Arrays.stream(maxima, 0, maxima.length - 2).max().orElse(0);
  }

  /** The sum of the losses. */
  public double loss() {
    return parts.stream()
        .map(GradientSum::notes)
        .mapToDouble(SumNotes::loss)
        .reduce(0, Double::sum);
  }

  /** The sum of the weights. */
  public double weight() {
    return parts.stream()
        .map(GradientSum::notes)
        .mapToDouble(SumNotes::weight)
        .reduce(0, Double::sum);
  }

  /** On which arithmetic the units were computed. */
  public ArithmeticSeen arithmetic() {
    return parts.stream()
        .map(part -> part.notes().arithmetic())
        .reduce(null, ArithmeticSeen::merge);
  }
}
