package io.rappel.trainer.math.blas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SharedMultiplyTest {

  private static final Arithmetic NATIVE = Arithmetic.of(BlasKind.NATIVE);

  /** Cut by rows and by columns, into two, three and four parts whose ends are not round. */
  static Stream<Multiplication> large() {
    int[][] shapes = {{1003, 350, 130}, {130, 777, 501}, {301, 301, 1600}, {90, 3001, 190}};
    return Stream.of(shapes)
        .flatMap(
            shape ->
                Stream.of(0, 1, 2, 3, 4, 7)
                    .map(
                        bits ->
                            new Multiplication(
                                (bits & 1) != 0,
                                (bits & 2) != 0,
                                shape[0],
                                shape[1],
                                shape[2],
                                bits >> 2,
                                11)));
  }

  @ParameterizedTest
  @MethodSource("large")
  void partsMakeUpTheProduct(Multiplication product) {
    assertThat(SharedMultiply64.parts(product.rows(), product.columns(), product.inner()))
        .isGreaterThan(1);
    double[] shared = product.with64(NATIVE.multiply64(1));

    assertThat(shared).containsExactly(product.with64(NATIVE.multiply64()), within(1e-11));
    assertThat(NATIVE.multiply64(64)).isNotSameAs(NATIVE.multiply64());
    for (int round = 0; round < 5; round++) {
      assertThat(product.with64(NATIVE.multiply64(64))).isEqualTo(shared);
    }
    assertThat(product.with32(NATIVE.multiply32(64)))
        .isEqualTo(product.with32(NATIVE.multiply32(1)))
        .containsExactly(product.with32(NATIVE.multiply32()), within(1e-2f));
  }

  @ParameterizedTest
  @MethodSource("io.rappel.trainer.math.blas.Multiplication#all")
  void smallOnesAreWhole(Multiplication product) {
    assertThat(product.with64(NATIVE.multiply64(64)))
        .isEqualTo(product.with64(NATIVE.multiply64()));
    assertThat(product.with32(NATIVE.multiply32(64)))
        .isEqualTo(product.with32(NATIVE.multiply32()));
  }

  @ParameterizedTest
  @CsvSource({
    "64, 256, 784, 1",
    "128, 256, 784, 1",
    "256, 256, 784, 3",
    "784, 256, 256, 3",
    "32, 1000, 1000, 2",
    "64, 1000, 1000, 4",
    "128, 1000, 1000, 4",
    "1, 30000, 30000, 4",
    "3, 17, 1000000, 1",
    "46341, 46341, 46341, 4"
  })
  void manyProductsAreWorthAPart(int rows, int columns, int inner, int parts) {
    assertThat(SharedMultiply64.parts(rows, columns, inner)).isEqualTo(parts);
    assertThat(SharedMultiply32.parts(rows, columns, inner)).isEqualTo(parts);
  }

  @Test
  void whatGivesTheSameBitsEverywhereIsNotCut() {
    Arithmetic ejml = Arithmetic.of(BlasKind.EJML);

    assertThat(ejml.multiply64(8)).isSameAs(ejml.multiply64());
    assertThat(ejml.multiply32(8)).isSameAs(ejml.multiply32());
  }
}
