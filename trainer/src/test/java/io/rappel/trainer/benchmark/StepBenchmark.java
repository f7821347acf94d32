package io.rappel.trainer.benchmark;

import io.rappel.trainer.math.Precision;
import io.rappel.trainer.math.blas.BlasKind;
import io.rappel.trainer.network.Activation;
import io.rappel.trainer.network.Network;
import io.rappel.trainer.objective.StepCase;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A whole step of a mini-batch with Adam on all cores: the units, their exact sum, the update. With
 * 20 inputs and 8 hidden units there is next to no arithmetic, and what remains is what a step
 * costs beside it.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 6, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class StepBenchmark {

  private static final int ROWS = 8192;

  @Param({"20-8", "784-256"})
  private String network;

  @Param({"32", "128", "512"})
  private int batch;

  private StepCase steps;

  /** Rows and a network with ten outputs. */
  @Setup
  public void fill() {
    String[] widths = network.split("-");
    int[] hidden = {Integer.parseInt(widths[1])};
    int inputs = Integer.parseInt(widths[0]);
    steps =
        new StepCase(
            Network.of(inputs, hidden, 10, true, Activation.RELU, Activation.SOFTMAX),
            Precision.FLOAT32,
            BlasKind.NATIVE,
            ROWS,
            batch);
  }

  /** One step. */
  @Benchmark
  public Object step() {
    return steps.step();
  }

  /** Ends the threads. */
  @TearDown
  public void close() {
    steps.close();
  }
}
