package io.rappel.trainer.spark.deal;

import io.rappel.trainer.data.RowBatch;
import io.rappel.trainer.data.hash.RowHashes;
import io.rappel.trainer.data.profile.TableProfile;
import io.rappel.trainer.spark.engine.JavaBytes;
import io.rappel.trainer.spark.engine.Shuffles;
import io.rappel.trainer.spark.sum.SumTree;
import java.lang.ref.Cleaner;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.rdd.ShuffledRDD;
import scala.reflect.ClassTag;

/**
 * Rows that were read, once: dealt into buckets by content, where they wait in Spark's shuffle
 * files, or in memory where there is one JVM alone, for it to be known what their columns mean, and
 * profiled.
 */
public final class DealtRows implements AutoCloseable {

  private static final long BUCKET_BYTES = 16L << 20;
  private static final int FEWEST_BUCKETS = 64;
  private static final int MOST_BUCKETS = 1 << 12;

  /** Lets rows in memory go of which nobody thinks any more. */
  private static final Cleaner FORGOTTEN = Cleaner.create();

  private final JavaPairRDD<Integer, Dealt> dealt;
  private final int buckets;
  private final TableProfile profile;
  private final long holder;

  private DealtRows(
      JavaPairRDD<Integer, Dealt> dealt, int buckets, TableProfile profile, long holder) {
    this.dealt = dealt;
    this.buckets = buckets;
    this.profile = profile;
    this.holder = holder;
    FORGOTTEN.register(this, () -> HeldRows.end(holder));
  }

  /**
   * Reads all rows.
   *
   * @param batches read once, unless what was made of them is lost
   * @param features columns of a table; −1: rows are sparse
   * @param labels label columns
   * @param aboutBytes of the input, as far as known: it decides how much a task holds at once
   */
  public static DealtRows read(
      JavaRDD<RowBatch> batches, int features, int labels, long aboutBytes) {
    return readInto(buckets(aboutBytes), batches, features, labels);
  }

  /** Reads all rows for their profile alone, as {@link #read} does; they are not kept. */
  public static DealtRows profiled(JavaRDD<RowBatch> batches, int features, int labels) {
    TableProfile profile =
        SumTree.ofBytes(
            batches.mapPartitions(
                rows -> List.of(JavaBytes.of(profileOf(rows, features, labels))).iterator()),
            new TableProfile(features, labels),
            TableProfile::merge);
    return new DealtRows(null, 0, profile, 0);
  }

  private static TableProfile profileOf(Iterator<RowBatch> rows, int features, int labels) {
    TableProfile profile = new TableProfile(features, labels);
    RowHashes hashes = new RowHashes();
    while (rows.hasNext()) {
      RowBatch batch = rows.next();
      hashes.compute(batch);
      profile.add(batch, hashes);
    }
    return profile;
  }

  private static Dealt merged(Iterator<Dealt> profiles, int features, int labels) {
    TableProfile all = new TableProfile(features, labels);
    profiles.forEachRemaining(part -> all.merge(part.profile()));
    return Dealt.profile(all);
  }

  /** Reads rows of the same columns, to be held out or scored beside these. */
  public DealtRows readLike(JavaRDD<RowBatch> batches, int features, int labels) {
    return readInto(buckets, batches, features, labels);
  }

  private static DealtRows readInto(
      int buckets, JavaRDD<RowBatch> batches, int features, int labels) {
    // Where tasks are fewer than cores, as of one large file that cannot be divided.
    int tasks = Math.max(1, batches.getNumPartitions());
    int threads = Math.max(1, batches.context().defaultParallelism() / tasks);
    long holder = HeldRows.begin(JavaSparkContext.fromSparkContext(batches.context()));
    JavaPairRDD<Integer, Dealt> dealt =
        shuffled(
            batches.mapPartitionsToPair(
                rows -> new Dealing(rows, features, labels, buckets, threads, holder)),
            ShardPlacement.byBucket(buckets));
    boolean read = false;
    try {
      TableProfile profile = profile(dealt, buckets, features, labels);
      read = true;
      return new DealtRows(dealt, buckets, profile, holder);
    } finally {
      if (!read) {
        HeldRows.end(holder);
      }
    }
  }

  private static TableProfile profile(
      JavaPairRDD<Integer, Dealt> dealt, int buckets, int features, int labels) {
    dealt.context().setJobDescription("reading the rows");
    // The job that wants the profiles alone runs all tasks that read. They are added up there, as
    // all of them may be too long for the driver.
    JavaRDD<Dealt> profile =
        dealt.values().mapPartitions(all -> List.of(merged(all, features, labels)).iterator());
    return profile.collectPartitions(new int[] {buckets})[0].get(0).profile();
  }

  private static JavaPairRDD<Integer, Dealt> shuffled(
      JavaPairRDD<Integer, Dealt> rows, Partitioner partitioner) {
    ClassTag<Integer> key = ClassTag.apply(Integer.class);
    ClassTag<Dealt> value = ClassTag.apply(Dealt.class);
    ShuffledRDD<Integer, Dealt, Dealt> shuffled =
        new ShuffledRDD<>(rows.rdd(), partitioner, key, value, value);
    return new JavaPairRDD<>(shuffled.setSerializer(new DealtSerializer()), key, value);
  }

  private static int buckets(long bytes) {
    long wanted = Math.max(FEWEST_BUCKETS, Math.min(MOST_BUCKETS, bytes / BUCKET_BYTES));
    return Integer.highestOneBit((int) (2 * wanted - 1));
  }

  /** What the pass found out about all rows. */
  public TableProfile profile() {
    return profile;
  }

  public JavaPairRDD<Integer, Dealt> dealt() {
    return dealt;
  }

  public int buckets() {
    return buckets;
  }

  public JavaSparkContext context() {
    return JavaSparkContext.fromSparkContext(dealt.context());
  }

  /** By which rows are held that wait in memory, see {@link HeldRows}. */
  long holder() {
    return holder;
  }

  /**
   * Lets go of rows that wait in memory, after shards were made of them and kept: on a master where
   * rows wait there, no executor is lost, and nothing has to be made again.
   */
  public void letGo() {
    HeldRows.end(holder);
  }

  /** Removes the rows. */
  @Override
  public void close() {
    if (dealt != null) {
      Shuffles.remove(dealt);
      letGo();
    }
  }
}
