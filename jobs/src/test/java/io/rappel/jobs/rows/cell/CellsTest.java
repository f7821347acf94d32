package io.rappel.jobs.rows.cell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CellsTest {

  @ParameterizedTest
  @ValueSource(strings = {"1", "+1", "-.5", "5.", "1e3", "1E-3", " 7 ", "0012", "1.5e+10"})
  void numbersAreReadAsJavaReadsThem(String text) {
    assertThat(Cells.isNumber(text)).isTrue();
    assertThat(Cells.parse(text)).isEqualTo(Double.parseDouble(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", " ", ".", "-", "e3", "1e", "1e+", "1d", "1f", "0x1p3", "1 2", "1,5", "--1", "nano"
      })
  void otherTextIsNoNumber(String text) {
    assertThat(Cells.isNumber(text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"nan", "NaN", "-inf", "+Infinity", "INF", "1e999"})
  void numbersThatAreNotFinite(String text) {
    assertThat(Cells.isNumber(text)).isTrue();
    assertThat(Double.isFinite(Cells.parse(text))).isFalse();
  }

  @Test
  void signsOfInfinity() {
    assertThat(Cells.parse("-inf")).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(Cells.parse("+inf")).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(Cells.parse("-nan")).isNaN();
  }

  /** Whatever is called a number must be one to Java, and what Java prints must be one here. */
  @Test
  void agreesWithJavaOnRandomText() {
    Random random = new Random(1);
    String alphabet = "0123456789+-.eE x";
    for (int i = 0; i < 200_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int k = random.nextInt(6); k >= 0; k--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      assertThat(Cells.isNumber(text.toString())).as(text.toString()).isEqualTo(parses(text));
      double number = random.nextGaussian() * Math.pow(10, random.nextInt(600) - 300);
      assertThat(Cells.parse(Double.toString(number))).isEqualTo(number);
    }
  }

  private static boolean parses(CharSequence text) {
    try {
      Double.parseDouble(text.toString());
      return true;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  @Test
  void numbersHaveOneText() {
    assertThat(Cells.canonical(3.0)).isEqualTo("3");
    assertThat(Cells.canonical(-0.0)).isEqualTo("0");
    assertThat(Cells.canonical(-1)).isEqualTo("-1");
    assertThat(Cells.canonical(2.5)).isEqualTo("2.5");
    assertThat(Cells.canonical(1e300)).isEqualTo("1.0E300");
  }

  @Test
  void textThatALongWouldChange() {
    assertThat("0 -5 120 999999999999999999 9223372036854775807".split(" "))
        .allMatch(Cells::isCanonicalLong);
    assertThat("007 -0 +1 1.0 - 1e3 9223372036854775808".split(" "))
        .noneMatch(Cells::isCanonicalLong);
  }
}
