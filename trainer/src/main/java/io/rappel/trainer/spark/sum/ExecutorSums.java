package io.rappel.trainer.spark.sum;

import io.rappel.trainer.objective.sum.GradientSum;
import io.rappel.trainer.spark.engine.ResultLimits;
import io.rappel.trainer.spark.engine.ScalaCollections;
import io.rappel.trainer.spark.engine.SerializableCoalescer;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.Partition;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.rdd.PartitionGroup;
import org.apache.spark.rdd.RDD;
import org.apache.spark.storage.BlockManagerId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Option;
import scala.collection.Iterator;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;
import scala.runtime.AbstractFunction2;
import scala.runtime.BoxedUnit;

/**
 * Adds up the gradients of a step's partitions, long ones: the tasks of an executor in its memory
 * first, so that one sum leaves each executor whatever the number of its tasks, then executors'. A
 * sum that an executor does not have any more, as it was lost, or that has a partition in it which
 * came from elsewhere too, is computed again from its partitions. So which task ran where and how
 * often matters to nothing but time.
 *
 * @param <T> what partitions hold
 */
public final class ExecutorSums<T> {

  private static final ClassTag<Left> TAG = ClassTag$.MODULE$.apply(Left.class);

  private final JavaRDD<T> rows;
  private final Broadcast<HeldSums> held;
  private final ResultLimits limits;

  /**
   * @param held of the run
   */
  public ExecutorSums(JavaRDD<T> rows, Broadcast<HeldSums> held, ResultLimits limits) {
    this.rows = rows;
    this.held = held;
    this.limits = limits;
  }

  /**
   * Sums whose sum is that of all partitions.
   *
   * @param partitions at least one
   * @param step greater than that of all sums before
   * @param length of the gradients
   */
  public List<GradientSum> sum(BitSet partitions, PartitionSum<T> each, long step, int length) {
    Arrival arrival = new Arrival(partitions);
    List<Object> list = partitions.stream().<Object>mapToObj(p -> p).toList();
    rows.context()
        .runJob(
            rows.rdd(), new Leave<>(each, held, step), ScalaCollections.list(list), arrival, TAG);
    Map<Left, List<Integer>> left = arrival.left;
    if (left.size() == 1) {
      GradientSum here = held.value().get(left.keySet().iterator().next().id, list.size());
      if (here != null) { // as tasks run in the driver
        return List.of(here);
      }
    }
    JavaRDD<GradientSum> sums =
        rows.rdd()
            .coalesce(left.size(), false, Option.apply(new Groups(left)), null)
            .toJavaRDD()
            .mapPartitionsWithIndex(new Fetch<>(each, held, left), true);
    return limits.fitWhole(length, left.size())
        ? sums.collect()
        : List.of(SlicedSum.sum(sums, length, limits));
  }

  /** Where tasks have left sums. */
  public static final class Left implements Serializable, Comparable<Left> {

    private static final long serialVersionUID = 1L;

    private final String executor;
    private final long id;

    /**
     * @param executor as Spark names it among the places where a partition is best computed
     * @param id of the step's sums there
     */
    public Left(String executor, long id) {
      this.executor = executor;
      this.id = id;
    }

    static Left here(long id) {
      BlockManagerId here = SparkEnv.get().blockManager().blockManagerId();
      return new Left("executor_" + here.host() + "_" + here.executorId(), id);
    }

    @Override
    public int compareTo(Left other) {
      int byExecutor = executor.compareTo(other.executor);
      return byExecutor != 0 ? byExecutor : Long.compare(id, other.id);
    }
  }

  /** Computes the sum of a partition and leaves it in the executor. */
  private static final class Leave<T> extends AbstractFunction2<TaskContext, Iterator<T>, Left>
      implements Serializable {

    private static final long serialVersionUID = 1L;

    private final PartitionSum<T> each;
    private final Broadcast<HeldSums> held;
    private final long step;

    Leave(PartitionSum<T> each, Broadcast<HeldSums> held, long step) {
      this.each = each;
      this.held = held;
      this.step = step;
    }

    @Override
    public Left apply(TaskContext task, Iterator<T> rows) {
      GradientSum sum = each.of(rows::hasNext, rows::next);
      task.killTaskIfInterrupted(); // another attempt may have brought this sum
      return Left.here(held.value().add(step, task.partitionId(), sum, each::recycle));
    }
  }

  /** Notes on the driver where which partition's sum is. */
  private static final class Arrival extends AbstractFunction2<Object, Left, BoxedUnit> {

    private final int[] partitions;
    private final Map<Left, List<Integer>> left = new TreeMap<>();

    Arrival(BitSet partitions) {
      this.partitions = partitions.stream().toArray();
    }

    @Override
    public BoxedUnit apply(Object index, Left where) {
      left.computeIfAbsent(where, w -> new ArrayList<>()).add(partitions[(Integer) index]);
      return BoxedUnit.UNIT;
    }
  }

  /** Brings the partitions together whose sums one executor has, to be computed there. */
  private static final class Groups implements SerializableCoalescer {

    private static final long serialVersionUID = 1L;

    private final transient Map<Left, List<Integer>> left; // no task asks for it

    Groups(Map<Left, List<Integer>> left) {
      this.left = left;
    }

    @Override
    public PartitionGroup[] coalesce(int ignored, RDD<?> rows) {
      Partition[] parts = rows.partitions();
      List<PartitionGroup> groups = new ArrayList<>();
      left.forEach(
          (where, partitions) -> {
            PartitionGroup group = new PartitionGroup(Option.apply(where.executor));
            partitions.forEach(p -> group.partitions().$plus$eq(parts[p]));
            groups.add(group);
          });
      return groups.toArray(PartitionGroup[]::new);
    }
  }

  /** The sum of a group of partitions: what lies here, if it is that; otherwise computed anew. */
  private static final class Fetch<T>
      implements Function2<Integer, java.util.Iterator<T>, java.util.Iterator<GradientSum>> {

    private static final long serialVersionUID = 1L;

    private static final Logger LOG = LoggerFactory.getLogger(ExecutorSums.class);

    private final PartitionSum<T> each;
    private final Broadcast<HeldSums> held;
    private final long[] ids;
    private final int[] counts;

    Fetch(PartitionSum<T> each, Broadcast<HeldSums> held, Map<Left, List<Integer>> left) {
      this.each = each;
      this.held = held;
      this.ids = left.keySet().stream().mapToLong(where -> where.id).toArray();
      this.counts = left.values().stream().mapToInt(List::size).toArray();
    }

    @Override
    public java.util.Iterator<GradientSum> call(Integer group, java.util.Iterator<T> rows) {
      GradientSum sum = held.value().get(ids[group], counts[group]);
      if (sum == null) {
        LOG.warn("the sums of {} partitions are not here and are computed again", counts[group]);
        sum = each.of(rows::hasNext, rows::next);
      }
      sum.shorten();
      return List.of(sum).iterator();
    }
  }
}
