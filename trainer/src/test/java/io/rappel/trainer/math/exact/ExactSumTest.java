package io.rappel.trainer.math.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExactSumTest {

  /** Finite numbers of every exponent, with repetitions and negatives so that they cancel. */
  @Provide
  Arbitrary<List<Double>> numbers() {
    Arbitrary<Double> any =
        Arbitraries.longs().map(Double::longBitsToDouble).filter(Double::isFinite);
    Arbitrary<Double> narrow = Arbitraries.doubles().between(-1e3, 1e3);
    Arbitrary<Double> edges =
        Arbitraries.of(
            0.0,
            -0.0,
            Double.MIN_VALUE,
            -Double.MIN_VALUE,
            Double.MIN_NORMAL,
            -Math.nextDown(Double.MIN_NORMAL),
            1.0,
            -0x1p53,
            0x1p-53,
            Double.MAX_VALUE,
            -Double.MAX_VALUE);
    return Arbitraries.oneOf(any, any, narrow, edges).list().ofMaxSize(60);
  }

  @Property(tries = 2000)
  void isTheCorrectlyRoundedSum(@ForAll("numbers") List<Double> numbers) {
    ExactSum sum = sum(numbers);

    assertThat(exactValue(sum)).isEqualByComparingTo(exact(numbers));
    assertThat(sum.value()).isEqualTo(rounded(exact(numbers)));
  }

  @Property(tries = 500)
  void cancelsToNothing(@ForAll("numbers") List<Double> numbers) {
    ExactSum sum = sum(numbers);
    numbers.forEach(x -> sum.add(-x));

    assertThat(sum.value()).isEqualTo(0.0);
    assertThat(exactValue(sum)).isEqualByComparingTo(BigDecimal.ZERO);
  }

  @Property(tries = 1000)
  void neitherOrderNorSplitChangesABit(
      @ForAll("numbers") List<Double> numbers, @ForAll long seed, @ForAll boolean tree) {
    List<Double> shuffled = new ArrayList<>(numbers);
    Random random = new Random(seed);
    Collections.shuffle(shuffled, random);
    List<ExactSum> parts = new ArrayList<>();
    for (int i = 0; i < 1 + random.nextInt(9); i++) {
      parts.add(new ExactSum());
    }
    shuffled.forEach(x -> parts.get(random.nextInt(parts.size())).add(x));
    while (parts.size() > 1) {
      ExactSum part = parts.remove(parts.size() - 1);
      parts.get(tree ? random.nextInt(parts.size()) : 0).merge(part);
    }

    assertThat(bits(parts.get(0))).isEqualTo(bits(sum(numbers)));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0x1.fffffffffffffp31, -0x1.fffffffffffffp31, 0x1p1000, -0x1p-1074, 1e308})
  void carriesBeforeAChunkOverflows(double x) {
    ExactSum sum = new ExactSum();
    int count = 300_000;
    for (int i = 0; i < count; i++) {
      sum.add(x);
    }

    assertThat(exactValue(sum))
        .isEqualByComparingTo(new BigDecimal(x).multiply(BigDecimal.valueOf(count)));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 511, 1023, 1024, 1025})
  void mergesOfFullSumsCarryToo(int addends) {
    double x = 0x1.fffffffffffffp31;
    ExactSum total = new ExactSum();
    for (int part = 0; part < 3000; part++) {
      ExactSum sum = new ExactSum();
      for (int i = 0; i < addends; i++) {
        sum.add(x);
      }
      ExactSum copy = new ExactSum(); // a chain of merges adds up what is not carried yet
      copy.merge(sum);
      total.merge(copy);
    }

    assertThat(exactValue(total))
        .isEqualByComparingTo(new BigDecimal(x).multiply(BigDecimal.valueOf(3000L * addends)));
  }

  @Test
  void doublingByMergingItselfStaysExact() {
    ExactSum sum = sum(List.of(1e-300, -3.5, 7e200));
    BigDecimal once = exactValue(sum);
    for (int i = 0; i < 300; i++) {
      sum.merge(sum);
    }

    assertThat(exactValue(sum)).isEqualByComparingTo(once.multiply(BigDecimal.valueOf(2).pow(300)));
  }

  @Property(tries = 2000)
  void productsAreExact(
      @ForAll("factors") double a, @ForAll("factors") double b, @ForAll("factors") double c) {
    ExactSum sum = new ExactSum();
    sum.addProduct(a, b);
    sum.addProduct(b, c);

    BigDecimal expected = new BigDecimal(a).add(new BigDecimal(c)).multiply(new BigDecimal(b));
    assertThat(exactValue(sum)).isEqualByComparingTo(expected);
  }

  /** Numbers whose products neither overflow nor fall below the limit of exactness. */
  @Provide
  Arbitrary<Double> factors() {
    return Arbitraries.longs()
        .map(Double::longBitsToDouble)
        .filter(x -> Math.abs(x) >= 0x1p-484 && Math.abs(x) < 0x1p511);
  }

  @Test
  void tiesGoToTheEvenNumberUnlessAnythingIsLeft() {
    assertThat(sum(List.of(1.0, 0x1p-53)).value()).isEqualTo(1.0);
    assertThat(sum(List.of(1.0, 0x1p-53, Double.MIN_VALUE)).value()).isEqualTo(Math.nextUp(1.0));
    assertThat(sum(List.of(1.0, 0x1p-53, -Double.MIN_VALUE)).value()).isEqualTo(1.0);
    assertThat(sum(List.of(-1.0, -0x1p-53, -Double.MIN_VALUE)).value())
        .isEqualTo(-Math.nextUp(1.0));
  }

  @Test
  void passesThroughSumsBeyondTheRange() {
    assertThat(sum(List.of(1e308, 1e308, 1.0, -1e308, -1e308)).value()).isEqualTo(1.0);
    assertThat(sum(List.of(1e308, 1e308)).value()).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(sum(List.of(-1e308, -1e308)).value()).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void whatIsNotFiniteMakesItNaNForGood(double x) {
    ExactSum sum = sum(List.of(1.0, x, 2.0));
    ExactSum merged = new ExactSum();
    merged.merge(sum);

    assertThat(sum.value()).isNaN();
    assertThat(merged.value()).isNaN();
    assertThat(merged.isFinite()).isFalse();
    assertThatThrownBy(merged::smallestUnits).isInstanceOf(ArithmeticException.class);
  }

  @Test
  void aProductBeyondTheRangeIsNotFinite() {
    ExactSum sum = new ExactSum();
    sum.addProduct(1e200, 1e200);

    assertThat(sum.value()).isNaN();
  }

  @Test
  void nothingSumsToZero() {
    ExactSum sum = new ExactSum();
    sum.merge(new ExactSum());

    assertThat(sum.value()).isEqualTo(0.0);
    assertThat(sum(List.of(-0.0)).value()).isEqualTo(0.0);
  }

  private static ExactSum sum(List<Double> numbers) {
    ExactSum sum = new ExactSum();
    numbers.forEach(sum::add);
    return sum;
  }

  private static BigDecimal exact(List<Double> numbers) {
    return numbers.stream().map(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static BigDecimal exactValue(ExactSum sum) {
    return new BigDecimal(sum.smallestUnits()).multiply(new BigDecimal(Double.MIN_VALUE));
  }

  private static double rounded(BigDecimal exact) {
    return Double.parseDouble(exact.toString());
  }

  private static long bits(ExactSum sum) {
    return Double.doubleToRawLongBits(sum.value());
  }
}
