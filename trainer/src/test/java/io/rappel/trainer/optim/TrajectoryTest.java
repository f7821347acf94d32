package io.rappel.trainer.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.rappel.trainer.math.Precision;
import io.rappel.trainer.optim.rule.IndexRange;
import io.rappel.trainer.optim.schedule.ReduceOnPlateau;
import io.rappel.trainer.optim.schedule.Schedule;
import io.rappel.trainer.optim.schedule.ScheduleKind;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every update rule, schedule and clip goes step for step where PyTorch goes. */
class TrajectoryTest {

  private static final double RELATIVE = 1e-12;
  private static final double RELATIVE_32 = 3e-7;

  /** PyTorch has m + (1 − β₁)(g − m), and puts one correction into the step size. */
  private static final double RELATIVE_ADAM_32 = 6e-7;

  static Stream<Arguments> trajectories() {
    return StreamSupport.stream(References.get("trajectories").spliterator(), false)
        .map(node -> Arguments.argumentSet(name(node), node));
  }

  private static String name(JsonNode node) {
    return "%s, schedule %s, clip %s and %s"
        .formatted(
            node.get("optimizer").asText(),
            node.get("schedule"),
            node.get("clipNorm"),
            node.get("clipValue"));
  }

  @ParameterizedTest
  @MethodSource("trajectories")
  void followsPyTorch(JsonNode trajectory) {
    follow(trajectory, "points", Precision.FLOAT64, RELATIVE);
  }

  @ParameterizedTest
  @MethodSource("trajectories")
  void followsPyTorchInFloat32(JsonNode trajectory) {
    boolean adam = trajectory.get("optimizer").asText().startsWith("adam");
    follow(trajectory, "points32", Precision.FLOAT32, adam ? RELATIVE_ADAM_32 : RELATIVE_32);
  }

  private static void follow(
      JsonNode trajectory, String name, Precision precision, double tolerance) {
    double[] parameters = References.vector(References.get("start"));
    DifferentiableFunction function =
        TestFunctions.quartic(
            References.vector(References.get("a")), References.vector(References.get("c")));
    Schedule schedule =
        schedule(trajectory.get("schedule"), trajectory.get("learningRate").asDouble());
    Optimizer optimizer = optimizer(trajectory, parameters.length, schedule, precision);
    double[] rates = References.vector(trajectory.get("rates"));
    double[][] points = References.rows(trajectory.get(name));
    for (int step = 0; step < points.length; step++) {
      StepOutcome outcome = optimizer.step(function, parameters);
      schedule.observe(outcome.value());
      assertThat(outcome.stepSize())
          .as("learning rate of step %d", step)
          .isCloseTo(rates[step], within(RELATIVE * rates[step]));
      assertClose(parameters, points[step], step, tolerance);
      assertThat(precision.round(parameters)).isEqualTo(parameters);
    }
  }

  private static Optimizer optimizer(
      JsonNode trajectory, int size, Schedule schedule, Precision precision) {
    List<IndexRange> weights = List.of(new IndexRange(0, References.get("weights").asInt()));
    OptimizerSettings settings =
        OptimizerSettings.of(schedule)
            .withClipNorm(trajectory.get("clipNorm").asDouble())
            .withClipValue(trajectory.get("clipValue").asDouble())
            .withWeightDecay(trajectory.get("weightDecay").asDouble(), weights);
    String kind = trajectory.get("optimizer").asText().toUpperCase(Locale.ROOT);
    return OptimizerKind.valueOf(kind).create(size, settings, precision);
  }

  private static Schedule schedule(JsonNode node, double rate) {
    double factor = node.path("factor").asDouble();
    long length = node.path("length").asLong();
    Schedule schedule =
        switch (ScheduleKind.valueOf(node.get("kind").asText().toUpperCase(Locale.ROOT))) {
          case CONSTANT -> Schedule.constant(rate);
          case INVERSE -> Schedule.inverse(rate, node.get("halfLife").asDouble());
          case STEP -> Schedule.step(rate, length, factor);
          case EXPONENTIAL -> Schedule.exponential(rate, factor);
          case COSINE -> Schedule.cosine(rate, node.get("last").asDouble(), length);
          case PLATEAU -> new ReduceOnPlateau(rate, factor, node.get("patience").asInt());
        };
    return schedule.withWarmUp(node.path("warmUp").asLong());
  }

  private static void assertClose(double[] actual, double[] expected, int step, double tolerance) {
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i])
          .as("parameter %d after step %d", i, step)
          .isCloseTo(expected[i], within(tolerance * Math.max(1, Math.abs(expected[i]))));
    }
  }
}
