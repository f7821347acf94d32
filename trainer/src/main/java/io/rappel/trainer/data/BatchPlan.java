package io.rappel.trainer.data;

import io.rappel.trainer.math.Mix;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;

/**
 * Which units of work each step uses: all of them, or mini-batches without replacement. A
 * mini-batch is the next units in an order that takes one of each shard in turn, beginning at
 * another shard each epoch; so it comes from as many shards, and partitions, as there are. The plan
 * depends on the shards' rows, the batch size and the seed alone.
 */
public final class BatchPlan {

  private static final int LARGEST_UNIT = 1024;
  private static final int SMALLEST_UNIT = 64;

  private final int[] units;
  private final long totalUnits;
  private final int unitsPerStep;
  private final boolean full;
  private final UnitCut cut;
  private final long seed;

  /**
   * @param trainRows rows to train on of each shard
   * @param size resolved: not auto
   */
  public BatchPlan(int[] trainRows, BatchSize size, long seed) {
    long rows = Arrays.stream(trainRows).asLongStream().sum();
    this.seed = seed;
    this.full = size.isFull() || size.rows() >= rows;
    if (full) {
      unitsPerStep = 0;
      cut = new UnitCut(LARGEST_UNIT, false, seed);
    } else {
      int unit = unitRows(size.rows());
      unitsPerStep = (size.rows() + unit - 1) / unit;
      cut = new UnitCut((size.rows() + unitsPerStep - 1) / unitsPerStep, true, seed);
    }
    units = IntStream.of(trainRows).map(cut::units).toArray();
    totalUnits = Arrays.stream(units).asLongStream().sum();
  }

  /**
   * 64 rows for small batches, as few rows multiply slowly; more, up to 1,024, as the square root
   * of the batch.
   */
  private static int unitRows(int batch) {
    long grown = Math.round(Math.sqrt(32.0 * batch));
    return (int) Math.min(batch, Math.max(SMALLEST_UNIT, Math.min(LARGEST_UNIT, grown)));
  }

  /** Whether each step uses all rows. */
  public boolean full() {
    return full;
  }

  /** How shards are cut into units. */
  public UnitCut cut() {
    return cut;
  }

  /** Units of all shards. */
  public long totalUnits() {
    return totalUnits;
  }

  /** Steps that use each row once. */
  public int stepsPerEpoch() {
    return full ? 1 : Math.toIntExact((totalUnits + unitsPerStep - 1) / unitsPerStep);
  }

  /** The steps of an epoch, in order. */
  public Iterator<UnitSet> epoch(int epoch) {
    return full ? Arrays.asList(UnitSet.all(epoch, totalUnits)).iterator() : new Steps(epoch);
  }

  /** Walks round after round over the shards. */
  private final class Steps implements Iterator<UnitSet> {

    private final int epoch;
    private final int first;
    private long left = totalUnits;
    private int round;
    private int place;

    Steps(int epoch) {
      this.epoch = epoch;
      this.first = (int) Long.remainderUnsigned(Mix.mix(seed, epoch), units.length);
    }

    @Override
    public boolean hasNext() {
      return left > 0;
    }

    @Override
    public UnitSet next() {
      if (left == 0) {
        throw new NoSuchElementException();
      }
      int count = (int) Math.min(left, unitsPerStep);
      int[] shards = new int[count];
      int[] numbers = new int[count];
      for (int i = 0; i < count; ) {
        int shard = (first + place) % units.length;
        if (round < units[shard]) {
          shards[i] = shard;
          numbers[i++] = round;
        }
        if (++place == units.length) {
          place = 0;
          round++;
        }
      }
      left -= count;
      return UnitSet.of(epoch, shards, numbers);
    }
  }
}
