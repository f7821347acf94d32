package io.rappel.trainer.objective;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * A sum over units of work: of gradients, losses and weights, rounded to a {@link Grid}, with the
 * true maxima of what was added. Additions are exact, so neither order nor grouping matters. Made
 * empty. A single unit is kept as it was computed, and rounded when it is added up or read.
 */
public final class GradientSum implements Serializable {

  private static final long serialVersionUID = 1L;

  private static final int BLOCK = 4096; // what is added in one go stays in the nearest cache

  private SumNotes notes = new SumNotes();
  private UnitGradient unit; // the one there is, if it is kept; of no meaning where there is none
  private double[] sums; // of meaning where no unit is kept
  private Sections sections;
  private Grid grid;

  /** Makes this empty, with arrays to be used anew. */
  void clear() {
    notes.clear();
  }

  /**
   * Adds a unit.
   *
   * @param gradient may be kept
   * @param spare receives gradients that are not kept, or no longer, to be used anew
   */
  void add(
      UnitGradient gradient,
      double loss,
      double weight,
      Sections unitSections,
      Grid unitGrid,
      Consumer<UnitGradient> spare) {
    if (notes.units() == 0) {
      sections = unitSections;
      grid = unitGrid;
      release(spare);
      unit = gradient;
    } else {
      double[] target = target();
      for (int from = 0; from < target.length; from += BLOCK) {
        int to = Math.min(target.length, from + BLOCK);
        settle(from, to);
        round(gradient, target, from, to, false);
      }
      release(spare);
      spare.accept(gradient);
    }
    notes.add(loss, weight, sections, grid);
  }

  private void release(Consumer<UnitGradient> spare) {
    if (unit != null) {
      spare.accept(unit);
      unit = null;
    }
  }

  private double[] target() {
    if (sums == null) {
      sums = new double[sections.entries()];
    }
    return sums;
  }

  /** Puts the unit that is kept, if one is, into the sums. */
  private void settle(int from, int to) {
    if (unit != null) {
      round(unit, sums, from, to, true);
    }
  }

  private void round(UnitGradient gradient, double[] target, int from, int to, boolean put) {
    for (int s = 0; s < sections.count() - 2; s++) {
      int start = Math.max(from, sections.from(s));
      int end = Math.min(to, sections.to(s));
      if (start < end) {
        notes.judge(s, gradient.roundInto(target, start, end, grid.rounder(s), put), grid);
      }
    }
  }

  /**
   * Puts the entries [from, to) of the gradients' sum into those of a vector, or adds them. Only
   * when all have been read is it known what the largest were and whether they fitted the grid.
   *
   * @param put whether the vector's entries are overwritten
   */
  void read(double[] target, int from, int to, boolean put) {
    if (unit != null) {
      round(unit, target, from, to, put);
    } else if (put) {
      System.arraycopy(sums, from, target, from, to - from);
    } else {
      for (int i = from; i < to; i++) {
        target[i] += sums[i];
      }
    }
  }

  /**
   * Cuts this into slices of equal length, each made when it is asked for; none where this is
   * empty.
   */
  public Iterator<GradientSlice> slices(int count) {
    if (notes.units() == 0) {
      return Collections.emptyIterator();
    }
    target();
    settle(0, sums.length);
    unit = null;
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
    System.arraycopy(slice.entries(), 0, sums, slice.from(), slice.entries().length);
    if (slice.notes() != null) {
      notes = slice.notes();
    }
  }

  /** What there is to know beside the gradients' sum. */
  SumNotes notes() {
    return notes;
  }
}
