package io.rappel.trainer.drift;

import io.rappel.trainer.data.Cell;
import io.rappel.trainer.data.RowBatch;
import io.rappel.trainer.data.Texts;
import io.rappel.trainer.data.pack.LabelIndex;
import io.rappel.trainer.data.pack.RowPack;
import io.rappel.trainer.data.pack.RowTyping;
import io.rappel.trainer.features.FeatureKind;
import io.rappel.trainer.model.Model;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts rows in a model's bins, batch by batch, in a task. What it has counted is merged with that
 * of other tasks and becomes a {@link DataManifest}:
 *
 * <pre>{@code
 * DataCounter counter = new DataCounter(model, columns, labels, classes);
 * counter.add(batch, predictor.predict(batch));   // for each batch of the task
 * DataCounts counts = counter.counts();           // goes to the driver, merged there
 * DataManifest manifest = DataManifest.of(ManifestBins.of(model), counts, newest, asOf);
 * }</pre>
 */
public final class DataCounter {

  private final ManifestBins bins;
  private final RowTyping typing;
  private final DataCounts counts;
  private final int labels;
  private final int[] numberFeatures;
  private final int[] codeFeatures;
  private final int[] batchColumn;
  private final double[][] featureEdges;
  private final double[][] labelEdges;
  private final double[][] predictionEdges;

  /**
   * Counts nothing yet.
   *
   * @param columns names of the columns of the batches to come, all of the model's features among
   *     them
   * @param labels label columns of the batches; 0: rows have none
   * @param classes finds the index of a label's class; null: labels are numbers, or there are none
   */
  public DataCounter(Model model, List<String> columns, int labels, LabelIndex classes) {
    this.bins = ManifestBins.of(model);
    this.labels = labels;
    this.typing = model.encoder().typing(columns, labels, classes);
    this.counts = new DataCounts(bins);
    numberFeatures = watched(model, false);
    codeFeatures = watched(model, true);
    featureEdges = edges(bins.features());
    labelEdges = edges(bins.labels());
    predictionEdges = edges(bins.predictions());
    Map<String, Integer> place = new HashMap<>();
    for (int j = 0; j < columns.size(); j++) {
      place.put(columns.get(j), j);
    }
    batchColumn =
        bins.features().stream()
            .mapToInt(column -> place.getOrDefault(column.name(), -1))
            .toArray();
  }

  /** Features that are categories, or are none, in the order of a pack's columns. */
  private int[] watched(Model model, boolean categories) {
    List<Integer> found = new ArrayList<>();
    for (int j = 0; j < bins.features().size(); j++) {
      if ((model.encoder().features().get(j).kind() == FeatureKind.CATEGORY) == categories) {
        found.add(j);
      }
    }
    return found.stream().mapToInt(i -> i).toArray();
  }

  private static double[][] edges(List<ColumnBins> columns) {
    return columns.stream().map(ColumnBins::edgeArray).toArray(double[][]::new);
  }

  /**
   * Counts the rows of a batch.
   *
   * @param predictions of the model, [rows][classes or label columns]
   */
  public void add(RowBatch batch, double[][] predictions) {
    RowPack pack = RowPack.of(batch, typing, batch.isSparse());
    numbers(pack);
    codes(pack, batch);
    for (int row = 0; row < pack.rows(); row++) {
      labels(pack, row);
      predictions(predictions[row]);
    }
    counts.rows += pack.rows();
  }

  private void numbers(RowPack pack) {
    int[] start = pack.start();
    long[] entries = new long[numberFeatures.length];
    for (int k = start[0]; k < start[pack.rows()]; k++) {
      int column = pack.column(k);
      if (column < numberFeatures.length) {
        int feature = numberFeatures[column];
        counts.features[feature][ColumnBins.place(featureEdges[feature], pack.value(k))]++;
        entries[column]++;
      }
    }
    for (int column = 0; column < entries.length; column++) {
      int feature = numberFeatures[column];
      int zero = ColumnBins.place(featureEdges[feature], 0);
      counts.features[feature][zero] += pack.rows() - entries[column];
    }
  }

  private void codes(RowPack pack, RowBatch batch) {
    for (int c = 0; c < codeFeatures.length; c++) {
      int feature = codeFeatures[c];
      long[] column = counts.features[feature];
      for (int row = 0; row < pack.rows(); row++) {
        int bin = ColumnBins.place(column.length, pack.code(row, c));
        column[bin]++;
        if (bin == ColumnBins.UNKNOWN) {
          name(feature, batch, row);
        }
      }
    }
  }

  private void name(int feature, RowBatch batch, int row) {
    long cell = batch.column(batchColumn[feature])[row];
    Texts texts = batch.texts(batchColumn[feature]);
    String text = Cell.isText(cell) ? texts.text(Cell.code(cell)) : Cell.textOf(Cell.value(cell));
    String[] known = counts.unknown[feature];
    if (known.length < DataCounts.MOST_NAMED || text.compareTo(known[known.length - 1]) < 0) {
      counts.unknown[feature] = DataCounts.named(known, List.of(text));
    }
  }

  private void labels(RowPack pack, int row) {
    for (int t = 0; t < Math.min(labels, bins.labels().size()); t++) {
      double target = pack.target(row, t);
      if (bins.labels().get(t).isOfLevels() && target < 0) {
        counts.labels[t][ColumnBins.UNKNOWN]++; // labels are there, so the model does not know it
      } else {
        count(counts.labels[t], bins.labels().get(t), labelEdges[t], target);
      }
    }
  }

  private void predictions(double[] predicted) {
    if (bins.predictions().size() > 1 || predicted.length == 1) {
      for (int t = 0; t < predicted.length; t++) {
        count(counts.predictions[t], bins.predictions().get(t), predictionEdges[t], predicted[t]);
      }
    } else {
      double of = predicted.length == 2 ? predicted[1] : largest(predicted);
      count(counts.predictions[0], bins.predictions().get(0), predictionEdges[0], of);
    }
  }

  private static void count(long[] to, ColumnBins bins, double[] edges, double value) {
    to[
        bins.isOfLevels()
            ? ColumnBins.place(to.length, (int) value)
            : ColumnBins.place(edges, value)]++;
  }

  private static int largest(double[] values) {
    int best = 0;
    for (int j = 1; j < values.length; j++) {
      best = values[j] > values[best] ? j : best;
    }
    return best;
  }

  /** What has been counted so far, which grows with this. */
  public DataCounts counts() {
    return counts;
  }
}
