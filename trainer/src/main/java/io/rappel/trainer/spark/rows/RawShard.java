package io.rappel.trainer.spark.rows;

import io.rappel.trainer.data.pack.FrequentRow;
import io.rappel.trainer.data.pack.RowPack;
import java.io.Serializable;
import java.util.List;

/**
 * The rows of a shard, in canonical order, not yet encoded; and rows with very many copies, which
 * belong to all shards, found beside it.
 */
public final class RawShard implements Serializable {

  private static final long serialVersionUID = 1L;

  private final int id;
  private final RowPack rows;
  private final FrequentRow[] frequent;

  /**
   * @param rows null: none that is not frequent
   */
  RawShard(int id, RowPack rows, List<FrequentRow> frequent) {
    this.id = id;
    this.rows = rows;
    this.frequent = frequent.toArray(FrequentRow[]::new);
  }

  int id() {
    return id;
  }

  RowPack rows() {
    return rows;
  }

  /** Its first rows to train on, alone. */
  RawShard head(int most) {
    return new RawShard(id, rows.head(most), List.of());
  }

  FrequentRow[] frequent() {
    return frequent;
  }
}
