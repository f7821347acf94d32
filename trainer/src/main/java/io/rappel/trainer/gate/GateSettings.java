package io.rappel.trainer.gate;

import io.rappel.trainer.gate.metric.GateMetric;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a challenger is judged.
 *
 * @param metric by which models are compared
 * @param test what has to be shown
 * @param margin by which share of the champion's loss the challenger may be worse, 0.02 say; of
 *     slices too
 * @param floor the worst score at which a challenger is accepted, in the metric's units: the least
 *     accuracy or AUC, the largest log-loss, RMSE or MAE; null: there is none
 * @param sliceRows slices of fewer rows are not judged
 */
public record GateSettings(
    GateMetric metric, GateTest test, double margin, Double floor, int sliceRows) {

  /** The margin where none is given. */
  public static final double MARGIN = 0.02;

  /** Rows of the smallest slice that is judged. */
  public static final int SLICE_ROWS = 200;

  public GateSettings {
    if (!(margin >= 0 && margin < 1)) {
      throw new IllegalArgumentException("a margin is a share from 0 to below 1, not " + margin);
    }
    if (floor != null && !Double.isFinite(floor)) {
      throw new IllegalArgumentException("a floor is a number, not " + floor);
    }
    if (sliceRows < 1) {
      throw new IllegalArgumentException("a slice has 1 row at least, not " + sliceRows);
    }
  }

  /** Non-inferiority with the usual margin and without a floor. */
  public static GateSettings of(GateMetric metric) {
    return new GateSettings(metric, GateTest.NON_INFERIOR, MARGIN, null, SLICE_ROWS);
  }

  /** The same with another test. */
  public GateSettings with(GateTest other) {
    return new GateSettings(metric, other, margin, floor, sliceRows);
  }

  /** The same with another margin. */
  public GateSettings withMargin(double other) {
    return new GateSettings(metric, test, other, floor, sliceRows);
  }

  /** The same with a floor. */
  public GateSettings withFloor(Double other) {
    return new GateSettings(metric, test, margin, other, sliceRows);
  }

  /** As a JSON object. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("metric", metric.toString());
    map.put("test", test.toString());
    map.put("margin", margin);
    map.put("floor", floor);
    map.put("slice_rows", sliceRows);
    return map;
  }
}
