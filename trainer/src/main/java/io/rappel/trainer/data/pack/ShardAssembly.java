package io.rappel.trainer.data.pack;

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
  private final HoldOut holdOut;
  private final long mostCopies;

  /**
   * @param sparse whether rows of which few numbers are not 0 stay so
   * @param shards a power of two
   * @param holdOut which rows are held out
   * @param mostCopies rows with more copies are spread over all shards
   */
  public ShardAssembly(
      RowTyping typing, boolean sparse, int shards, HoldOut holdOut, long mostCopies) {
    this.typing = typing;
    this.sparse = sparse;
    this.shards = shards;
    this.holdOut = holdOut;
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
    List<RowPack> typed =
        packs.stream().map(pack -> RowPackBuilder.inOrder(pack, typing, sparse)).toList();
    Map<Integer, RowPack> made;
    if (holdOut.byColumn()) {
      List<boolean[]> out = packs.stream().map(holdOut::of).toList();
      made = assemble(typed, out, false, 0, frequent);
      addHeldOut(made, assemble(typed, out, true, 1, frequent));
    } else {
      made = assemble(typed, null, false, holdOut.fraction(), frequent);
    }
    List<RowPack> typedHeldOut =
        heldOut.stream().map(pack -> RowPackBuilder.inOrder(pack, typing, sparse)).toList();
    addHeldOut(made, assemble(typedHeldOut, null, false, 1, frequent));
    return made;
  }

  private static void addHeldOut(Map<Integer, RowPack> to, Map<Integer, RowPack> heldOut) {
    heldOut.forEach((shard, rows) -> to.merge(shard, rows, RowPackBuilder::withHeldOut));
  }

  /**
   * Makes shards of some rows.
   *
   * @param out tells for each pack which rows are held out; null: all rows are taken
   * @param wanted which of the two are taken
   */
  private Map<Integer, RowPack> assemble(
      List<RowPack> typed,
      List<boolean[]> out,
      boolean wanted,
      double fraction,
      List<FrequentRow> frequent) {
    Map<Integer, List<int[]>> places = new TreeMap<>();
    for (int p = 0; p < typed.size(); p++) {
      RowPack pack = typed.get(p);
      for (int row = 0; row < pack.rows(); row++) {
        if (out != null && out.get(p)[row] != wanted) {
          continue;
        }
        int shard = (int) pack.low(row) & (shards - 1);
        places.computeIfAbsent(shard, s -> new ArrayList<>()).add(new int[] {p, row});
      }
    }
    Map<Integer, RowPack> made = new TreeMap<>();
    places.forEach(
        (shard, ofShard) ->
            made.put(
                shard,
                RowPackBuilder.inCanonicalOrder(typed, ofShard, fraction, mostCopies, frequent)));
    return made;
  }
}
