package io.rappel.trainer;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rappel.trainer.config.ConfigurationException;
import io.rappel.trainer.config.TrainingConfig;
import io.rappel.trainer.data.Task;
import io.rappel.trainer.data.shard.Scaling;
import io.rappel.trainer.features.FeatureEncoder;
import io.rappel.trainer.loss.Loss;
import io.rappel.trainer.math.Precision;
import io.rappel.trainer.model.DataSchema;
import io.rappel.trainer.model.Model;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WarmStartTest {

  private static final DataSchema SCHEMA = schema("a", "b");

  private static DataSchema schema(String... features) {
    return new DataSchema(Task.REGRESSION, List.of(features), List.of("y"), List.of(), false, null);
  }

  private static TrainingConfig.Builder settings() {
    return TrainingConfig.builder().hidden(List.of(3));
  }

  private static Model model() {
    Problem problem = Problem.of(settings().build(), SCHEMA);
    return new Model(
        SCHEMA,
        problem.network(),
        new double[problem.network().layout().size()],
        Precision.FLOAT32,
        problem.loss(),
        FeatureEncoder.of(SCHEMA.features(), Scaling.identity(2)),
        new Scaling(new double[] {5}, new double[] {0.1}),
        Map.of());
  }

  private static void check(DataSchema schema, TrainingConfig.Builder settings) {
    WarmStart.check(model(), schema, Problem.of(settings.build(), schema));
  }

  @Test
  void theSameProblemFits() {
    assertThatCode(() -> check(SCHEMA, settings())).doesNotThrowAnyException();
  }

  @Test
  void saysWhichColumnsDiffer() {
    assertThatThrownBy(() -> check(schema("b", "a"), settings()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("its features are in another order");
    assertThatThrownBy(() -> check(schema("a", "c"), settings()))
        .hasMessageContaining("its features are 2 and the data's 2 ('b' is missing)");
  }

  @Test
  void saysWhichLayersDiffer() {
    assertThatThrownBy(() -> check(SCHEMA, settings().bias(false)))
        .hasMessageContaining("its layer 0 is 2-3 relu, and the options ask for 2-3 relu without")
        .hasMessageContaining("its layer 1");
    assertThatThrownBy(() -> check(SCHEMA, settings().hidden(List.of(3, 3))))
        .hasMessageContaining("it is 2-3 relu-1 identity, and the options ask for 2-3 relu-3 relu");
  }

  @Test
  void scaledTargetsDoNotServeALossThatTakesThemAsTheyAre() {
    assertThatThrownBy(() -> check(SCHEMA, settings().loss(Loss.POISSON)))
        .hasMessageContaining("its targets are standardized, and those of --loss poisson are not");
  }
}
