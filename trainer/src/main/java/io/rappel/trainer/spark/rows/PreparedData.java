package io.rappel.trainer.spark.rows;

import io.rappel.trainer.Problem;
import io.rappel.trainer.config.Recipe;
import io.rappel.trainer.config.TrainingConfig;
import io.rappel.trainer.data.DataException;
import io.rappel.trainer.data.Task;
import io.rappel.trainer.data.pack.HoldOut;
import io.rappel.trainer.data.pack.RowPack;
import io.rappel.trainer.data.pack.RowTyping;
import io.rappel.trainer.data.shard.ColumnStatistics;
import io.rappel.trainer.data.shard.Scaling;
import io.rappel.trainer.data.shard.ScalingFit;
import io.rappel.trainer.features.FeatureEncoder;
import io.rappel.trainer.features.FeatureSpec;
import io.rappel.trainer.features.NumberEncoding;
import io.rappel.trainer.features.RawCells;
import io.rappel.trainer.features.RowEncoder;
import io.rappel.trainer.math.Precision;
import io.rappel.trainer.model.ColumnShuffles;
import io.rappel.trainer.model.DataSchema;
import io.rappel.trainer.model.GoldenRows;
import io.rappel.trainer.model.Model;
import io.rappel.trainer.network.Network;
import io.rappel.trainer.objective.score.OutputDecoder;
import io.rappel.trainer.spark.rows.PackedRows.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Rows that were sharded, and encoded by what was learned of those to train on.
 *
 * @param input of which they were made
 * @param config with nothing left open
 * @param problem to be solved
 * @param encoder of the features
 * @param targets scaling of the targets
 * @param folds the rows; where each network of an average holds out others, in more than one
 *     division
 * @param sparse whether rows are sparse and not shifted
 * @param storage how rows are stored, for people
 * @param packedBytes size of the packed features
 * @param rows how many there are
 * @param statistics of the numbers of rows to train on
 * @param golden cells of a few rows to train on, for {@link GoldenRows}; empty where none are
 *     wanted
 * @param importanceRows by which to find out the importance of columns, where that is wanted
 */
