package io.rappel.trainer.math.exact;

import java.io.Serializable;
import java.math.BigInteger;

/**
 * A sum of float64 numbers without any rounding, whatever their order, range or partition: only the
 * result is rounded, once. It is a number in fixed point whose chunks lie 32 bits apart and are 64
 * bits wide, so that carries wait (R. M. Neal, Fast exact summation using small and large
 * superaccumulators, 2015, arXiv:1505.05571). Only the chunks that the addends reach are kept.
 */
public final class ExactSum implements Serializable {

  private static final long serialVersionUID = 1L;

  private static final int CHUNK_BITS = 32;
  private static final long LOW_BITS = (1L << CHUNK_BITS) - 1;
  private static final int MANTISSA_BITS = 52;

  /** That of the smallest float64, 2^−1074. */
  public static final int LOWEST_EXPONENT = Double.MIN_EXPONENT - MANTISSA_BITS;

  private static final int EXACT_LONG_BITS = 62;
  // An addend is below 2^52 in a chunk: fewer than 2^10 of them stay below 2^62, so two such sums
  // below 2^63.
  private static final int ADDENDS_BETWEEN_CARRIES = 1 << 10;

  // The sum is Σ chunks[i] · 2^(32 (firstChunk + i) − 1074).
  private long[] chunks = {};
  private int firstChunk;
  private int pending;
  private boolean finite = true;

  /** Adds a number, exactly. A number that is not finite makes the sum NaN for good. */
  public void add(double x) {
    if (!Double.isFinite(x)) {
      finite = false;
      return;
    }
    if (x == 0) {
      return;
    }
    long bits = Double.doubleToRawLongBits(x);
    int biasedExponent = (int) (bits >>> MANTISSA_BITS) & 0x7FF;
    long mantissa = bits & ((1L << MANTISSA_BITS) - 1);
    if (biasedExponent > 0) {
      mantissa |= 1L << MANTISSA_BITS;
      biasedExponent--;
    }
    addShifted(biasedExponent, mantissa, bits < 0);
  }

  /** Adds ± mantissa · 2^(shift − 1074). */
  private void addShifted(int shift, long mantissa, boolean negative) {
    int chunk = shift / CHUNK_BITS;
    int within = shift % CHUNK_BITS;
    long low = (mantissa << within) & LOW_BITS;
    long high = mantissa >>> (CHUNK_BITS - within);
    cover(chunk, chunk + 2);
    chunks[chunk - firstChunk] += negative ? -low : low;
    chunks[chunk - firstChunk + 1] += negative ? -high : high;
    countPending(1);
  }

  /**
   * Adds a · b, exactly where the product is 0 or at least 2^-968 (its last bits are then no
   * smaller than the smallest float64). A product beyond the largest float64 counts as not finite.
   */
  public void addProduct(double a, double b) {
    double product = a * b;
    add(product);
    if (Double.isFinite(product)) {
      add(Math.fma(a, b, -product));
    }
  }

  /** Adds another sum, exactly. */
  public void merge(ExactSum other) {
    finite &= other.finite;
    if (other.chunks.length == 0) {
      return;
    }
    cover(other.firstChunk, other.firstChunk + other.chunks.length);
    int shift = other.firstChunk - firstChunk;
    for (int i = 0; i < other.chunks.length; i++) {
      chunks[i + shift] += other.chunks[i];
    }
    countPending(other.pending + 1); // a chunk is up to 2^32 without pending addends
  }

  private void countPending(int addends) {
    pending += addends;
    if (pending >= ADDENDS_BETWEEN_CARRIES) {
      propagateCarries();
    }
  }

  /** The float64 nearest to the sum, ties to even; infinite beyond the largest float64. */
  public double value() {
    if (!finite) {
      return Double.NaN;
    }
    BigInteger units = units();
    BigInteger magnitude = units.abs();
    int excess = Math.max(0, magnitude.bitLength() - EXACT_LONG_BITS);
    long leading = magnitude.shiftRight(excess).longValueExact();
    if (excess > 0 && magnitude.getLowestSetBit() < excess) {
      leading |= 1; // so that the conversion sees no tie where bits were cut off
    }
    double value = Math.scalb((double) leading, excess + CHUNK_BITS * firstChunk + LOWEST_EXPONENT);
    return units.signum() < 0 ? -value : value;
  }

  /** Whether all addends were finite. */
  public boolean isFinite() {
    return finite;
  }

  /**
   * The sum itself, in units of the smallest float64.
   *
   * @throws ArithmeticException where an addend was not finite
   */
  public BigInteger smallestUnits() {
    if (!finite) {
      throw new ArithmeticException("an addend was not finite");
    }
    return units().shiftLeft(CHUNK_BITS * firstChunk);
  }

  /** The sum in units of 2^(32 firstChunk − 1074). */
  private BigInteger units() {
    BigInteger units = BigInteger.ZERO;
    for (int i = chunks.length - 1; i >= 0; i--) {
      units = units.shiftLeft(CHUNK_BITS).add(BigInteger.valueOf(chunks[i]));
    }
    return units;
  }

  /** Leaves 32 bits in each chunk; the topmost keeps the sign. */
  private void propagateCarries() {
    int top = chunks.length - 1;
    if (top < 0) {
      return;
    }
    for (int i = 0; i < top; i++) {
      chunks[i + 1] += chunks[i] >> CHUNK_BITS;
      chunks[i] &= LOW_BITS;
    }
    long carry = chunks[top] >> CHUNK_BITS;
    if (carry != 0 && carry != -1) {
      cover(firstChunk, firstChunk + chunks.length + 1);
      chunks[top] &= LOW_BITS;
      chunks[top + 1] = carry;
    }
    pending = 0;
  }

  /** Makes room for chunks from the first to before the last. */
  private void cover(int from, int to) {
    int end = firstChunk + chunks.length;
    if (chunks.length > 0 && from >= firstChunk && to <= end) {
      return;
    }
    int newFirst = chunks.length == 0 ? from : Math.min(from, firstChunk);
    int newEnd = chunks.length == 0 ? to : Math.max(to, end);
    long[] wider = new long[newEnd - newFirst];
    if (chunks.length > 0) {
      System.arraycopy(chunks, 0, wider, firstChunk - newFirst, chunks.length);
    }
    chunks = wider;
    firstChunk = newFirst;
  }
}
