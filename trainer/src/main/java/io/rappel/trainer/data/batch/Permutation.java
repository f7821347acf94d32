package io.rappel.trainer.data.batch;

import io.rappel.trainer.math.Mix;

/**
 * A pseudo-random permutation of 0 … n − 1 that needs no memory: a Feistel network over the
 * smallest even number of bits that holds n, walked until it falls below n (Black and Rogaway
 * 2002).
 */
public final class Permutation {

  private static final int ROUNDS = 6;

  private final int size;
  private final int halfBits;
  private final int mask;
  private final long key;

  /**
   * @param size n, at least 1
   * @param key names the permutation
   */
  public Permutation(int size, long key) {
    if (size < 1) {
      throw new IllegalArgumentException("a permutation needs at least 1 element, not " + size);
    }
    int bits = 32 - Integer.numberOfLeadingZeros(size - 1);
    this.size = size;
    this.halfBits = Math.max(1, (bits + 1) / 2);
    this.mask = (1 << halfBits) - 1;
    this.key = key;
  }

  /** The element at that position, both from 0 to n − 1. */
  public int at(int position) {
    long value = position;
    do {
      value = encrypt(value);
    } while (value >= size);
    return (int) value;
  }

  private long encrypt(long value) {
    long left = value >>> halfBits;
    long right = value & mask;
    for (int round = 0; round < ROUNDS; round++) {
      long next = left ^ (Mix.mix(key + round, right) & mask);
      left = right;
      right = next;
    }
    return (left << halfBits) | right;
  }
}
