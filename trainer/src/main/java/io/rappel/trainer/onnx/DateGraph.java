package io.rappel.trainer.onnx;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.rappel.trainer.features.DatePart;
import java.time.Instant;

/**
 * Parts of dates in UTC, of whole seconds since the beginning of 1970 in float64. Months are those
 * of the Gregorian calendar by Howard Hinnant's algorithm {@code civil_from_days}.
 */
final class DateGraph {

  private static final double SECONDS_OF_DAY = 86_400;

  /** From the first of March of the year 0 to the beginning of 1970. */
  private static final double DAYS_BEFORE_1970 = 719_468;

  private static final double DAYS_OF_400_YEARS = 146_097;

  private final OnnxGraph graph;
  private final String seconds;
  private final String days;

  /**
   * @param seconds of one column; NaN: missing, and all parts are NaN then
   */
  DateGraph(OnnxGraph graph, String seconds) {
    this.graph = graph;
    String bound = number(Instant.MAX.getEpochSecond() / 2.0);
    String known = graph.apply("LessOrEqual", graph.apply("Abs", seconds), bound);
    this.seconds = graph.apply("Where", known, seconds, number(Double.NaN));
    this.days = floorDiv(this.seconds, SECONDS_OF_DAY);
  }

  /** The value of a part, from 0 on. */
  String part(DatePart part) {
    return switch (part) {
      case MONTH -> month();
      case DAY_OF_WEEK -> modulo(plus(days, 3), 7); // 1970 began on a Thursday
      case HOUR -> floorDiv(minus(seconds, times(days, SECONDS_OF_DAY)), 3600);
    };
  }

  private String month() {
    String dayOfEra = modulo(plus(days, DAYS_BEFORE_1970), DAYS_OF_400_YEARS);
    String leapless =
        minus(
            minus(
                graph.apply("Add", dayOfEra, floorDiv(dayOfEra, 36_524)),
                floorDiv(dayOfEra, 1_460)),
            floorDiv(dayOfEra, 146_096));
    String year = floorDiv(leapless, 365);
    String daysBefore =
        minus(graph.apply("Add", times(year, 365), floorDiv(year, 4)), floorDiv(year, 100));
    String dayOfYear = minus(dayOfEra, daysBefore);
    String monthFromMarch = floorDiv(plus(times(dayOfYear, 5), 2), 153);
    return modulo(plus(monthFromMarch, 2), 12);
  }

  private String number(double value) {
    return graph.scalar(DataType.DOUBLE, value);
  }

  private String plus(String value, double number) {
    return graph.apply("Add", value, number(number));
  }

  private String minus(String value, String other) {
    return graph.apply("Sub", value, other);
  }

  private String times(String value, double number) {
    return graph.apply("Mul", value, number(number));
  }

  private String floorDiv(String value, double number) {
    return graph.apply("Floor", graph.apply("Div", value, number(number)));
  }

  private String modulo(String value, double number) {
    return minus(value, times(floorDiv(value, number), number));
  }
}
