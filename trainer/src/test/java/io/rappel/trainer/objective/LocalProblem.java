package io.rappel.trainer.objective;

import io.rappel.trainer.data.Example;
import io.rappel.trainer.data.TestRows;
import io.rappel.trainer.data.batch.BatchPlan;
import io.rappel.trainer.data.batch.BatchSize;
import io.rappel.trainer.data.batch.SamplingKind;
import io.rappel.trainer.data.shard.Scaling;
import io.rappel.trainer.data.shard.Shard;
import io.rappel.trainer.loss.Loss;
import io.rappel.trainer.math.Precision;
import io.rappel.trainer.math.blas.Arithmetic;
import io.rappel.trainer.math.blas.BlasKind;
import io.rappel.trainer.network.Dropout;
import io.rappel.trainer.network.Network;
import io.rappel.trainer.objective.unit.LocalUnits;
import io.rappel.trainer.objective.unit.UnitRunner;
import io.rappel.trainer.objective.unit.WorkSpec;
import io.rappel.trainer.objective.unit.Workspaces;
import java.util.List;
import java.util.function.UnaryOperator;

/** An objective over rows in memory, whose units run on this JVM's threads. */
public final class LocalProblem implements AutoCloseable {

  private final BatchPlan plan;
  private final UnitRunner runner;
  private final Objective objective;

  /**
   * What is minimised.
   *
   * @param sparse how rows are stored; sparse ones are centred by algebra
   * @param shards among which rows are divided
   */
  public record Setting(
      Network network,
      Loss loss,
      double l2,
      Scaling features,
      boolean sparse,
      int shards,
      double heldOutFraction,
      Precision precision,
      BatchSize batch) {

    /** One shard of dense float64 rows, unscaled, without penalty, all in every step. */
    public static Setting of(Network network, Loss loss) {
      return new Setting(
          network,
          loss,
          0,
          Scaling.identity(network.inputs()),
          false,
          1,
          0,
          Precision.FLOAT64,
          BatchSize.full());
    }
  }

  /**
   * What is special of training.
   *
   * @param classWeights empty: all classes count alike
   */
  record Training(SamplingKind sampling, Dropout dropout, double[] classWeights, double l1) {

    /** Nothing. */
    static Training plain() {
      return new Training(SamplingKind.SHUFFLE, Dropout.none(), new double[0], 0);
    }
  }

  public LocalProblem(Setting setting, List<Example> rows) {
    this(setting, Training.plain(), rows, runner -> runner);
  }

  LocalProblem(Setting setting, List<Example> rows, UnaryOperator<UnitRunner> wrap) {
    this(setting, Training.plain(), rows, wrap);
  }

  /**
   * @param wrap looks on while units run
   */
  LocalProblem(
      Setting setting, Training training, List<Example> rows, UnaryOperator<UnitRunner> wrap) {
    Centering centering =
        setting.sparse()
            ? Centering.of(setting.network(), setting.features())
            : Centering.none(setting.network());
    List<Shard> shards =
        TestRows.shards(
            rows,
            setting.shards(),
            setting.sparse(),
            setting.heldOutFraction(),
            setting.features(),
            Scaling.identity(rows.get(0).targets().length),
            setting.precision());
    plan =
        new BatchPlan(
            shards.stream().mapToInt(Shard::trainRows).toArray(),
            setting.batch(),
            training.sampling(),
            1);
    Arithmetic arithmetic = Arithmetic.of(BlasKind.EJML);
    WorkSpec spec =
        new WorkSpec(
            centering.unitNetwork(),
            setting.loss(),
            setting.precision(),
            arithmetic.kind(),
            plan.cut(),
            training.dropout(),
            training.classWeights());
    runner = wrap.apply(new LocalUnits(spec, new Workspaces(), shards, 2));
    objective =
        new Objective(
            setting.network(),
            centering,
            setting.precision(),
            new Penalty(training.l1(), setting.l2()),
            runner,
            arithmetic.fingerprint(setting.precision()));
  }

  public Objective objective() {
    return objective;
  }

  public BatchPlan plan() {
    return plan;
  }

  /** Value and gradient of the first step. */
  Objective.Value evaluate(double[] parameters, double[] gradient) {
    return objective.evaluate(plan.epoch(1).next(), parameters, gradient, () -> "test");
  }

  /** The gradient of the first step. */
  double[] gradient(double[] parameters) {
    double[] gradient = new double[parameters.length];
    evaluate(parameters, gradient);
    return gradient;
  }

  @Override
  public void close() {
    runner.close();
  }
}
