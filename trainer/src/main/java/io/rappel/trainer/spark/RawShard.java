package io.rappel.trainer.spark;

import io.rappel.trainer.data.RowPack;
import java.io.Serializable;

/** The raw rows of a shard, in canonical order. */
final class RawShard implements Serializable {

  private static final long serialVersionUID = 1L;

  private final int id;
  private final RowPack rows;

  RawShard(int id, RowPack rows) {
    this.id = id;
    this.rows = rows;
  }

  int id() {
    return id;
  }

  RowPack rows() {
    return rows;
  }
}
