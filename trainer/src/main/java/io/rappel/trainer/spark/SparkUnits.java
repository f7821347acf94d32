package io.rappel.trainer.spark;

import io.rappel.trainer.data.batch.UnitSet;
import io.rappel.trainer.data.shard.Shard;
import io.rappel.trainer.objective.score.ScoreSpec;
import io.rappel.trainer.objective.score.ScoreSum;
import io.rappel.trainer.objective.sum.GradientSum;
import io.rappel.trainer.objective.sum.StepSum;
import io.rappel.trainer.objective.unit.StepWork;
import io.rappel.trainer.objective.unit.UnitRunner;
import io.rappel.trainer.objective.unit.UnitTasks;
import io.rappel.trainer.objective.unit.WorkSpec;
import io.rappel.trainer.objective.unit.Workspaces;
import io.rappel.trainer.spark.deal.ShardPlacement;
import io.rappel.trainer.spark.engine.ResultLimits;
import io.rappel.trainer.spark.engine.ScalaCollections;
import io.rappel.trainer.spark.sum.SlicedSum;
import io.rappel.trainer.spark.sum.SumTree;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.spark.SparkContext;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.rdd.PartitionPruningRDD;
import scala.collection.Iterator;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;
import scala.runtime.AbstractFunction1;
import scala.runtime.AbstractFunction2;
import scala.runtime.BoxedUnit;

/**
 * Runs units in Spark's tasks, where the shards are. A step's job runs on the partitions that it
 * needs and no others. Short results are added up on the driver, long ones on executors. Sums are
 * exact, so both give the same.
 */
final class SparkUnits implements UnitRunner {

  /** The scores of so many partitions go to the driver; those of more are added up on executors. */
  private static final int COLLECTED_SCORES = 64;

  private static final ClassTag<GradientSum> SUM_TAG = ClassTag$.MODULE$.apply(GradientSum.class);

  private final WorkSpec spec;
  private final JavaRDD<Shard> shards;
  private final ShardPlacement placement;
  private final JavaSparkContext context;
  private final int partitions;
  private final ResultLimits limits;

  /** One in each executor, as long as the run lasts. */
  private final Broadcast<Workspaces> workspaces;

  /**
   * @param workspaces of this run
   */
  SparkUnits(WorkSpec spec, Workspaces workspaces, PackedRows rows) {
    this.spec = spec;
    this.shards = rows.shards();
    this.placement = rows.placement();
    this.context = JavaSparkContext.fromSparkContext(shards.context());
    this.partitions = shards.getNumPartitions();
    this.limits = ResultLimits.of(context.getConf());
    this.workspaces = context.broadcast(workspaces);
  }

  @Override
  public StepSum gradients(StepWork work) {
    BitSet needed = needed(work.units());
    Broadcast<StepWork> broadcast = context.broadcast(work);
    try {
      context.setJobDescription(work.description());
      boolean whole = limits.fitWhole(spec.network().layout().size(), needed.cardinality());
      return new StepSum(
          whole ? collect(broadcast, needed) : List.of(addInSlices(broadcast, needed)));
    } finally {
      broadcast.destroy();
    }
  }

  private BitSet needed(UnitSet units) {
    BitSet needed = new BitSet(partitions);
    if (units.isAll()) {
      needed.set(0, partitions);
    } else {
      for (int i = 0; i < units.count(); i++) {
        needed.set(placement.partition(units.shard(i)));
      }
    }
    return needed;
  }

  private List<GradientSum> collect(Broadcast<StepWork> work, BitSet needed) {
    List<GradientSum> sums = new ArrayList<>();
    List<Object> list = needed.stream().<Object>mapToObj(p -> p).toList();
    SparkContext sc = context.sc();
    sc.runJob(
        shards.rdd(),
        new PartitionSum(spec, workspaces, work),
        ScalaCollections.list(list),
        new Arrival(sums),
        SUM_TAG);
    return sums;
  }

  private GradientSum addInSlices(Broadcast<StepWork> work, BitSet needed) {
    JavaRDD<Shard> pruned =
        needed.cardinality() == partitions
            ? shards
            : PartitionPruningRDD.create(shards.rdd(), new Contains(needed)).toJavaRDD();
    PartitionSum add = new PartitionSum(spec, workspaces, work);
    return SlicedSum.sum(
        pruned.mapPartitions(
            iterator -> List.of(add.of(iterator::hasNext, iterator::next)).iterator(), true),
        spec.network().layout().size(),
        limits);
  }

  /** A named class instead of a lambda, which Spark would clean anew each step. */
  private static final class PartitionSum
      extends AbstractFunction2<TaskContext, Iterator<Shard>, GradientSum> implements Serializable {

    private static final long serialVersionUID = 1L;

    private final WorkSpec spec;
    private final Broadcast<Workspaces> workspaces;
    private final Broadcast<StepWork> work;

    PartitionSum(WorkSpec spec, Broadcast<Workspaces> workspaces, Broadcast<StepWork> work) {
      this.spec = spec;
      this.workspaces = workspaces;
      this.work = work;
    }

    @Override
    public GradientSum apply(TaskContext task, Iterator<Shard> shards) {
      return of(shards::hasNext, shards::next);
    }

    /** Of an iterator, Java's or Scala's. */
    GradientSum of(BooleanSupplier more, Supplier<Shard> next) {
      GradientSum sum = new GradientSum();
      while (more.getAsBoolean()) {
        UnitTasks.addUnits(spec, workspaces.value(), next.get(), work.value(), sum);
      }
      sum.shorten();
      return sum;
    }
  }

  /** Collects results as they come, one at a time. */
  private static final class Arrival extends AbstractFunction2<Object, GradientSum, BoxedUnit> {

    private final List<GradientSum> sums;

    Arrival(List<GradientSum> sums) {
      this.sums = sums;
    }

    @Override
    public BoxedUnit apply(Object partition, GradientSum result) {
      sums.add(result);
      return BoxedUnit.UNIT;
    }
  }

  private static final class Contains extends AbstractFunction1<Object, Object>
      implements Serializable {

    private static final long serialVersionUID = 1L;

    private final BitSet partitions;

    Contains(BitSet partitions) {
      this.partitions = partitions;
    }

    @Override
    public Object apply(Object partition) {
      return partitions.get((Integer) partition);
    }
  }

  @Override
  public ScoreSum scores(StepWork work, boolean heldOut, ScoreSpec score) {
    WorkSpec constant = spec;
    Broadcast<Workspaces> spaces = workspaces;
    Broadcast<StepWork> broadcast = context.broadcast(work);
    try {
      context.setJobDescription(work.description());
      JavaRDD<ScoreSum> sums =
          shards.mapPartitions(
              partition -> {
                ScoreSum sum = new ScoreSum(score);
                partition.forEachRemaining(
                    shard ->
                        UnitTasks.addScores(
                            constant, spaces.value(), shard, broadcast.value(), heldOut, sum));
                return List.of(sum).iterator();
              },
              true);
      // Of few rows they are short together, of many each of them has thousands of bins.
      return partitions <= COLLECTED_SCORES && !score.binned()
          ? sums.reduce(ScoreSum::merge)
          : SumTree.sum(sums, ScoreSum::merge);
    } finally {
      broadcast.destroy();
    }
  }

  @Override
  public void close() {
    if (!context.sc().isStopped()) { // which is the end of all broadcasts
      workspaces.destroy();
    }
    context.setJobDescription(null);
  }
}
