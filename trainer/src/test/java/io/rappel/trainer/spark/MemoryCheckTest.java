package io.rappel.trainer.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rappel.trainer.config.ConfigurationException;
import io.rappel.trainer.data.batch.BatchPlan;
import io.rappel.trainer.data.batch.BatchSize;
import io.rappel.trainer.data.batch.SamplingKind;
import io.rappel.trainer.data.batch.UnitCut;
import io.rappel.trainer.loss.Loss;
import io.rappel.trainer.math.Precision;
import io.rappel.trainer.math.blas.BlasKind;
import io.rappel.trainer.network.Activation;
import io.rappel.trainer.network.Network;
import io.rappel.trainer.objective.unit.WorkSpec;
import io.rappel.trainer.optim.OptimizerKind;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;

class MemoryCheckTest {

  private static MemoryCheck check(Network network, BatchSize batch, long rowBytes) {
    UnitCut cut = new BatchPlan(new int[] {2000}, batch, SamplingKind.SHUFFLE, 1).cut();
    WorkSpec spec = WorkSpec.of(network, Loss.LOGISTIC, Precision.FLOAT32, BlasKind.EJML, cut);
    return new MemoryCheck(OptimizerKind.ADAM, spec, rowBytes, false);
  }

  private static void check(String setting, String value, Network network, boolean onDriver) {
    try (JavaSparkContext sc =
        new JavaSparkContext(
            SparkFixture.configuration().setMaster("local[1]").set(setting, value))) {
      sc.setLogLevel("ERROR");
      check(network, BatchSize.full(), 8).check(sc, onDriver);
    }
  }

  @Test
  void sparseRowsCountAsWhatIsThere() {
    Network linear =
        Network.of(1_000_000, new int[0], 1, true, Activation.RELU, Activation.SIGMOID);
    long parameters = 16L * linear.layout().size();

    assertThat(check(linear, BatchSize.of(64), 8 * 30).taskBytes() - parameters)
        .isLessThan(64 << 10);
    assertThat(check(linear, BatchSize.of(64), 4_000_000).taskBytes() - parameters)
        .isGreaterThan(64 * 4_000_000L);
    assertThat(check(linear, BatchSize.full(), 4_000_000).taskBytes() - parameters)
        .as("rows of a full batch are not copied")
        .isLessThan(64 << 10);
  }

  @Test
  void aHeapThatIsTooSmallIsNamed() {
    int inputs = Math.toIntExact(Runtime.getRuntime().maxMemory() / 8 / 4 / 1000);
    Network network =
        Network.of(inputs, new int[] {1000}, 1, false, Activation.RELU, Activation.SIGMOID);

    assertThatThrownBy(() -> check("spark.ui.enabled", "false", network, true))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("GiB on the driver, which has")
        .hasMessageEndingWith(
            "raise RAPPEL_MEMORY or spark.driver.memory or make --hidden smaller");
  }
}
