package io.rappel.trainer.benchmark;

import io.rappel.trainer.math.Precision;
import io.rappel.trainer.math.blas.Arithmetic;
import io.rappel.trainer.math.blas.BlasKind;
import java.util.Arrays;
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
 * The three products of a layer of 784 inputs and 256 outputs, 2 · rows · 200,704 floating-point
 * operations each.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(2)
public class MultiplyBenchmark {

  private static final int INPUTS = 784;
  private static final int OUTPUTS = 256;

  @Param({"NATIVE", "EJML"})
  private BlasKind blas;

  @Param private Precision precision;

  @Param({"16", "64", "1024"})
  private int rows;

  private Arithmetic arithmetic;
  private double[] x64;
  private double[] w64;
  private double[] z64;
  private float[] x32;
  private float[] w32;
  private float[] z32;

  /** Numbers that are neither 0 nor overflow. */
  @Setup
  public void fill() {
    arithmetic = Arithmetic.of(blas);
    x64 = new double[rows * INPUTS];
    w64 = new double[INPUTS * OUTPUTS];
    z64 = new double[rows * OUTPUTS];
    x32 = new float[x64.length];
    w32 = new float[w64.length];
    z32 = new float[z64.length];
    for (double[] array : new double[][] {x64, w64, z64}) {
      Arrays.fill(array, 0.01);
    }
    for (float[] array : new float[][] {x32, w32, z32}) {
      Arrays.fill(array, 0.01f);
    }
  }

  /** z = x W. */
  @Benchmark
  public Object forward() {
    if (precision == Precision.FLOAT32) {
      arithmetic
          .multiply32()
          .multiply(false, false, rows, OUTPUTS, INPUTS, x32, 0, w32, 0, 0, z32, 0);
      return z32;
    }
    arithmetic
        .multiply64()
        .multiply(false, false, rows, OUTPUTS, INPUTS, x64, 0, w64, 0, 0, z64, 0);
    return z64;
  }

  /** ∂W = xᵀ δ. */
  @Benchmark
  public Object gradientOfWeights() {
    if (precision == Precision.FLOAT32) {
      arithmetic
          .multiply32()
          .multiply(true, false, INPUTS, OUTPUTS, rows, x32, 0, z32, 0, 0, w32, 0);
      return w32;
    }
    arithmetic.multiply64().multiply(true, false, INPUTS, OUTPUTS, rows, x64, 0, z64, 0, 0, w64, 0);
    return w64;
  }

  /** ∂x = δ Wᵀ. */
  @Benchmark
  public Object gradientOfInput() {
    if (precision == Precision.FLOAT32) {
      arithmetic
          .multiply32()
          .multiply(false, true, rows, INPUTS, OUTPUTS, z32, 0, w32, 0, 0, x32, 0);
      return x32;
    }
    arithmetic.multiply64().multiply(false, true, rows, INPUTS, OUTPUTS, z64, 0, w64, 0, 0, x64, 0);
    return x64;
  }
}
