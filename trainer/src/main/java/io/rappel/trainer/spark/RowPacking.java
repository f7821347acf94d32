package io.rappel.trainer.spark;

import io.rappel.trainer.data.ContentHash;
import io.rappel.trainer.data.Example;
import io.rappel.trainer.data.RowPack;
import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import scala.Tuple2;

/**
 * Packs the rows of a partition by shard before the shuffle, in bounded memory; and joins the packs
 * of a shard after.
 */
final class RowPacking implements Serializable {

  private static final long serialVersionUID = 1L;

  private static final long BUFFER_BYTES = 32L << 20;

  private final int columns;
  private final boolean sparse;
  private final int targetColumns;
  private final int shards;
  private final double heldOutFraction;

  /**
   * @param heldOutFraction share of rows that are held out by content
   */
  RowPacking(int columns, boolean sparse, int targetColumns, int shards, double heldOutFraction) {
    this.columns = columns;
    this.sparse = sparse;
    this.targetColumns = targetColumns;
    this.shards = shards;
    this.heldOutFraction = heldOutFraction;
  }

  /** Packs of rows with the shard of each. */
  Iterator<Tuple2<Integer, RowPack>> pack(Iterator<Example> examples, Copies.Numbering copies) {
    return new Packs(examples, copies);
  }

  private final class Packs implements Iterator<Tuple2<Integer, RowPack>> {

    private final Iterator<Example> examples;
    private final Copies.Numbering copies;
    private final ArrayDeque<Tuple2<Integer, RowPack>> ready = new ArrayDeque<>();

    Packs(Iterator<Example> examples, Copies.Numbering copies) {
      this.examples = examples;
      this.copies = copies;
    }

    @Override
    public boolean hasNext() {
      if (ready.isEmpty() && examples.hasNext()) {
        fill();
      }
      return !ready.isEmpty();
    }

    @Override
    public Tuple2<Integer, RowPack> next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return ready.remove();
    }

    private void fill() {
      Map<Integer, RowPack.Builder> builders = new HashMap<>();
      long bytes = 0;
      while (examples.hasNext() && bytes < BUFFER_BYTES) {
        Example example = examples.next();
        ContentHash hash = ContentHash.of(example);
        long copy = copies.number(hash);
        RowPack.Builder builder =
            builders.computeIfAbsent(
                hash.shard(copy, shards),
                shard -> new RowPack.Builder(columns, sparse, targetColumns));
        long before = builder.bytes();
        builder.add(example, hash, hash.heldOut(copy, heldOutFraction));
        bytes += builder.bytes() - before;
      }
      builders.forEach((shard, builder) -> ready.add(new Tuple2<>(shard, builder.build())));
    }
  }

  /** Joins packs that come sorted by shard; holds one shard at a time. */
  static Iterator<RawShard> join(Iterator<Tuple2<Integer, RowPack>> packs) {
    return new Iterator<>() {
      private Tuple2<Integer, RowPack> ahead = packs.hasNext() ? packs.next() : null;

      @Override
      public boolean hasNext() {
        return ahead != null;
      }

      @Override
      public RawShard next() {
        if (ahead == null) {
          throw new NoSuchElementException();
        }
        int shard = ahead._1();
        List<RowPack> parts = new ArrayList<>();
        while (ahead != null && ahead._1() == shard) {
          parts.add(ahead._2());
          ahead = packs.hasNext() ? packs.next() : null;
        }
        return new RawShard(shard, RowPack.inCanonicalOrder(parts));
      }
    };
  }
}
