package io.rappel.trainer.benchmark;

import io.rappel.trainer.math.Precision;
import io.rappel.trainer.network.Activation;
import java.util.Arrays;
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

/** Activations of a layer of 256 units for a block of 1,024 rows: 262,144 entries. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(2)
public class ActivationBenchmark {

  private static final int ROWS = 1024;
  private static final int COLUMNS = 256;

  @Param({"RELU", "LEAKY_RELU", "ELU", "GELU", "SILU", "TANH", "SIGMOID", "SOFTPLUS", "SOFTMAX"})
  private Activation activation;

  @Param private Precision precision;

  private final double[] z64 = new double[ROWS * COLUMNS];
  private final double[] a64 = new double[ROWS * COLUMNS];
  private final double[] delta64 = new double[ROWS * COLUMNS];
  private final float[] z32 = new float[ROWS * COLUMNS];
  private final float[] a32 = new float[ROWS * COLUMNS];
  private final float[] delta32 = new float[ROWS * COLUMNS];

  /** Pre-activations as of a network that has just begun. */
  @Setup
  public void fill() {
    Random random = new Random(1);
    for (int i = 0; i < z64.length; i++) {
      z64[i] = 2 * random.nextGaussian();
      z32[i] = (float) z64[i];
    }
    activation.forward(z64, a64, ROWS, COLUMNS);
    activation.forward(z32, a32, ROWS, COLUMNS);
  }

  /** a ← φ(z). */
  @Benchmark
  public Object forward() {
    if (precision == Precision.FLOAT32) {
      activation.forward(z32, a32, ROWS, COLUMNS);
      return a32;
    }
    activation.forward(z64, a64, ROWS, COLUMNS);
    return a64;
  }

  /** δ ← δ ⊙ φ'(z), with δ of ones each time, for it would fade away. */
  @Benchmark
  public Object backward() {
    if (precision == Precision.FLOAT32) {
      Arrays.fill(delta32, 1);
      activation.backward(z32, a32, delta32, ROWS, COLUMNS);
      return delta32;
    }
    Arrays.fill(delta64, 1);
    activation.backward(z64, a64, delta64, ROWS, COLUMNS);
    return delta64;
  }
}
