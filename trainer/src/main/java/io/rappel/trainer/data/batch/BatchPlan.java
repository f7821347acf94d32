package io.rappel.trainer.data.batch;

import io.rappel.trainer.math.Mix;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Which units of work each step uses: all of them; mini-batches without replacement, made anew each
 * epoch or once; or rows that each step draws for itself. A mini-batch without replacement is the
 * next units in an order that takes one of each shard in turn, beginning at another shard each
 * epoch; so it comes from as many shards, and partitions, as there are. The plan depends on the
 * shards' rows, the batch size, the sampling and the seed alone.
 */
public final class BatchPlan {

  /** The most rows of a unit where layers are not so wide that fewer are wanted. */
  public static final int LARGEST_UNIT = 1024;

  private static final int SMALLEST_UNIT = 64;

  private final int[] trainRows;
  private final long[] ends; // of shards, among all rows to train on
  private final long rows;
  private final SamplingKind sampling;
  private final int[] units;
  private final long totalUnits;
  private final int largestUnit;
  private final int unitsPerStep;
  private final int stepsPerEpoch;
  private final boolean full;
  private final UnitCut cut;
  private final long seed;

  /**
   * @param trainRows rows to train on of each shard
   * @param size resolved: not auto
   * @param sampling of mini-batches
   */
  public BatchPlan(int[] trainRows, BatchSize size, SamplingKind sampling, long seed) {
    this(trainRows, size, sampling, seed, LARGEST_UNIT);
  }

  /**
   * @param trainRows rows to train on of each shard
   * @param size resolved: not auto
   * @param sampling of mini-batches
   * @param largestUnit the most rows that a unit is meant to have; of a full batch it never has
   *     more, of others up to half as many again
   */
  public BatchPlan(
      int[] trainRows, BatchSize size, SamplingKind sampling, long seed, int largestUnit) {
    this.largestUnit = largestUnit;
    this.trainRows = trainRows.clone();
    this.ends = Arrays.stream(trainRows).asLongStream().toArray();
    Arrays.parallelPrefix(ends, Long::sum);
    this.rows = ends[ends.length - 1];
    this.sampling = sampling;
    this.seed = seed;
    long batch = size.isFull() ? rows : size.rows(rows);
    this.full = batch >= rows;
    unitsPerStep = full ? 0 : unitsOf(batch);
    if (full) {
      cut = UnitCut.all(largestUnit);
    } else if (sampling == SamplingKind.BERNOULLI) {
      cut = UnitCut.drawn(unitRows(batch), (double) batch / rows, seed);
    } else {
      cut = UnitCut.permuted(unitRows(batch), sampling, seed);
    }
    units = IntStream.of(trainRows).map(cut::units).toArray();
    totalUnits = Arrays.stream(units).asLongStream().sum();
    stepsPerEpoch = Math.toIntExact(stepsPerEpoch(batch));
  }

  private long stepsPerEpoch(long batch) {
    if (full) {
      return 1;
    }
    return sampling == SamplingKind.BERNOULLI
        ? Math.round((double) rows / batch)
        : (totalUnits + unitsPerStep - 1) / unitsPerStep;
  }

  /**
   * A power of two, which can be shared out evenly: units have about 64 rows in small batches, as
   * fewer multiply slowly, and more, up to about the largest, as the square root of the batch.
   */
  private int unitsOf(long batch) {
    double rows = Math.min(largestUnit, Math.max(SMALLEST_UNIT, Math.sqrt(32.0 * batch)));
    return (int) Math.max(1, Long.highestOneBit((long) (batch / (0.75 * rows))));
  }

  private int unitRows(long batch) {
    return Math.toIntExact((batch + unitsPerStep - 1) / unitsPerStep);
  }

  /** Whether each step uses all rows. */
  public boolean full() {
    return full;
  }

  /**
   * How many units a step of a mini-batch has, and so how many tasks work at the same time; 0: as
   * many as there are, or as shards are drawn from.
   */
  public int unitsPerStep() {
    return sampling == SamplingKind.BERNOULLI ? 0 : unitsPerStep;
  }

  /** How shards are cut into units. */
  public UnitCut cut() {
    return cut;
  }

  /** Steps that use each row once; on average, where steps draw their rows. */
  public int stepsPerEpoch() {
    return stepsPerEpoch;
  }

  /** The steps of an epoch, in order; an epoch's number is from 1 on. */
  public Iterator<UnitSet> epoch(int epoch) {
    long firstStep = (epoch - 1L) * stepsPerEpoch;
    if (full) {
      return List.of(UnitSet.all(epoch, firstStep, rows, totalUnits)).iterator();
    }
    return sampling == SamplingKind.BERNOULLI
        ? LongStream.range(firstStep, firstStep + stepsPerEpoch)
            .mapToObj(step -> drawn(epoch, step))
            .iterator()
        : new Steps(epoch, firstStep);
  }

  /** The units of the rows that a step draws; none, perhaps. Shards without any are passed by. */
  private UnitSet drawn(int epoch, long step) {
    BernoulliDraw draw = cut.draw(step);
    IntStream.Builder shards = IntStream.builder();
    IntStream.Builder firsts = IntStream.builder();
    long drawnRows = 0;
    int unitRows = 0;
    int shard = 0;
    for (long row = draw.gap(0, -1); row < rows; drawnRows++) {
      int here = shardOf(row);
      int place = (int) (row - ends[here] + trainRows[here]);
      if (drawnRows == 0 || here != shard || unitRows == cut.unitRows()) {
        shards.add(here);
        firsts.add(place);
        unitRows = 0;
      }
      unitRows++;
      shard = here;
      row += 1 + draw.gap(here, place);
    }
    return UnitSet.of(epoch, step, drawnRows, shards.build().toArray(), firsts.build().toArray());
  }

  /** The shard of one of all rows to train on: the first that ends behind it. */
  private int shardOf(long row) {
    int low = 0;
    int high = ends.length - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (ends[middle] > row) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  /** Walks round after round over the shards. */
  private final class Steps implements Iterator<UnitSet> {

    private final int epoch;
    private final int first;
    private long step;
    private long left = totalUnits;
    private int round;
    private int place;

    Steps(int epoch, long firstStep) {
      this.epoch = epoch;
      this.step = firstStep;
      int order = sampling == SamplingKind.FIXED ? 0 : epoch;
      this.first = (int) Long.remainderUnsigned(Mix.mix(seed, order), units.length);
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
      long stepRows = 0;
      for (int i = 0; i < count; ) {
        int shard = (first + place) % units.length;
        if (round < units[shard]) {
          shards[i] = shard;
          numbers[i++] = round;
          stepRows += cut.size(trainRows[shard], round);
        }
        if (++place == units.length) {
          place = 0;
          round++;
        }
      }
      left -= count;
      return UnitSet.of(epoch, step++, stepRows, shards, numbers);
    }
  }
}
