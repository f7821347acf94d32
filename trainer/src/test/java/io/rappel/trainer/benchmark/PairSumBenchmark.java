package io.rappel.trainer.benchmark;

import io.rappel.trainer.math.Precision;
import io.rappel.trainer.network.Activation;
import io.rappel.trainer.network.Network;
import io.rappel.trainer.objective.SumCase;
import io.rappel.trainer.objective.sum.StepSum;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Gradients of a step's units, of 203,530 parameters, added up in pairs of float32 by one core. The
 * loops that this watches run on vectors as long as each of them has one type, one index and one
 * unit more than before: an entry of a unit takes below a nanosecond.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(2)
public class PairSumBenchmark {

  private static final Network NETWORK =
      Network.of(784, new int[] {256}, 10, true, Activation.RELU, Activation.SOFTMAX);

  @Param({"2", "4"})
  private int units;

  private SumCase sums;
  private StepSum step;

  @Setup
  public void begin() {
    sums = new SumCase(NETWORK, Precision.FLOAT32);
  }

  /** Adding up overwrites what units gave. */
  @Setup(Level.Invocation)
  public void compute() {
    step = sums.pairs(units);
  }

  /** All entries of a step. */
  @Benchmark
  public Object add() {
    step.readPairs(0, NETWORK.layout().size());
    return step;
  }
}
