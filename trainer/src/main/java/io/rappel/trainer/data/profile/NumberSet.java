package io.rappel.trainer.data.profile;

import io.rappel.trainer.data.Cell;
import java.io.Serializable;
import java.util.Arrays;

/** Different numbers, up to a number of them. Whoever adds what in which order, it is the same. */
final class NumberSet implements Serializable {

  private static final long serialVersionUID = 1L;

  private static final long EMPTY = Cell.MISSING;

  private final int most;
  private int size;
  private long[] slots = new long[0];
  private boolean overflown;

  /**
   * @param most numbers that are kept; where there are more, none is
   */
  NumberSet(int most) {
    this.most = most;
  }

  /** Adds a number by its bits. */
  void add(long bits) {
    if (overflown) {
      return;
    }
    if (2 * size >= slots.length) {
      grow();
    }
    int mask = slots.length - 1;
    int slot = (int) (bits * 0x9E3779B97F4A7C15L >>> 33) & mask;
    while (slots[slot] != EMPTY && slots[slot] != bits) {
      slot = (slot + 1) & mask;
    }
    if (slots[slot] == EMPTY) {
      slots[slot] = bits;
      size++;
      if (size > most) {
        overflow();
      }
    }
  }

  private void grow() {
    long[] old = slots;
    slots = new long[Math.max(8, 2 * slots.length)];
    Arrays.fill(slots, EMPTY);
    size = 0;
    for (long bits : old) {
      if (bits != EMPTY) {
        add(bits);
      }
    }
  }

  private void overflow() {
    overflown = true;
    slots = new long[0];
    size = 0;
  }

  void merge(NumberSet other) {
    if (other.overflown) {
      overflow();
    }
    for (long bits : other.slots) {
      if (bits != EMPTY) {
        add(bits);
      }
    }
  }

  /** Whether there are more than are kept. */
  boolean overflown() {
    return overflown;
  }

  /** The numbers, ascending; none where there are too many. */
  double[] toArray() {
    return Arrays.stream(slots)
        .filter(bits -> bits != EMPTY)
        .mapToDouble(Double::longBitsToDouble)
        .sorted()
        .toArray();
  }
}
