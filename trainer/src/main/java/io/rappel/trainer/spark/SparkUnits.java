package io.rappel.trainer.spark;

import io.rappel.trainer.data.batch.UnitSet;
import io.rappel.trainer.data.shard.Shard;
import io.rappel.trainer.objective.score.ScoreSpec;
import io.rappel.trainer.objective.score.ScoreSum;
import io.rappel.trainer.objective.sum.GradientSum;
import io.rappel.trainer.objective.sum.StepSum;
import io.rappel.trainer.objective.sum.UnitGradient;
import io.rappel.trainer.objective.unit.StepWork;
import io.rappel.trainer.objective.unit.UnitRunner;
import io.rappel.trainer.objective.unit.UnitTasks;
import io.rappel.trainer.objective.unit.WorkSpec;
import io.rappel.trainer.objective.unit.Workspaces;
import io.rappel.trainer.spark.deal.ShardPlacement;
import io.rappel.trainer.spark.engine.ResultLimits;
import io.rappel.trainer.spark.engine.ScalaCollections;
import io.rappel.trainer.spark.rows.PackedRows;
import io.rappel.trainer.spark.sum.ExecutorSums;
import io.rappel.trainer.spark.sum.HeldSums;
import io.rappel.trainer.spark.sum.PartitionSum;
import io.rappel.trainer.spark.sum.SumTree;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import scala.collection.Iterator;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;
import scala.runtime.AbstractFunction2;
import scala.runtime.BoxedUnit;

/**
 * Runs units in Spark's tasks, where the shards are. A step's job runs on the partitions that it
 * needs and no others. Short results are added up on the driver, long ones in executors. Sums are
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

  private final Broadcast<HeldSums> held;

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
    this.held = context.broadcast(new HeldSums());
  }

  @Override
  public StepSum gradients(StepWork work, Supplier<String> description) {
    BitSet needed = needed(work.units());
    Broadcast<StepWork> broadcast = context.broadcast(work);
    try {
      context.setJobDescription(description.get());
      PartitionGradients each = new PartitionGradients(spec, workspaces, broadcast);
      int length = spec.network().layout().size();
      return new StepSum(
          limits.fitWhole(length, needed.cardinality())
              ? collect(each, needed)
              : new ExecutorSums<>(shards, held, limits).sum(needed, each, broadcast.id(), length));
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

  private List<GradientSum> collect(PartitionGradients each, BitSet needed) {
    List<GradientSum> sums = new ArrayList<>();
    List<Object> list = needed.stream().<Object>mapToObj(p -> p).toList();
    context
        .sc()
        .runJob(
            shards.rdd(),
            new ShortSum(each),
            ScalaCollections.list(list),
            new Arrival(sums),
            SUM_TAG);
    return sums;
  }

  /** The gradients of the step's units that a partition has. */
  private static final class PartitionGradients implements PartitionSum<Shard> {

    private static final long serialVersionUID = 1L;

    private final WorkSpec spec;
    private final Broadcast<Workspaces> workspaces;
    private final Broadcast<StepWork> work;

    PartitionGradients(WorkSpec spec, Broadcast<Workspaces> workspaces, Broadcast<StepWork> work) {
      this.spec = spec;
      this.workspaces = workspaces;
      this.work = work;
    }

    @Override
    public GradientSum of(BooleanSupplier more, Supplier<Shard> next) {
      GradientSum sum = new GradientSum();
      while (more.getAsBoolean()) {
        UnitTasks.addUnits(spec, workspaces.value(), next.get(), work.value(), sum);
      }
      return sum;
    }

    @Override
    public void recycle(UnitGradient gradient) {
      workspaces.value().recycle(gradient);
    }
  }

  /**
   * Sums that come to the driver. A named class instead of a lambda, which Spark would clean anew
   * each step.
   */
  private static final class ShortSum
      extends AbstractFunction2<TaskContext, Iterator<Shard>, GradientSum> implements Serializable {

    private static final long serialVersionUID = 1L;

    private final PartitionGradients each;

    ShortSum(PartitionGradients each) {
      this.each = each;
    }

    @Override
    public GradientSum apply(TaskContext task, Iterator<Shard> shards) {
      GradientSum sum = each.of(shards::hasNext, shards::next);
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

  @Override
  public ScoreSum scores(StepWork work, boolean heldOut, ScoreSpec score, String description) {
    WorkSpec constant = spec;
    Broadcast<Workspaces> spaces = workspaces;
    Broadcast<StepWork> broadcast = context.broadcast(work);
    try {
      context.setJobDescription(description);
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
      held.destroy();
    }
    context.setJobDescription(null);
  }
}
