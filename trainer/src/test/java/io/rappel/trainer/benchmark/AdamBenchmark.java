package io.rappel.trainer.benchmark;

import io.rappel.trainer.math.Chunks;
import io.rappel.trainer.math.Precision;
import io.rappel.trainer.optim.DifferentiableFunction;
import io.rappel.trainer.optim.Optimizer;
import io.rappel.trainer.optim.OptimizerKind;
import io.rappel.trainer.optim.OptimizerSettings;
import io.rappel.trainer.optim.Point;
import io.rappel.trainer.optim.Slope32;
import io.rappel.trainer.optim.Slope64;
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

/** A whole update by Adam; the gradient is copied from an array part by part, within the time. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(2)
public class AdamBenchmark {

  @Param({"200000", "2000000"})
  private int parameters;

  @Param private Precision precision;

  private Point point;
  private DifferentiableFunction function;
  private Optimizer optimizer;

  /** A gradient that is the same in each step. */
  @Setup
  public void fill() {
    point = Point.of(new double[parameters], precision);
    function = new Plane(new Random(1).doubles(parameters, -1, 1).toArray());
    OptimizerSettings settings = OptimizerSettings.of(Schedule.constant(1e-3));
    optimizer = OptimizerKind.ADAM.create(parameters, settings, precision);
  }

  /** A function with one gradient everywhere. */
  private static final class Plane implements DifferentiableFunction {

    private final double[] wide;
    private final float[] narrow;

    Plane(double[] gradient) {
      wide = gradient;
      narrow = Chunks.narrow(gradient, new float[gradient.length]);
    }

    @Override
    public Evaluation evaluate(double[] at, double[] gradient) {
      System.arraycopy(wide, 0, gradient, 0, wide.length);
      return Evaluation.of(1);
    }

    @Override
    public Slope64 slope(double[] at, double[] room) {
      return new Slope64(Evaluation.of(1), room, (from, to) -> copy(wide, room, from, to));
    }

    @Override
    public Slope32 slope(float[] at, float[] room) {
      return new Slope32(Evaluation.of(1), room, (from, to) -> copy(narrow, room, from, to));
    }

    private static double copy(Object source, Object target, int from, int to) {
      System.arraycopy(source, from, target, from, to - from);
      return 0;
    }
  }

  /** One step. */
  @Benchmark
  public Object step() {
    return optimizer.step(function, point);
  }
}
