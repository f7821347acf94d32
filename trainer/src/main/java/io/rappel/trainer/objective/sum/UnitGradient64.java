package io.rappel.trainer.objective.sum;

/** A unit's gradient in float64; the float32 twin is generated at build. */
public final class UnitGradient64 extends UnitGradient {

  private static final long serialVersionUID = 1L;

  private final double[] entries;

  public UnitGradient64(double[] entries) {
    this.entries = entries;
  }

  /** Flat, by the layout. */
  public double[] entries() {
    return entries;
  }

  @Override
  int entryBytes() {
    return Double.BYTES;
  }

  @Override
  /* wide */ double largest(int from, int to) {
    double largest = 0;
    for (int i = from; i < to; i++) { // in the precision of the entries, as it runs on vectors then
      largest = Math.max(largest, Math.abs(entries[i]));
    }
    return largest;
  }

  @Override
  void roundInto(
      /* wide */ double[] target, int from, int to, /* wide */ double rounder, boolean put) {
    if (put) {
      for (int i = from; i < to; i++) {
        target[i] = (entries[i] + rounder) - rounder;
      }
    } else {
      for (int i = from; i < to; i++) {
        target[i] += (entries[i] + rounder) - rounder;
      }
    }
  }
}
