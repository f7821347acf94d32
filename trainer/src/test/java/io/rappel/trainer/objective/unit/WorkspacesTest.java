package io.rappel.trainer.objective.unit;

import static org.assertj.core.api.Assertions.assertThat;

import io.rappel.trainer.data.TestRows;
import io.rappel.trainer.data.batch.BatchPlan;
import io.rappel.trainer.data.batch.BatchSize;
import io.rappel.trainer.data.batch.SamplingKind;
import io.rappel.trainer.data.shard.Scaling;
import io.rappel.trainer.data.shard.Shard;
import io.rappel.trainer.loss.Loss;
import io.rappel.trainer.math.Precision;
import io.rappel.trainer.math.blas.BlasKind;
import io.rappel.trainer.network.Activation;
import io.rappel.trainer.network.Network;
import io.rappel.trainer.objective.UnitCase;
import io.rappel.trainer.objective.sum.GradientSum;
import io.rappel.trainer.objective.sum.Grid;
import io.rappel.trainer.objective.sum.Sections;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WorkspacesTest {

  private static final int ROWS = 30;

  private final BatchPlan plan =
      new BatchPlan(new int[] {ROWS}, BatchSize.full(), SamplingKind.SHUFFLE, 1);

  private WorkSpec spec(Precision precision) {
    Network network = Network.of(4, new int[] {3}, 2, true, Activation.RELU, Activation.SOFTMAX);
    return WorkSpec.of(network, Loss.CROSS_ENTROPY, precision, BlasKind.EJML, plan.cut());
  }

  private static Shard shard(Precision precision) {
    Scaling scaling = Scaling.identity(4);
    return TestRows.shards(
            TestRows.ofClasses(4, 2, ROWS), 1, false, 0, scaling, Scaling.identity(1), precision)
        .get(0);
  }

  @ParameterizedTest
  @EnumSource
  void areUsedAgainAndEachRunHasItsOwn(Precision precision) {
    Workspaces one = new Workspaces();
    Workspaces other = new Workspaces();
    UnitComputer first = one.borrow(spec(precision));
    UnitComputer second = one.borrow(spec(precision));
    one.giveBack(first);
    one.giveBack(second);
    UnitComputer ofAnotherRun = other.borrow(spec(precision));

    assertThat(ofAnotherRun).isNotSameAs(first).isNotSameAs(second);
    assertThat(one.borrow(spec(precision))).isSameAs(second);
    assertThat(one.borrow(spec(precision))).isSameAs(first);
  }

  /**
   * A sum keeps the gradients of whoever adds to it until some other adds the fourth, who lets all
   * of them go.
   */
  @ParameterizedTest
  @EnumSource
  void haveNoMoreGradientsThanWereInUseAtOneTime(Precision precision) {
    Workspaces workspaces = new Workspaces();
    UnitComputer one = workspaces.borrow(spec(precision));
    UnitComputer other = workspaces.borrow(spec(precision));
    Shard shard = shard(precision);
    Sections sections = new Sections(spec(precision).network().layout());
    StepWork work =
        UnitCase.work(
            new double[sections.entries()],
            precision,
            plan.epoch(1).next(),
            Grid.unknown(sections.count()));
    GradientSum sum = new GradientSum();
    for (int step = 0; step < 100; step++) {
      sum.clear();
      for (int unit = 0; unit < 3; unit++) {
        one.addUnit(shard, 0, work, sum);
      }
      other.addUnit(shard, 0, work, sum);
    }

    assertThat(workspaces.gradients().size()).isEqualTo(4);
  }
}
