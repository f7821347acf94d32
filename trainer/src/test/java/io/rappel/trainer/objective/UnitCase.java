package io.rappel.trainer.objective;

import io.rappel.trainer.data.TestRows;
import io.rappel.trainer.data.batch.BatchPlan;
import io.rappel.trainer.data.batch.BatchSize;
import io.rappel.trainer.data.batch.SamplingKind;
import io.rappel.trainer.data.batch.UnitSet;
import io.rappel.trainer.data.shard.Scaling;
import io.rappel.trainer.data.shard.Shard;
import io.rappel.trainer.loss.Loss;
import io.rappel.trainer.math.Chunks;
import io.rappel.trainer.math.Precision;
import io.rappel.trainer.math.blas.BlasKind;
import io.rappel.trainer.network.Initializer;
import io.rappel.trainer.network.Network;
import io.rappel.trainer.objective.sum.GradientSum;
import io.rappel.trainer.objective.sum.Grid;
import io.rappel.trainer.objective.sum.Sections;
import io.rappel.trainer.objective.sum.UnitGradient;
import io.rappel.trainer.objective.sum.UnitGradient32;
import io.rappel.trainer.objective.unit.StepWork;
import io.rappel.trainer.objective.unit.UnitTasks;
import io.rappel.trainer.objective.unit.WorkSpec;
import io.rappel.trainer.objective.unit.Workspaces;

/** One unit of work of dense rows that can be computed again and again, for benchmarks. */
public final class UnitCase {

  private final WorkSpec spec;
  private final Workspaces workspaces = new Workspaces();
  private final Shard shard;
  private final StepWork work;
  private final GradientSum sum = new GradientSum();

  /**
   * @param network with several outputs, softmax last
   * @param rows of the unit, which are all that there are
   */
  public UnitCase(Network network, Precision precision, BlasKind blas, int rows) {
    shard =
        TestRows.shards(
                TestRows.ofClasses(network.inputs(), network.outputs(), rows),
                1,
                false,
                0,
                Scaling.identity(network.inputs()),
                Scaling.identity(1),
                precision)
            .get(0);
    BatchPlan plan = new BatchPlan(new int[] {rows}, BatchSize.full(), SamplingKind.SHUFFLE, 1);
    spec = WorkSpec.of(network, Loss.CROSS_ENTROPY, precision, blas, plan.cut());
    UnitSet units = plan.epoch(1).next();
    double[] parameters = Initializer.of(Initializer.Kind.AUTO).initialize(network, 1);
    Sections sections = new Sections(network.layout());
    GradientSum first = new GradientSum();
    add(work(parameters, precision, units, Grid.unknown(sections.count())), first);
    first.read(new double[sections.entries()], 0, sections.entries(), true);
    Grid grid = Grid.of(first.notes().maxima(), 1, 1L << 20, Precision.FLOAT64);
    work = work(parameters, precision, units, grid);
  }

  /** A unit's gradient in float32. */
  public static UnitGradient narrow(double[] gradient) {
    return new UnitGradient32(Chunks.narrow(gradient, new float[gradient.length]));
  }

  /** A step of a test. */
  public static StepWork work(double[] parameters, Precision precision, UnitSet units, Grid grid) {
    return precision == Precision.FLOAT64
        ? new StepWork(parameters, units, grid)
        : new StepWork(Chunks.narrow(parameters, new float[parameters.length]), units, grid);
  }

  /** Adds the unit's gradient to a sum. */
  public GradientSum compute() {
    add(work, sum);
    return sum;
  }

  private void add(StepWork step, GradientSum to) {
    UnitTasks.addUnit(spec, workspaces, shard, 0, step, to);
  }
}
