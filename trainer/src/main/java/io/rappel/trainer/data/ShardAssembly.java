package io.rappel.trainer.data;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes shards of dealt rows, of a bucket or of all that belong to one shard. */
public final class ShardAssembly implements Serializable {

  private static final long serialVersionUID = 1L;

  private final RowTyping typing;
  private final boolean sparse;
  private final int shards;
  private final double heldOutFraction;
  private final long mostCopies;

  /**
   * @param sparse whether rows of which few numbers are not 0 stay so
   * @param shards a power of two
   * @param heldOutFraction the share of rows that is held out, by content
   * @param mostCopies rows with more copies are spread over all shards
   */
  public ShardAssembly(
      RowTyping typing, boolean sparse, int shards, double heldOutFraction, long mostCopies) {
    this.typing = typing;
    this.sparse = sparse;
    this.shards = shards;
    this.heldOutFraction = heldOutFraction;
    this.mostCopies = mostCopies;
  }

  /**
   * The shards that some rows make up.
   *
   * @param packs all rows of these shards, of which validation rows may be taken
   * @param heldOut rows of these shards that are held out, all of them
   * @param frequent where rows with very many copies are added, which are in no shard yet
   * @return by the shard's number; without those that have no rows
   */
  public Map<Integer, RowPack> assemble(
      List<RawPack> packs, List<RawPack> heldOut, List<FrequentRow> frequent) {
    Map<Integer, RowPack> made = assemble(packs, heldOutFraction, frequent);
    assemble(heldOut, 1, frequent)
        .forEach((shard, rows) -> made.merge(shard, rows, RowPackBuilder::withHeldOut));
    return made;
  }

  private Map<Integer, RowPack> assemble(
      List<RawPack> packs, double fraction, List<FrequentRow> frequent) {
    List<RowPack> typed =
        packs.stream().map(pack -> RowPackBuilder.inOrder(pack, typing, sparse)).toList();
    Map<Integer, List<int[]>> places = new TreeMap<>();
    for (int p = 0; p < typed.size(); p++) {
      RowPack pack = typed.get(p);
      for (int row = 0; row < pack.rows(); row++) {
        int shard = (int) pack.low(row) & (shards - 1);
        places.computeIfAbsent(shard, s -> new ArrayList<>()).add(new int[] {p, row});
      }
    }
    Map<Integer, RowPack> made = new TreeMap<>();
    places.forEach(
        (shard, wanted) ->
            made.put(
                shard,
                RowPackBuilder.inCanonicalOrder(typed, wanted, fraction, mostCopies, frequent)));
    return made;
  }
}
