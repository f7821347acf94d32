package io.rappel.trainer.math.exact;

import java.io.Serializable;

/**
 * Sums of many columns of numbers below 1 in magnitude, in fixed point: integers that count units
 * of 2^−88, in three words, 32 bits apart. What a number has below that is cut off before it is
 * added, so additions are exact, and neither order nor grouping matters. There is room for 2^39
 * numbers in all, and 2^31 between merges.
 */
public final class FixedPointSums implements Serializable {

  private static final long serialVersionUID = 1L;

  private static final int WORDS = 3;
  private static final int WORD_BITS = 32;
  private static final long WORD = 1L << WORD_BITS;
  private static final double FIRST_WORD = 0x1p24;

  private final long[] words;

  /** Sums of nothing. */
  public FixedPointSums(int columns) {
    words = new long[Math.multiplyExact(WORDS, columns)];
  }

  /** Adds a number between −1 and 1 to a column's sum. */
  public void add(int column, double number) {
    double scaled = number * FIRST_WORD;
    long high = (long) scaled;
    double rest = (scaled - high) * WORD;
    long middle = (long) rest;
    int at = WORDS * column;
    words[at] += high;
    words[at + 1] += middle;
    words[at + 2] += (long) ((rest - middle) * WORD);
  }

  /** Adds other sums, exactly. */
  public void merge(FixedPointSums other) {
    for (int at = 0; at < words.length; at += WORDS) {
      carry(at);
      other.carry(at);
    }
    for (int i = 0; i < words.length; i++) {
      words[i] += other.words[i];
    }
  }

  /** Leaves 32 bits in all words but the first of a column's, which has the sign. */
  private void carry(int at) {
    for (int i = at + 2; i > at; i--) {
      words[i - 1] += words[i] >> WORD_BITS;
      words[i] &= WORD - 1;
    }
  }

  /** A column's sum, to about 106 bits. */
  public DoubleDouble value(int column) {
    int at = WORDS * column;
    carry(at);
    long high = words[at];
    double unit = 1 / FIRST_WORD;
    return DoubleDouble.sum((high >> WORD_BITS) * (unit * WORD), (high & (WORD - 1)) * unit)
        .plus(words[at + 1] * (unit / WORD))
        .plus(words[at + 2] * (unit / WORD / WORD));
  }
}
