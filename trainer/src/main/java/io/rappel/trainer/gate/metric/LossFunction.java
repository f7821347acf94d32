package io.rappel.trainer.gate.metric;

/** A metric's loss of some rows as a function of how much each row counts. */
public interface LossFunction {

  /**
   * The loss.
   *
   * @param weights [rows], in the order of the rows
   * @return NaN where it is undefined
   */
  double of(double[] weights);

  /**
   * By how much the loss would change if a row counted more: d loss / d log weight of each row.
   *
   * @param weights [rows]
   */
  double[] influence(double[] weights);

  /** The loss of a column of rows. */
  static LossFunction of(GateRows rows, int[] order, int column) {
    double[] values = new double[order.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = rows.value(column, order[i]);
    }
    if (rows.metric() != GateMetric.AUC) {
      return new MeanLoss(values, rows.metric() == GateMetric.RMSE);
    }
    boolean[] positives = new boolean[order.length];
    for (int i = 0; i < positives.length; i++) {
      positives[i] = rows.isPositive(order[i]);
    }
    return new RankLoss(values, positives);
  }
}
