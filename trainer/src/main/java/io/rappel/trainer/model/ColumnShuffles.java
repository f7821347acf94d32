package io.rappel.trainer.model;

import io.rappel.trainer.data.Task;
import io.rappel.trainer.data.batch.Permutation;
import io.rappel.trainer.data.pack.RowPack;
import io.rappel.trainer.features.FeatureKind;
import io.rappel.trainer.features.FeatureSpec;
import io.rappel.trainer.math.Mix;
import io.rappel.trainer.math.Team;
import io.rappel.trainer.math.blas.Arithmetic;
import io.rappel.trainer.math.blas.BlasKind;
import io.rappel.trainer.metrics.ClassificationSums;
import io.rappel.trainer.objective.Forward;
import io.rappel.trainer.objective.score.OutputDecoder;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Finds the {@link Importance} of columns: scores rows in which one column after the other has been
 * permuted. A permutation is a function of the seed, the column's name and the places of the rows,
 * which are to follow from their content, so that the same rows give the same bits.
 */
public final class ColumnShuffles {

  /** More columns than these would take too long. */
  public static final int MOST_COLUMNS = 1 << 14;

  private static final int MOST_ROWS = 5000;
  private static final int MOST_REPETITIONS = 5;

  /** Rows that are scored in all, the permuted ones as often as they are, at the most. */
  private static final int MOST_SCORED = 1 << 22;

  private static final int BLOCK_ROWS = 256;

  private final Model model;
  private final List<FeatureSpec> specs;
  private final RowPack rows;
  private final OutputDecoder decoder;
  private final Arithmetic arithmetic;
  private final long seed;
  private final int blockRows;
  private final int repetitions;
  private final Forward[] forwards = new Forward[Team.size()];

  private ColumnShuffles(
      Model model, List<FeatureSpec> specs, RowPack rows, long seed, BlasKind blas) {
    this.model = model;
    this.specs = specs;
    this.rows = rows;
    this.seed = seed;
    this.decoder = model.decoder();
    this.arithmetic = Arithmetic.of(blas);
    this.blockRows = model.network().blockRows(BLOCK_ROWS);
    long once = (long) rows.rows() * specs.size();
    this.repetitions = (int) Math.max(1, Math.min(MOST_REPETITIONS, MOST_SCORED / once));
  }

  /** How many rows are enough, for so many columns. */
  public static int rows(int columns) {
    return Math.min(MOST_ROWS, MOST_SCORED / columns);
  }

  /**
   * The importance of all columns.
   *
   * @param specs what the columns are of which the rows were made, in their order
   * @param rows at least one, with labels, in an order that follows from their content
   * @param blas who multiplies; null: the fastest to be had
   */
  public static Importance of(
      Model model, List<FeatureSpec> specs, RowPack rows, long seed, BlasKind blas) {
    return new ColumnShuffles(model, specs, rows, seed, blas).importance();
  }

  private Importance importance() {
    double baseline = metric(rows, forward(0));
    double[][] grown = new double[specs.size()][repetitions];
    int[] places = places();
    Team.run(
        specs.size() * repetitions,
        forwards.length,
        (number, worker) -> {
          int column = number / repetitions;
          int repetition = number % repetitions;
          FeatureSpec spec = specs.get(column);
          long key = Mix.mix(seed, spec.name().hashCode(), repetition);
          RowPack permuted =
              rows.permuted(
                  places[column],
                  spec.kind() == FeatureKind.CATEGORY,
                  new Permutation(rows.rows(), key)::at);
          grown[column][repetition] = metric(permuted, forward(worker)) - baseline;
        });
    return new Importance(
        model.schema().task() == Task.CLASSIFICATION ? "log_loss" : "rmse",
        baseline,
        rows.rows(),
        repetitions,
        IntStream.range(0, grown.length)
            .mapToObj(j -> column(specs.get(j).name(), grown[j]))
            .toList());
  }

  /** The place of each column among the numbers or among the categories. */
  private int[] places() {
    int[] places = new int[specs.size()];
    int numbers = 0;
    int categories = 0;
    for (int j = 0; j < places.length; j++) {
      places[j] = specs.get(j).kind() == FeatureKind.CATEGORY ? categories++ : numbers++;
    }
    return places;
  }

  private static Importance.Column column(String name, double[] grown) {
    double mean = Arrays.stream(grown).sum() / grown.length;
    double squares = Arrays.stream(grown).map(g -> (g - mean) * (g - mean)).sum();
    return new Importance.Column(
        name, mean, grown.length == 1 ? 0 : Math.sqrt(squares / (grown.length - 1)));
  }

  /** A worker's own. */
  private Forward forward(int worker) {
    if (forwards[worker] == null) {
      forwards[worker] =
          Forward.of(
              model.network(),
              model.parameters(),
              model.encoder(),
              levels(),
              rows.sparse(),
              model.precision(),
              arithmetic,
              blockRows);
    }
    return forwards[worker];
  }

  private List<List<String>> levels() {
    return specs.stream()
        .filter(spec -> spec.kind() == FeatureKind.CATEGORY)
        .map(FeatureSpec::levels)
        .toList();
  }

  private double metric(RowPack pack, Forward forward) {
    boolean classes = decoder.classes() > 0;
    double sum = 0;
    double weight = 0;
    for (int from = 0; from < pack.rows(); from += blockRows) {
      double[][] outputs = forward.outputs(pack, from, Math.min(pack.rows(), from + blockRows));
      for (int i = 0; i < outputs.length; i++) {
        double[] decoded = decoder.decode(outputs[i]);
        double loss =
            classes
                ? ClassificationSums.logLoss(decoded[(int) pack.target(from + i, 0)])
                : squaredError(pack, from + i, decoded);
        sum += pack.weight(from + i) * loss;
        weight += pack.weight(from + i);
      }
    }
    return classes ? sum / weight : Math.sqrt(sum / weight);
  }

  /** Its mean over the outputs. */
  private static double squaredError(RowPack pack, int row, double[] predicted) {
    double sum = 0;
    for (int j = 0; j < predicted.length; j++) {
      double error = predicted[j] - pack.target(row, j);
      sum += error * error;
    }
    return sum / predicted.length;
  }
}
