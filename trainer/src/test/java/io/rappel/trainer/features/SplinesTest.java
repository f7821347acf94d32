package io.rappel.trainer.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.rappel.trainer.features.Encoding.Hat;
import io.rappel.trainer.features.Encoding.Thermometer;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Inputs of numbers among knots, against their formulas. */
class SplinesTest {

  private static final List<Double> KNOTS = List.of(-2.0, 0.0, 1.0, 5.0);

  private static double[] inputs(Encoding encoding, double value) {
    Splines splines = new Splines(1);
    splines.place(encoding, 0, 0);
    int[] places = new int[splines.mostEntries(0)];
    double[] values = new double[places.length];
    int count = splines.write(0, splines.bin(0, value), value, places, values, 0);
    double[] dense = new double[encoding.width()];
    for (int i = 0; i < count; i++) {
      assertThat(values[i]).isNotZero();
      dense[places[i]] = values[i];
    }
    return dense;
  }

  @Test
  void hatsAreOneAtTheirKnotsAndFallToTheOthers() {
    assertThat(inputs(new Hat(KNOTS), 0)).containsExactly(0, 1, 0, 0);
    assertThat(inputs(new Hat(KNOTS), -0.5)).containsExactly(0.25, 0.75, 0, 0);
    assertThat(inputs(new Hat(KNOTS), 4)).containsExactly(0, 0, 0.25, 0.75);
    for (double low : new double[] {-2, -3, Double.NEGATIVE_INFINITY}) {
      assertThat(inputs(new Hat(KNOTS), low)).containsExactly(1, 0, 0, 0);
    }
    for (double high : new double[] {5, 9, Double.POSITIVE_INFINITY}) {
      assertThat(inputs(new Hat(KNOTS), high)).containsExactly(0, 0, 0, 1);
    }
  }

  @Test
  void thermometersFillBinByBin() {
    assertThat(inputs(new Thermometer(KNOTS), -2)).containsExactly(0, 0, 0);
    assertThat(inputs(new Thermometer(KNOTS), -1)).containsExactly(0.5, 0, 0);
    assertThat(inputs(new Thermometer(KNOTS), 1)).containsExactly(1, 1, 0);
    assertThat(inputs(new Thermometer(KNOTS), 2)).containsExactly(1, 1, 0.25);
    assertThat(inputs(new Thermometer(KNOTS), 99)).containsExactly(1, 1, 1);
    assertThat(inputs(new Thermometer(KNOTS), -99)).containsExactly(0, 0, 0);
  }

  @Property
  void hatsInterpolateAndThermometersCount(
      @ForAll @Size(min = 2, max = 20) List<@DoubleRange(min = -1e6, max = 1e6) Double> numbers,
      @ForAll @DoubleRange(min = -2e6, max = 2e6) double value) {
    List<Double> knots = numbers.stream().map(x -> x + 0.0).distinct().sorted().toList();
    if (knots.size() < 2) {
      return;
    }
    double clipped = Math.max(knots.get(0), Math.min(knots.get(knots.size() - 1), value));
    double[] hats = inputs(new Hat(knots), value);
    double sum = Arrays.stream(hats).sum();
    double number = 0;
    for (int t = 0; t < hats.length; t++) {
      number += hats[t] * knots.get(t);
    }
    double width = knots.get(knots.size() - 1) - knots.get(0);

    assertThat(sum).isCloseTo(1, within(1e-12));
    assertThat(number).isCloseTo(clipped, within(1e-9 * Math.max(1, width)));

    double[] bins = inputs(new Thermometer(knots), value);
    for (int t = 0; t < bins.length; t++) {
      double share = (value - knots.get(t)) / (knots.get(t + 1) - knots.get(t));
      assertThat(bins[t]).isCloseTo(Math.max(0, Math.min(1, share)), within(1e-9));
    }
  }

  @Test
  void widthsBeyondTheLargestNumberAreBins() {
    List<Double> far = List.of(-Double.MAX_VALUE, Double.MAX_VALUE);

    assertThat(inputs(new Hat(far), 0)).containsExactly(0.5, 0.5);
    assertThat(inputs(new Thermometer(far), Double.MAX_VALUE / 2)).containsExactly(0.75);
  }

  @Test
  void knotsAscendAndAreTwoAtLeast() {
    for (List<Double> wrong :
        List.of(List.of(1.0), List.of(1.0, 1.0), List.of(2.0, 1.0), List.of(1.0, Double.NaN))) {
      assertThatThrownBy(() -> new Hat(wrong)).isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> new Thermometer(wrong)).isInstanceOf(IllegalArgumentException.class);
    }
  }
}
