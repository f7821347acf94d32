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
  /* wide */ double roundInto(
      /* wide */ double[] target, int from, int to, /* wide */ double rounder, boolean put) {
    /* bits */ long largest = 0;
    if (put) {
      for (int i = from; i < to; i++) {
        largest = Math.max(largest, Magnitude.bits(entries[i]));
        target[i] = (entries[i] + rounder) - rounder;
      }
    } else {
      for (int i = from; i < to; i++) {
        largest = Math.max(largest, Magnitude.bits(entries[i]));
        target[i] += (entries[i] + rounder) - rounder;
      }
    }
    return Magnitude.value(largest);
  }
}
