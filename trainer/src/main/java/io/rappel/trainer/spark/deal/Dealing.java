package io.rappel.trainer.spark.deal;

import io.rappel.trainer.data.RowBatch;
import io.rappel.trainer.data.hash.RowHashes;
import io.rappel.trainer.data.pack.RawPack;
import io.rappel.trainer.data.profile.TableProfile;
import java.util.Iterator;
import java.util.NoSuchElementException;
import scala.Tuple2;

/**
 * Deals the rows of a task into buckets by their hashes as they are read, in bounded memory, and
 * profiles them on the way; the profile comes last.
 */
final class Dealing implements Iterator<Tuple2<Integer, Dealt>> {

  private static final long BUFFER_BYTES = 64L << 20;

  private final Iterator<RowBatch> batches;
  private final int features;
  private final int labels;
  private final int buckets;
  private final RawPack.Builder[] builders;
  private final int threads;
  private final long holder;
  private final RowHashes hashes;
  private final TableProfile profile;
  private final boolean[] hidden;
  private RawPack.Builder[] ofRow = new RawPack.Builder[RowBatch.ROWS];
  private int flushed; // buckets that are empty again; all of them while rows are added
  private boolean ended;
  private Tuple2<Integer, Dealt> ready;

  /**
   * @param features columns of a table; −1: rows are sparse
   * @param buckets a power of two
   * @param threads that may work on columns
   * @param holder of rows that stay in memory
   */
  Dealing(
      Iterator<RowBatch> batches, int features, int labels, int buckets, int threads, long holder) {
    this.batches = batches;
    this.features = features;
    this.labels = labels;
    this.buckets = buckets;
    this.threads = threads;
    this.holder = holder;
    this.flushed = buckets;
    this.hashes = new RowHashes(threads, RowBatch.ROWS);
    this.builders = new RawPack.Builder[buckets];
    this.profile = new TableProfile(features, labels);
    this.hidden = new boolean[Math.max(0, features)];
  }

  @Override
  public boolean hasNext() {
    while (ready == null && !ended) {
      if (flushed < buckets) {
        ready = flush(flushed++);
      } else if (batches.hasNext()) {
        add(batches.next());
      } else if (bytes() > 0) {
        flushed = 0;
      } else {
        ready = new Tuple2<>(ShardPlacement.PROFILES, Dealt.profile(profile));
        ended = true;
      }
    }
    return ready != null;
  }

  @Override
  public Tuple2<Integer, Dealt> next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    Tuple2<Integer, Dealt> next = ready;
    ready = null;
    return next;
  }

  private void add(RowBatch batch) {
    hashes.compute(batch);
    profile.add(batch, hashes, threads);
    for (int j = 0; j < hidden.length; j++) {
      hidden[j] = profile.feature(j).hasTooManyLevels();
    }
    if (ofRow.length < batch.rows()) {
      ofRow = new RawPack.Builder[batch.rows()];
    }
    for (int i = 0; i < batch.rows(); i++) {
      ofRow[i] = builder((int) hashes.low(i) & (buckets - 1));
    }
    RawPack.Builder.add(batch, ofRow, hashes, hidden, threads);
    if (bytes() > BUFFER_BYTES) {
      flushed = 0;
    }
  }

  private long bytes() {
    long bytes = 0;
    for (RawPack.Builder builder : builders) {
      bytes += builder == null ? 0 : builder.bytes();
    }
    return bytes;
  }

  private RawPack.Builder builder(int bucket) {
    if (builders[bucket] == null) {
      builders[bucket] = new RawPack.Builder(Math.max(0, features), features < 0, labels);
    }
    return builders[bucket];
  }

  /** The rows of a bucket, which is empty then; null if it is. */
  private Tuple2<Integer, Dealt> flush(int bucket) {
    RawPack.Builder builder = builders[bucket];
    return builder == null || builder.rows() == 0
        ? null
        : new Tuple2<>(bucket, Dealt.rows(builder.take(), holder));
  }
}
