package io.rappel.trainer.benchmark;

import io.rappel.trainer.math.Precision;
import io.rappel.trainer.network.Activation;
import io.rappel.trainer.network.Network;
import io.rappel.trainer.objective.SumCase;
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

/** The gradient of one unit, of 203,530 parameters, onto the exact sum; and of two sums. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(2)
public class GradientSumBenchmark {

  @Param private Precision precision;

  private SumCase sum;

  /** A sum that has begun. */
  @Setup
  public void fill() {
    sum =
        new SumCase(
            Network.of(784, new int[] {256}, 10, true, Activation.RELU, Activation.SOFTMAX),
            precision);
  }

  /** One addition. */
  @Benchmark
  public Object add() {
    return sum.add();
  }

  /** Two sums read as one, exact on the grid, by one core. */
  @Benchmark
  public Object read() {
    return sum.read();
  }
}
