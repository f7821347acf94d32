package io.rappel.trainer.spark.gate;

import io.rappel.trainer.data.DataException;
import io.rappel.trainer.data.RowBatch;
import io.rappel.trainer.data.hash.HashSelection;
import io.rappel.trainer.data.hash.RowHashes;
import io.rappel.trainer.data.pack.LabelIndex;
import io.rappel.trainer.data.pack.RowPack;
import io.rappel.trainer.data.pack.RowTyping;
import io.rappel.trainer.gate.metric.TrivialPrediction;
import io.rappel.trainer.math.exact.ExactSum;
import io.rappel.trainer.spark.engine.JavaBytes;
import io.rappel.trainer.spark.sum.SumTree;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;

/**
 * What one pass finds out about rows of which some judge models: how many judge, a fingerprint of
 * them, and what the labels of all others are. The same for any order and partitioning.
 */
public final class GateSurvey implements Serializable {

  private static final long serialVersionUID = 1L;

  private final boolean classification;
  private final ExactSum[] sums;
  private final ExactSum weight = new ExactSum();
  private long judging;
  private long others;
  private long high;
  private long low;

  private GateSurvey(boolean classification, int length) {
    this.classification = classification;
    this.sums = new ExactSum[length];
    Arrays.setAll(sums, i -> new ExactSum());
  }

  /**
   * Reads all rows.
   *
   * @param judges which rows judge
   * @param labels label columns
   * @param classes of which the one label is an index; null: labels are numbers
   * @param classCount how many there are
   */
  public static GateSurvey of(
      JavaRDD<RowBatch> batches,
      HashSelection.Applied judges,
      int labels,
      LabelIndex classes,
      int classCount) {
    int length = classes == null ? labels : classCount;
    RowTyping typing = RowTyping.of(new int[0], new int[0], List.of(), labels, classes);
    boolean classification = classes != null;
    return SumTree.ofBytes(
        batches.mapPartitions(
            rows ->
                List.of(JavaBytes.of(part(rows, judges, typing, classification, length)))
                    .iterator()),
        new GateSurvey(classification, length),
        GateSurvey::merge);
  }

  private static GateSurvey part(
      Iterator<RowBatch> rows,
      HashSelection.Applied judges,
      RowTyping typing,
      boolean classification,
      int length) {
    GateSurvey survey = new GateSurvey(classification, length);
    RowHashes hashes = new RowHashes();
    while (rows.hasNext()) {
      RowBatch batch = rows.next();
      RowBatch judging = judges.part(batch, true);
      hashes.compute(judging);
      for (int i = 0; i < judging.rows(); i++) {
        survey.high += hashes.high(i);
        survey.low += hashes.low(i);
      }
      survey.judging += judging.rows();
      survey.addLabels(RowPack.of(judges.part(batch, false), typing, false));
    }
    return survey;
  }

  private void addLabels(RowPack rows) {
    others += rows.rows();
    for (int i = 0; i < rows.rows(); i++) {
      weight.add(rows.weight(i));
      if (classification) {
        int actual = (int) rows.target(i, 0);
        if (actual >= 0) {
          sums[actual].add(rows.weight(i));
        }
      } else {
        for (int t = 0; t < sums.length; t++) {
          sums[t].addProduct(rows.weight(i), rows.target(i, t));
        }
      }
    }
  }

  private void merge(GateSurvey other) {
    for (int i = 0; i < sums.length; i++) {
      sums[i].merge(other.sums[i]);
    }
    weight.merge(other.weight);
    judging += other.judging;
    others += other.others;
    high += other.high;
    low += other.low;
  }

  /** Rows that judge. */
  public long judging() {
    return judging;
  }

  /** All other rows. */
  public long others() {
    return others;
  }

  /** A fingerprint of the rows that judge, 32 hexadecimal digits. */
  public String fingerprint() {
    return "%016x%016x".formatted(high, low);
  }

  /**
   * What one would predict from the labels alone.
   *
   * @param length of what is predicted: places beyond the known classes have no weight
   * @throws DataException if no row has a weight
   */
  public TrivialPrediction trivial(int length) {
    double all = weight.value();
    if (!(all > 0)) {
      throw new DataException("no row to train on has a weight above 0");
    }
    double[] values = Arrays.stream(sums).mapToDouble(ExactSum::value).toArray();
    return classification
        ? TrivialPrediction.ofClasses(Arrays.copyOf(values, length))
        : TrivialPrediction.ofValues(Arrays.stream(values).map(sum -> sum / all).toArray());
  }
}
