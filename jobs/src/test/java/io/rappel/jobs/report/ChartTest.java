package io.rappel.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.rappel.jobs.report.chart.HeatMap;
import io.rappel.jobs.report.chart.Histogram;
import io.rappel.jobs.report.chart.LineChart;
import io.rappel.jobs.report.chart.ScatterChart;
import io.rappel.jobs.report.chart.Series;
import io.rappel.jobs.report.chart.Series.Point;
import io.rappel.jobs.report.page.Markup;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;

class ChartTest {

  private static final double NAN = Double.NaN;
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  static Stream<double[]> values() {
    return Stream.of(
        new double[] {},
        new double[] {3},
        new double[] {NAN},
        new double[] {3, 4},
        new double[] {0, 0, 0},
        new double[] {7, 7, 7},
        new double[] {1, NAN, 2, INFINITY, -INFINITY, 3},
        new double[] {1e-300, 1e300},
        new double[] {Double.MIN_VALUE, Double.MAX_VALUE},
        new double[] {-Double.MAX_VALUE, Double.MAX_VALUE},
        new double[] {0, 1e-5, 1e5},
        new double[] {-1e-12, 1e-12});
  }

  private static List<Point> points(double[] values) {
    return IntStream.range(0, values.length).mapToObj(i -> new Point(i, values[i])).toList();
  }

  /** Everything drawn is well-formed and has numbers alone for coordinates. */
  private static Document drawn(Markup page) {
    Document document = Pages.parse("<div>" + page + "</div>");
    List<String> coordinates = new ArrayList<>(Pages.attributes(document, "path", "d"));
    for (String name : List.of("cx", "cy")) {
      coordinates.addAll(Pages.attributes(document, "circle", name));
    }
    for (String name : List.of("x", "y")) {
      coordinates.addAll(Pages.attributes(document, "text", name));
    }
    assertThat(coordinates).allMatch(text -> text.matches("[MLHVZv0-9. -]*"));
    assertThat(page.toString()).doesNotContain("NaN", "Infinity");
    return document;
  }

  @ParameterizedTest
  @MethodSource("values")
  void linesOfAnyValues(double[] values) {
    boolean any = Arrays.stream(values).anyMatch(Double::isFinite);
    for (boolean logarithmic : new boolean[] {false, true}) {
      LineChart chart =
          new LineChart("title", "epoch")
              .add(new Series("line", Series.FIRST, false, points(values)))
              .mark(1, values.length > 1 ? values[1] : NAN, "here");
      Markup page = new Markup();
      (logarithmic ? chart.logarithmic() : chart).draw(page);

      assertThat(drawn(page).getElementsByTagName("figure").getLength()).isEqualTo(any ? 1 : 0);
    }
  }

  @ParameterizedTest
  @MethodSource("values")
  void dotsAndBarsOfAnyValues(double[] values) {
    boolean any = Arrays.stream(values).anyMatch(Double::isFinite);
    Markup page = new Markup();
    new ScatterChart("title", points(values)).draw(page);
    new Histogram("title", "note", "x", values).draw(page);

    assertThat(drawn(page).getElementsByTagName("figure").getLength()).isEqualTo(any ? 2 : 0);
  }

  @Test
  void aGapInterruptsTheLine() {
    Markup page = new Markup();
    double[] values = {1, 2, NAN, 2, 1};
    new LineChart("t", "x").add(new Series("s", Series.FIRST, false, points(values))).draw(page);

    assertThat(Pages.attributes(drawn(page), "path", "d"))
        .anyMatch(path -> path.matches("M[^ML]*L[^ML]*M[^ML]*L[^ML]*"));
  }

  @Test
  void barsAreAsHighAsTheirCounts() {
    Markup page = new Markup();
    new Histogram("t", "", "x", new double[] {0, 0, 0, 0, 1, 2, 2, 40}).draw(page);

    String bars =
        Pages.elements(drawn(page), "path").stream()
            .filter(path -> path.getAttribute("class").equals("bars"))
            .findFirst()
            .orElseThrow()
            .getAttribute("d");
    // The axis goes from 0 at 250 to 4 at 24.
    assertThat(Pattern.compile("V([0-9.]+)H").matcher(bars).results().map(bar -> bar.group(1)))
        .containsExactly("24", "193.5", "137", "193.5");
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 10, 30})
  void aMatrixShowsCountsAndShares(int classes) {
    double[][] counts = new double[classes][classes];
    for (int i = 0; i < classes; i++) {
      counts[i][i] = 900;
      counts[i][(i + 1) % classes] = 100;
    }
    List<String> labels =
        IntStream.range(0, classes).mapToObj(i -> "a <b> very long name " + i).toList();
    Markup page = new Markup();
    new HeatMap(labels, counts).draw(page);

    Document document = drawn(page);
    assertThat(document.getElementsByTagName("rect").getLength()).isEqualTo(classes * classes);
    assertThat(Pages.texts(document, "text"))
        .contains("900", "100", "a <b> very long…")
        .filteredOn(text -> text.endsWith("%"))
        .hasSize(classes < 30 ? 2 * classes : 0);
    assertThat(Pages.texts(document, "title"))
        .anyMatch(text -> text.endsWith("90.00 % of the row"));
    assertThat(Pages.attributes(document, "text", "style"))
        .filteredOn(style -> !style.isEmpty())
        .allMatch(style -> Double.parseDouble(style.replaceAll("[^0-9.]", "")) >= 11);
  }
}
