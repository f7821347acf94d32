package io.rappel.jobs.rows.cell;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DecimalsTest {

  private static double parse(String text) {
    byte[] bytes = ("x" + text + "y").getBytes(StandardCharsets.UTF_8);
    return Decimals.parse(bytes, 1, bytes.length - 1, true);
  }

  /** What is found has the bits of Java's; gives whether something is. */
  private static boolean agrees(String text) {
    double found = parse(text);
    if (!Double.isNaN(found)) {
      assertThat(found).as(text).isEqualTo(Double.parseDouble(text));
    }
    return !Double.isNaN(found);
  }

  @Test
  void numbersAsTheyArePrintedAreFound() {
    Random random = new Random(1);
    int found = 0;
    int gaussians = 0;
    for (int i = 0; i < 200_000; i++) {
      double any = Double.longBitsToDouble(random.nextLong());
      found += Double.isNaN(any) || agrees(Double.toString(any)) ? 1 : 0;
      gaussians += agrees(Double.toString(random.nextGaussian())) ? 1 : 0;
    }
    assertThat(found).isGreaterThan(198_000);
    assertThat(gaussians).isGreaterThan(199_000);
  }

  @Test
  void numbersOfAnyDigitsAndExponentsAreRight() {
    Random random = new Random(2);
    for (int i = 0; i < 200_000; i++) {
      long digits = random.nextLong() >>> random.nextInt(64);
      int exponent = random.nextInt(700) - 350;
      agrees(digits + "e" + exponent);
      agrees("-" + Long.toUnsignedString(digits) + "." + (random.nextInt() >>> 8) + "E+" + 5);
      agrees("0." + "0".repeat(random.nextInt(25)) + Math.abs(digits >> 1));
    }
  }

  /** Where the nearest two numbers are as near as can be, and beside that. */
  @Test
  void numbersHalfwayBetweenTwoAreRight() {
    Random random = new Random(3);
    for (int i = 0; i < 50_000; i++) {
      double low = Math.abs(Double.longBitsToDouble(random.nextLong() & ~(1L << 62) | 63L << 56));
      BigDecimal half =
          new BigDecimal(low).add(new BigDecimal(Math.nextUp(low))).divide(BigDecimal.valueOf(2));
      agrees(half.toString());
      agrees(half.round(new MathContext(17)).toString());
      agrees(half.round(new MathContext(18)).toString());
      agrees((1L << 53) + 2L * random.nextInt(1 << 20) + 1 + "e" + random.nextInt(23));
    }
  }

  @Test
  void whatIsNoPlainNumberIsLeftToOthers() {
    for (String text :
        new String[] {
          "",
          "-",
          "+",
          ".",
          ",",
          "e5",
          "1e",
          "1e+",
          "1e5x",
          "1x",
          "x",
          "007",
          "-01.5",
          "00",
          "1.2.3",
          "1,2.3",
          "--1",
          "1d",
          "0x1",
          "NaN",
          "inf",
          "1e99999",
          "1e999",
          "12345678901234567890",
          "1 "
        }) {
      assertThat(parse(text)).as(text).isNaN();
    }
  }

  @Test
  void signsPointsAndCommas() {
    assertThat(parse("-1,5")).isEqualTo(-1.5);
    assertThat(parse("+.5")).isEqualTo(0.5);
    assertThat(parse("5.")).isEqualTo(5);
    assertThat(parse("0")).isZero();
    assertThat(parse("-0.000e-7")).isEqualTo(-0.0);
    assertThat(parse("1e-0005")).isEqualTo(1e-5);
    byte[] comma = "1,5".getBytes(StandardCharsets.UTF_8);
    assertThat(Decimals.parse(comma, 0, 3, false)).isNaN();
  }
}
