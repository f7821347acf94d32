package io.rappel.trainer.benchmark;

import io.rappel.trainer.math.Precision;
import io.rappel.trainer.optim.DifferentiableFunction;
import io.rappel.trainer.optim.Optimizer;
import io.rappel.trainer.optim.OptimizerKind;
import io.rappel.trainer.optim.OptimizerSettings;
import io.rappel.trainer.optim.schedule.Schedule;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A whole update by Adam; the gradient is copied from an array, which the time includes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(2)
public class AdamBenchmark {

  @Param({"200000", "2000000"})
  private int parameters;

  private double[] point;
  private DifferentiableFunction function;
  private Optimizer optimizer;

  /** A gradient that is the same in each step. */
  @Setup
  public void fill() {
    point = new double[parameters];
    double[] slope = new Random(1).doubles(parameters, -1, 1).toArray();
    function =
        (at, gradient) -> {
          System.arraycopy(slope, 0, gradient, 0, parameters);
          return DifferentiableFunction.Evaluation.of(1);
        };
    optimizer =
        OptimizerKind.ADAM.create(
            parameters, OptimizerSettings.of(Schedule.constant(1e-3)), Precision.FLOAT64);
  }

  /** One step. */
  @Benchmark
  public Object step() {
    return optimizer.step(function, point);
  }
}
