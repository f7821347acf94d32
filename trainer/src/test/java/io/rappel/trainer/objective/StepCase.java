package io.rappel.trainer.objective;

import io.rappel.trainer.data.Example;
import io.rappel.trainer.data.TestRows;
import io.rappel.trainer.data.batch.BatchPlan;
import io.rappel.trainer.data.batch.BatchSize;
import io.rappel.trainer.data.batch.SamplingKind;
import io.rappel.trainer.data.batch.UnitSet;
import io.rappel.trainer.data.shard.Scaling;
import io.rappel.trainer.data.shard.Shard;
import io.rappel.trainer.loss.Loss;
import io.rappel.trainer.math.Precision;
import io.rappel.trainer.math.blas.Arithmetic;
import io.rappel.trainer.math.blas.BlasKind;
import io.rappel.trainer.network.Initializer;
import io.rappel.trainer.network.Network;
import io.rappel.trainer.objective.unit.LocalUnits;
import io.rappel.trainer.objective.unit.WorkSpec;
import io.rappel.trainer.objective.unit.Workspaces;
import io.rappel.trainer.optim.DifferentiableFunction;
import io.rappel.trainer.optim.Optimizer;
import io.rappel.trainer.optim.OptimizerKind;
import io.rappel.trainer.optim.OptimizerSettings;
import io.rappel.trainer.optim.Point;
import io.rappel.trainer.optim.Slope32;
import io.rappel.trainer.optim.Slope64;
import io.rappel.trainer.optim.StepOutcome;
import io.rappel.trainer.optim.schedule.Schedule;
import java.util.Iterator;
import java.util.List;

/** Steps of mini-batches with Adam on threads of this JVM, one after the other, for benchmarks. */
public final class StepCase {

  private static final int SHARDS = 8;

  private final BatchPlan plan;
  private final LocalUnits runner;
  private final Objective objective;
  private final Optimizer optimizer;
  private final Point point;
  private Iterator<UnitSet> steps;
  private int epoch;

  /**
   * @param network with several outputs, softmax last
   * @param rows all that there are
   * @param batch rows of a step
   */
  public StepCase(Network network, Precision precision, BlasKind blas, int rows, int batch) {
    List<Example> examples = TestRows.ofClasses(network.inputs(), network.outputs(), rows);
    Scaling features = Scaling.identity(network.inputs());
    List<Shard> shards =
        TestRows.shards(examples, SHARDS, false, 0, features, Scaling.identity(1), precision);
    plan =
        new BatchPlan(
            shards.stream().mapToInt(Shard::trainRows).toArray(),
            BatchSize.of(batch),
            SamplingKind.SHUFFLE,
            1);
    WorkSpec spec = WorkSpec.of(network, Loss.CROSS_ENTROPY, precision, blas, plan.cut());
    runner =
        new LocalUnits(spec, new Workspaces(), shards, Runtime.getRuntime().availableProcessors());
    String fingerprint = Arithmetic.of(blas).fingerprint(precision);
    objective =
        new Objective(
            network,
            Centering.none(network),
            precision,
            new Penalty(0, 0.003),
            runner,
            fingerprint);
    int size = network.layout().size();
    optimizer =
        OptimizerKind.ADAM.create(size, OptimizerSettings.of(Schedule.constant(0.001)), precision);
    point = Point.of(Initializer.of(Initializer.Kind.AUTO).initialize(network, 1), precision);
    steps = plan.epoch(++epoch);
  }

  /** One step. */
  public StepOutcome step() {
    if (!steps.hasNext()) {
      steps = plan.epoch(++epoch);
    }
    UnitSet units = steps.next();
    return optimizer.step(new Step(units), point);
  }

  private final class Step implements DifferentiableFunction {

    private final UnitSet units;

    Step(UnitSet units) {
      this.units = units;
    }

    @Override
    public Evaluation evaluate(double[] parameters, double[] gradient) {
      return Evaluation.of(objective.evaluate(units, parameters, gradient, () -> "").total());
    }

    @Override
    public Slope64 slope(double[] parameters, double[] room) {
      MeanGradient64 made = objective.slope(units, parameters, room, () -> "");
      return new Slope64(Evaluation.of(made.value().dataLoss()), made.gradient(), made::make);
    }

    @Override
    public Slope32 slope(float[] parameters, float[] room) {
      MeanGradient32 made = objective.slope(units, parameters, room, () -> "");
      return new Slope32(Evaluation.of(made.value().dataLoss()), made.gradient(), made::make);
    }
  }

  /** Lets the threads go. */
  public void close() {
    runner.close();
  }
}
