package io.rappel.trainer.benchmark;

import io.rappel.trainer.math.Precision;
import io.rappel.trainer.math.blas.BlasKind;
import io.rappel.trainer.network.Activation;
import io.rappel.trainer.network.Network;
import io.rappel.trainer.objective.UnitCase;
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

/**
 * One unit of work of 784-256-10: forward, loss, backward, and the gradient onto the exact sum.
 * 818,176 floating-point operations a row.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(2)
public class UnitBenchmark {

  @Param({"NATIVE", "EJML"})
  private BlasKind blas;

  @Param private Precision precision;

  @Param({"64", "1024"})
  private int rows;

  private UnitCase unit;

  /** Rows, weights and a grid. */
  @Setup
  public void fill() {
    unit =
        new UnitCase(
            Network.of(784, new int[] {256}, 10, true, Activation.RELU, Activation.SOFTMAX),
            precision,
            blas,
            rows);
  }

  /** One unit. */
  @Benchmark
  public Object unit() {
    return unit.compute();
  }
}
