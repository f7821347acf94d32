package io.rappel.trainer.objective;

import static org.assertj.core.api.Assertions.assertThat;

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
import io.rappel.trainer.network.Activation;
import io.rappel.trainer.network.Initializer;
import io.rappel.trainer.network.Network;
import io.rappel.trainer.objective.unit.LocalUnits;
import io.rappel.trainer.objective.unit.WorkSpec;
import io.rappel.trainer.objective.unit.Workspaces;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Products that are large enough to be shared out among threads. */
class LargeProductsTest {

  private static final int BATCH = 64;
  private static final Network NETWORK =
      Network.of(600, new int[] {1100, 900}, 3, true, Activation.RELU, Activation.SOFTMAX);

  @ParameterizedTest
  @EnumSource(Precision.class)
  void gradientsDoNotDependOnThreads(Precision precision) {
    List<double[]> alone = gradients(precision, 1);

    assertThat(alone).hasSize(3);
    for (int threads : new int[] {2, 3, 64}) {
      List<double[]> shared = gradients(precision, threads);
      for (int step = 0; step < alone.size(); step++) {
        assertThat(shared.get(step)).isEqualTo(alone.get(step));
      }
    }
  }

  /** Of three steps from the same parameters, which have one unit each. */
  private static List<double[]> gradients(Precision precision, int threads) {
    List<Shard> shards =
        TestRows.shards(
            TestRows.ofClasses(NETWORK.inputs(), NETWORK.outputs(), 3 * BATCH),
            1,
            false,
            0,
            Scaling.identity(NETWORK.inputs()),
            Scaling.identity(1),
            precision);
    BatchPlan plan =
        new BatchPlan(new int[] {3 * BATCH}, BatchSize.of(BATCH), SamplingKind.SHUFFLE, 1);
    WorkSpec spec =
        WorkSpec.of(NETWORK, Loss.CROSS_ENTROPY, precision, BlasKind.NATIVE, plan.cut());
    Objective objective =
        new Objective(
            NETWORK,
            Centering.none(NETWORK),
            precision,
            new Penalty(0, 0),
            new LocalUnits(spec, new Workspaces(), shards, threads),
            Arithmetic.of(BlasKind.NATIVE).fingerprint(precision));
    double[] parameters = Initializer.of(Initializer.Kind.AUTO).initialize(NETWORK, 1);
    List<double[]> gradients = new ArrayList<>();
    for (Iterator<UnitSet> steps = plan.epoch(1); steps.hasNext(); ) {
      double[] gradient = new double[parameters.length];
      objective.evaluate(steps.next(), parameters, gradient, () -> "test");
      gradients.add(gradient);
    }
    return gradients;
  }
}
