package io.rappel.trainer.objective.sum;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * A sum over units of work: of gradients, losses and weights, rounded to a {@link Grid}, with the
 * true maxima of what was added. Additions are exact, so neither order nor grouping matters. Made
 * empty. A few gradients are kept as they were computed, and rounded when they are added up or
 * read, which passes over memory less often than adding up each as it comes.
 */
public final class GradientSum implements Serializable {

  private static final long serialVersionUID = 1L;

  private static final int BLOCK = 4096; // what is added in one go stays in the nearest cache

  /** So many gradients are kept at the most, and of long ones fewer, so that few bytes are. */
  private static final int KEPT = 3;

  private static final long KEPT_BYTES = 64L << 20;

  private SumNotes notes = new SumNotes();
  private final ArrayList<UnitGradient> kept = new ArrayList<>(KEPT + 1);
  private double[] sums; // of all units but those that are kept
  private boolean summed; // whether there are such units
  private Sections sections;
  private Grid grid;

  /** Makes this empty, with arrays to be used anew. */
  public void clear() {
    notes.clear();
  }

  /**
   * Adds a unit.
   *
   * @param gradient may be kept
   * @param spare receives gradients that are not kept, or no longer, to be used anew
   */
  public void add(
      UnitGradient gradient,
      double loss,
      double weight,
      Sections unitSections,
      Grid unitGrid,
      Consumer<UnitGradient> spare) {
    if (notes.units() == 0) {
      sections = unitSections;
      grid = unitGrid;
      summed = false;
      release(spare);
    }
    kept.add(gradient);
    notes.add(loss, weight, sections, grid);
    for (int s = 0; s < sections.count() - 2; s++) {
      notes.judge(s, gradient.largest(sections.from(s), sections.to(s)), grid);
    }
    long bytes = gradient.entryBytes() * (long) sections.entries();
    if (kept.size() > Math.max(1, Math.min(KEPT, KEPT_BYTES / bytes))) {
      addUp();
      release(spare);
    }
  }

  private void release(Consumer<UnitGradient> spare) {
    kept.forEach(spare);
    kept.clear();
  }

  /** Puts the units that are kept into the sums. */
  private void addUp() {
    if (sums == null) {
      sums = new double[sections.entries()];
    }
    for (int from = 0; from < sums.length; from += BLOCK) {
      addKept(sums, from, Math.min(sums.length, from + BLOCK), !summed);
    }
    summed = true;
  }

  private void addKept(double[] target, int from, int to, boolean put) {
    for (int k = 0; k < kept.size(); k++) {
      round(kept.get(k), target, from, to, put && k == 0);
    }
  }

  /** Makes this no longer than one sum, to be sent. */
  public void shorten() {
    int bytes = kept.stream().mapToInt(UnitGradient::entryBytes).sum();
    if (bytes > (summed ? 0 : Double.BYTES)) {
      addUp();
      kept.clear();
    }
  }

  /**
   * Adds the sum of other units.
   *
   * @param other not to be used any more, nor is this
   * @param spare receives gradients that nobody needs any more
   * @return this or the other, with the units of both
   */
  public GradientSum merge(GradientSum other, Consumer<UnitGradient> spare) {
    if (other.notes.units() == 0) {
      return this;
    }
    if (notes.units() == 0) {
      return other;
    }
    if (!summed && other.summed) { // which has an array to add to
      return other.merge(this, spare);
    }
    if (sums == null) {
      sums = new double[sections.entries()];
    }
    for (int from = 0; from < sums.length; from += BLOCK) {
      int to = Math.min(sums.length, from + BLOCK);
      addKept(sums, from, to, !summed);
      other.read(sums, from, to, false);
    }
    summed = true;
    notes.merge(other.notes);
    release(spare);
    other.release(spare);
    return this;
  }

  private void round(UnitGradient gradient, double[] target, int from, int to, boolean put) {
    for (int s = 0; s < sections.count() - 2; s++) {
      int start = Math.max(from, sections.from(s));
      int end = Math.min(to, sections.to(s));
      if (start < end) {
        gradient.roundInto(target, start, end, grid.rounder(s), put);
      }
    }
  }

  /**
   * Puts the entries [from, to) of the gradients' sum into those of a vector, or adds them.
   *
   * @param put whether the vector's entries are overwritten
   */
  public void read(double[] target, int from, int to, boolean put) {
    if (summed && put) {
      System.arraycopy(sums, from, target, from, to - from);
    } else if (summed) {
      for (int i = from; i < to; i++) {
        target[i] += sums[i];
      }
    }
    addKept(target, from, to, put && !summed);
  }

  /**
   * The gradients of all units, where each is kept and there is a grid for pairs; null elsewhere.
   */
  List<UnitGradient> pairable() {
    return summed || !grid.hasPairs() ? null : kept;
  }

  /** By what the gradients that are kept are to be rounded. */
  Grid grid() {
    return grid;
  }

  /** Where the sections are of the gradients that are kept. */
  Sections sections() {
    return sections;
  }

  /**
   * Cuts this into slices of equal length, each made when it is asked for; none where this is
   * empty.
   */
  public Iterator<GradientSlice> slices(int count) {
    if (notes.units() == 0) {
      return Collections.emptyIterator();
    }
    if (!kept.isEmpty()) {
      addUp();
      kept.clear();
    }
    return IntStream.range(0, count)
        .mapToObj(
            number -> {
              int from = (int) ((long) sums.length * number / count);
              int to = (int) ((long) sums.length * (number + 1) / count);
              double[] entries = Arrays.copyOfRange(sums, from, to);
              return new GradientSlice(number, from, entries, number == 0 ? notes : null);
            })
        .iterator();
  }

  /**
   * Takes a slice of a sum into this, which is empty but for other slices of the same sum.
   *
   * @param length of the whole sum
   */
  public void put(GradientSlice slice, int length) {
    if (sums == null) {
      sums = new double[length];
    }
    summed = true;
    System.arraycopy(slice.entries(), 0, sums, slice.from(), slice.entries().length);
    if (slice.notes() != null) {
      notes = slice.notes();
    }
  }

  /** What there is to know beside the gradients' sum. */
  public SumNotes notes() {
    return notes;
  }
}
