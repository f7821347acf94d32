package io.rappel.trainer.spark.rows;

import io.rappel.trainer.data.pack.FrequentRow;
import io.rappel.trainer.data.pack.RawPack;
import io.rappel.trainer.data.pack.RowPack;
import io.rappel.trainer.data.pack.ShardAssembly;
import io.rappel.trainer.spark.deal.Dealt;
import io.rappel.trainer.spark.deal.ShardPlacement;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import scala.Tuple2;

/** Makes shards of buckets that come side by side where they belong together. */
final class AssembledShards implements Iterator<RawShard> {

  private final Iterator<Tuple2<Integer, Dealt>> dealt;
  private final ShardPlacement placement;
  private final ShardAssembly assembly;
  private final ArrayList<RawShard> ready = new ArrayList<>();
  private Tuple2<Integer, Dealt> ahead;

  AssembledShards(
      Iterator<Tuple2<Integer, Dealt>> dealt, ShardPlacement placement, ShardAssembly assembly) {
    this.dealt = dealt;
    this.placement = placement;
    this.assembly = assembly;
    advance();
  }

  private void advance() {
    ahead = dealt.hasNext() ? dealt.next() : null;
  }

  @Override
  public boolean hasNext() {
    while (ready.isEmpty() && ahead != null) {
      assembleFamily();
    }
    return !ready.isEmpty();
  }

  @Override
  public RawShard next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return ready.remove(ready.size() - 1);
  }

  private void assembleFamily() {
    int family = placement.family(ahead._1());
    List<RawPack> packs = new ArrayList<>();
    List<RawPack> heldOut = new ArrayList<>();
    while (ahead != null && placement.family(ahead._1()) == family) {
      (ahead._2().heldOut() ? heldOut : packs).add(ahead._2().rows());
      advance();
    }
    List<FrequentRow> frequent = new ArrayList<>();
    Map<Integer, RowPack> made = assembly.assemble(packs, heldOut, frequent);
    List<FrequentRow> rest = frequent;
    for (Map.Entry<Integer, RowPack> shard : made.entrySet()) {
      ready.add(new RawShard(shard.getKey(), shard.getValue(), rest));
      rest = List.of();
    }
  }
}