public record PreparedData(
    TrainingInput input,
    TrainingConfig config,
    Problem problem,
    FeatureEncoder encoder,
    Scaling targets,
    List<PackedRows> folds,
    boolean sparse,
    String storage,
    long packedBytes,
    long rows,
    ColumnStatistics statistics,
    List<List<Object>> golden,
    Optional<RowPack> importanceRows)
    implements AutoCloseable {

  private static final int MOST_GOLDEN_CELLS = 1 << 16;

  /**
   * Rows to train on and to validate on.
   *
   * @throws DataException if there are none, or targets that the loss cannot have
   */
  public static PreparedData of(TrainingInput input, TrainingConfig open) {
    DataSchema schema = input.schema();
    TrainingConfig chosen = input.warmStart() == null ? open : open.toBuilder().members(1).build();
    TrainingConfig config =
        Recipe.settle(
            chosen,
            schema.task(),
            input.rows().profile().rows(),
            FeatureSpec.numbers(input.specs()));
    Precision precision = config.running().precision();
    Model start = input.warmStart();
    int labels = schema.labels().size();
    RowTyping typing =
        start != null
            ? start.encoder().typing(input.columns(), labels, input.classes())
            : FeatureEncoder.typing(input.specs(), input.columns(), labels, input.classes());
    HoldOut holdOut =
        input.holdOut() != null
            ? input.holdOut()
            : HoldOut.share(input.validation() == null ? config.running().validationFraction() : 0);
    try (ShardedRows rows =
        ShardedRows.of(input.rows(), input.validation(), typing, holdOut, input.partitions())) {
      ColumnStatistics statistics = rows.statistics();
      FeatureEncoder encoder =
          start != null
              ? start.encoder()
              : new EncodingFit(config.features(), input).fit(rows, statistics);
      List<List<String>> levels =
          start != null ? encoder.levels() : EncodingFit.levels(input.specs());
      Problem problem = Problem.of(config, schema, encoder.inputs());
      Scaling targets =
          start != null
              ? start.targetScaling()
              : problem.scalesTargets()
                  ? new ScalingFit(statistics).standardTargets()
                  : Scaling.identity(typing.targetColumns());
      if (schema.task() == Task.REGRESSION) {
        input.targets().require(problem.loss(), targets, precision);
        checkTargets(problem, input);
      }
      RowEncoder rowEncoder = new RowEncoder(encoder, levels);
      // Raw rows go as they are packed.
      List<List<Object>> golden =
          config.running().goldenRows() ? golden(rows, encoder, input) : List.of();
      Optional<RowPack> importanceRows =
          config.running().importance() ? importanceRows(rows, input) : Optional.empty();
      return new PreparedData(
          input,
          config,
          problem,
          encoder,
          targets,
          folds(rows, rowEncoder, targets, config, input),
          rows.sparse(),
          rows.sparse()
              ? "sparse, %.3g %% of the features are not 0".formatted(100 * rows.density())
              : encoder.isAffine() ? "dense" : "dense numbers, sparse levels",
          rows.sparse()
              ? sparseBytes(rows, typing, precision)
              : rows.rows() * rowEncoder.bytesOfRow(precision),
          rows.rows(),
          statistics,
          golden,
          importanceRows);
    }
  }

  /** Those to validate on count as well: their loss decides which epoch is kept. */
  private static void checkTargets(Problem problem, TrainingInput input) {
    problem.checkTargets(input.schema(), input.rows().profile());
    if (input.validation() != null) {
      problem.checkTargets(input.schema(), input.validation().profile());
    }
  }

  /** One division of the rows, or one for each network that leaves it rows of both kinds. */
  private static List<PackedRows> folds(
      ShardedRows rows,
      RowEncoder encoder,
      Scaling targets,
      TrainingConfig config,
      TrainingInput input) {
    Precision precision = config.running().precision();
    int classes = input.schema().classes().size();
    double fraction = config.running().validationFraction();
    boolean own =
        config.running().ownValidation() && input.holdOut() == null && input.validation() == null;
    int times = own ? Math.min(config.network().members(), (int) (1 / fraction)) : 1;
    List<PackedRows> folds = new ArrayList<>();
    for (int time = 0; time < times; time++) {
      Turn turn = new Turn(fraction, time, time == times - 1);
      PackedRows fold = PackedRows.of(rows, encoder, targets, precision, classes, turn);
      if (time == 0 || fold.hasBoth()) {
        folds.add(fold);
      } else {
        fold.close();
      }
    }
    return folds;
  }

  private static long sparseBytes(ShardedRows rows, RowTyping typing, Precision precision) {
    double entries = rows.density() * rows.rows() * typing.numbers();
    return (long) (entries * (Integer.BYTES + precision.bytes()));
  }

  /** Cells of a few rows; texts are known of all levels that rows have, or of those with inputs. */
  private static List<List<Object>> golden(
      ShardedRows rows, FeatureEncoder encoder, TrainingInput input) {
    List<FeatureSpec> specs = input.warmStart() != null ? encoder.specs() : input.specs();
    int most = Math.min(GoldenRows.MOST, MOST_GOLDEN_CELLS / specs.size());
    return most == 0
        ? List.of()
        : rows.head(most).map(head -> RawCells.of(head, specs)).orElse(List.of());
  }

  /** Of the rows to validate on, where there are any. */
  private static Optional<RowPack> importanceRows(ShardedRows rows, TrainingInput input) {
    int most = ColumnShuffles.rows(input.schema().features().size());
    return rows.sample(true, most).or(() -> rows.sample(false, most));
  }

  /** The rows in their first division. */
  public PackedRows packed() {
    return folds.get(0);
  }

  /** What the columns of raw rows are. */
  public List<FeatureSpec> specs() {
    return input.warmStart() != null ? encoder.specs() : input.specs();
  }

  /** Whether the bins of numbers were chosen by the rows. */
  public boolean hasAutomaticBins() {
    return input.warmStart() == null
        && config.features().encoding().kind() == NumberEncoding.Kind.AUTO;
  }

  public DataSchema schema() {
    return input.schema();
  }

  public Network network() {
    return problem.network();
  }

  /** Of the units' arithmetic. */
  public Precision precision() {
    return config.running().precision();
  }

  /** Bytes that the features of a packed row take, on average. */
  public long bytesOfRow() {
    return packedBytes / rows + 1;
  }

  /** Names of classes, or of label columns. */
  public List<String> outputLabels() {
    return schema().task() == Task.CLASSIFICATION ? schema().classes() : schema().labels();
  }

  public OutputDecoder decoder() {
    return schema().task() == Task.CLASSIFICATION
        ? OutputDecoder.classes(
            schema().classes().size(), problem.loss(), network().outputActivation())
        : OutputDecoder.values(targets);
  }

  /** What was dealt goes last: shards that are lost with an executor are made of it again. */
  @Override
  public void close() {
    folds.forEach(PackedRows::close);
    input.rows().close();
    if (input.validation() != null) {
      input.validation().close();
    }
  }
}
