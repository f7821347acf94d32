package io.rappel.trainer.math.blas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NativeBlasTest {

  private static final Arithmetic NATIVE = Arithmetic.of(BlasKind.NATIVE);

  @Test
  void isTheBundledOpenBlasAndTheFastest() {
    assertThat(NATIVE.description()).startsWith("OpenBLAS 0.3.31 (bundled, one thread, for ");
    assertThat(Arithmetic.of(null)).isSameAs(NATIVE);
  }

  @ParameterizedTest
  @MethodSource("io.rappel.trainer.math.blas.Multiplication#all")
  void multipliesAsEjmlDoes(Multiplication multiplication) {
    assertThat(multiplication.with64(NATIVE.multiply64()))
        .containsExactly(multiplication.with64(new EjmlMultiply64()), within(1e-12));
    assertThat(multiplication.with32(NATIVE.multiply32()))
        .containsExactly(multiplication.with32(new EjmlMultiply32()), within(1e-3f));
  }

  @Test
  void givesThreadsThatMultiplyAtOnceTheBitsOfOne() throws Exception {
    Multiplication multiplication = new Multiplication(false, false, 200, 130, 300, 0, 0);
    double[] alone = multiplication.with64(NATIVE.multiply64());
    CyclicBarrier start = new CyclicBarrier(2);
    Callable<double[]> work =
        () -> {
          start.await();
          double[] product = null;
          for (int i = 0; i < 50; i++) {
            product = multiplication.with64(NATIVE.multiply64());
          }
          return product;
        };
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      for (Future<double[]> product : threads.invokeAll(List.of(work, work))) {
        assertThat(product.get()).isEqualTo(alone);
      }
    } finally {
      threads.shutdown();
    }
  }
}
