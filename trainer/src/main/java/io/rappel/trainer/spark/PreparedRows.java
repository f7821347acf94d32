package io.rappel.trainer.spark;

import io.rappel.trainer.ConfigurationException;
import io.rappel.trainer.Problem;
import io.rappel.trainer.Recipe;
import io.rappel.trainer.TrainingConfig;
import io.rappel.trainer.data.ColumnStatistics;
import io.rappel.trainer.data.DataException;
import io.rappel.trainer.data.HoldOut;
import io.rappel.trainer.data.RowPack;
import io.rappel.trainer.data.RowTyping;
import io.rappel.trainer.data.Scaling;
import io.rappel.trainer.data.ScalingKind;
import io.rappel.trainer.features.FeatureEncoder;
import io.rappel.trainer.features.FeatureFit;
import io.rappel.trainer.features.FeatureKind;
import io.rappel.trainer.features.FeatureSpec;
import io.rappel.trainer.features.NumberEncoding;
import io.rappel.trainer.features.RawCells;
import io.rappel.trainer.features.RowEncoder;
import io.rappel.trainer.model.ColumnShuffles;
import io.rappel.trainer.model.DataSchema;
import io.rappel.trainer.model.GoldenRows;
import io.rappel.trainer.model.Model;
import java.util.List;
import java.util.Optional;

/** Rows that were sharded, and encoded by what was learned of those to train on. */
final class PreparedRows implements AutoCloseable {

  /** Bins of numbers, where the user says nothing. */
  private static final int BINS = 16;

  private static final long FEWEST_ROWS = 100;

  /** With fewer rows for each column, bins only help to learn rows by heart. */
  private static final long FEWEST_ROWS_OF_A_COLUMN = 5;

  private static final int MOST_COLUMNS = 500;

  private static final int MOST_GOLDEN_CELLS = 1 << 16;

  private final TrainingConfig config;
  private final Problem problem;
  private final FeatureEncoder encoder;
  private final Scaling targets;
  private final PackedRows packed;
  private final boolean sparse;
  private final String storage;
  private final long packedBytes;
  private final long rows;
  private final ColumnStatistics statistics;
  private final List<List<Object>> golden;
  private final Optional<RowPack> importanceRows;
  private final TrainingInput input;

  private PreparedRows(
      TrainingConfig config,
      Problem problem,
      FeatureEncoder encoder,
      Scaling targets,
      PackedRows packed,
      boolean sparse,
      String storage,
      long packedBytes,
      long rows,
      ColumnStatistics statistics,
      List<List<Object>> golden,
      Optional<RowPack> importanceRows,
      TrainingInput input) {
    this.config = config;
    this.problem = problem;
    this.encoder = encoder;
    this.targets = targets;
    this.packed = packed;
    this.sparse = sparse;
    this.storage = storage;
    this.packedBytes = packedBytes;
    this.rows = rows;
    this.statistics = statistics;
    this.golden = golden;
    this.importanceRows = importanceRows;
    this.input = input;
  }

  /**
   * Rows to train on and to validate on.
   *
   * @throws DataException if there are none, or targets that the loss cannot have
   */
  static PreparedRows of(TrainingInput input, TrainingConfig open) {
    DataSchema schema = input.schema();
    TrainingConfig config = Recipe.settle(open, schema.task(), input.rows().profile().rows());
    Model start = input.warmStart();
    int labels = schema.labels().size();
    RowTyping typing =
        start != null
            ? start.encoder().typing(input.columns(), labels, input.classes())
            : FeatureEncoder.typing(input.specs(), input.columns(), labels, input.classes());
    HoldOut holdOut =
        input.holdOut() != null
            ? input.holdOut()
            : HoldOut.share(input.validation() == null ? config.validationFraction() : 0);
    try (ShardedRows rows =
        ShardedRows.of(input.rows(), input.validation(), typing, holdOut, input.partitions())) {
      ColumnStatistics statistics = rows.statistics();
      FeatureEncoder encoder =
          start != null ? start.encoder() : fit(input, config, rows, statistics);
      List<List<String>> levels = start != null ? encoder.levels() : levels(input);
      Problem problem = Problem.of(config, schema, encoder.inputs());
      problem.checkTargets(schema, statistics);
      Scaling targets =
          start != null
              ? start.targetScaling()
              : problem.scalesTargets()
                  ? statistics.standardTargets()
                  : Scaling.identity(typing.targetColumns());
      RowEncoder rowEncoder = new RowEncoder(encoder, levels);
      PackedRows packed =
          PackedRows.of(rows, rowEncoder, targets, config.precision(), schema.classes().size());
      String storage =
          rows.sparse()
              ? "sparse, %.3g %% of the features are not 0".formatted(100 * rows.density())
              : encoder.isAffine() ? "dense" : "dense numbers, sparse levels";
      long bytes =
          rows.sparse()
              ? (long)
                  (rows.density()
                      * rows.rows()
                      * typing.numbers()
                      * (Integer.BYTES + config.precision().bytes()))
              : rows.rows() * rowEncoder.bytesOfRow(config.precision());
      return new PreparedRows(
          config,
          problem,
          encoder,
          targets,
          packed,
          rows.sparse(),
          storage,
          bytes,
          rows.rows(),
          statistics,
          config.goldenRows() ? golden(rows, encoder, input) : List.of(),
          config.importance() ? importanceRows(rows, packed, input) : Optional.empty(),
          input);
    }
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
  private static Optional<RowPack> importanceRows(
      ShardedRows rows, PackedRows packed, TrainingInput input) {
    int most = ColumnShuffles.rows(input.schema().features().size());
    return rows.sample(packed.heldOutRows() > 0, most);
  }

  private static List<List<String>> levels(TrainingInput input) {
    return input.specs().stream()
        .filter(spec -> spec.kind() == FeatureKind.CATEGORY)
        .map(spec -> spec.levels())
        .toList();
  }

  private static FeatureEncoder fit(
      TrainingInput input, TrainingConfig config, ShardedRows rows, ColumnStatistics statistics) {
    int[] levels = levels(input).stream().mapToInt(List::size).toArray();
    NumberEncoding encoding = encoding(config, input, rows);
    boolean named = config.encoding().kind() != NumberEncoding.Kind.AUTO;
    boolean sparse = input.rows().profile().isSparse();
    if (sparse && config.scaling() == ScalingKind.ROBUST) {
      throw new ConfigurationException(
          "--scaling robust is for the numbers of tables, and these rows are sparse");
    }
    boolean needed =
        encoding.kind() != NumberEncoding.Kind.NONE || config.scaling() == ScalingKind.ROBUST;
    return new FeatureFit(config.scaling(), config.maxLevels(), encoding, named, !named && !sparse)
        .fit(
            input.specs(),
            statistics,
            needed ? rows.quantiles() : null,
            levels.length == 0 ? null : rows.levelWeights(levels));
  }

  /** What becomes of numbers: an encoding by name stays, whatever the scaling. */
  private static NumberEncoding encoding(
      TrainingConfig config, TrainingInput input, ShardedRows rows) {
    NumberEncoding given = config.encoding();
    boolean sparse = input.rows().profile().isSparse();
    if (given.kind() == NumberEncoding.Kind.AUTO) {
      long columns = input.specs().stream().filter(spec -> !spec.entry()).count();
      boolean fits =
          columns > 0
              && !sparse
              && config.scaling() != ScalingKind.NONE
              && rows.rows() >= FEWEST_ROWS
              && rows.rows() >= FEWEST_ROWS_OF_A_COLUMN * columns
              && columns <= MOST_COLUMNS;
      return fits
          ? new NumberEncoding(NumberEncoding.Kind.HAT, BINS)
          : new NumberEncoding(NumberEncoding.Kind.NONE, 0);
    }
    if (sparse && given.kind() != NumberEncoding.Kind.NONE) {
      throw new ConfigurationException(
          "--encoding %s is for the numbers of tables, and these rows are sparse".formatted(given));
    }
    return given.kind() == NumberEncoding.Kind.NONE || given.bins() > 0
        ? given
        : new NumberEncoding(given.kind(), BINS);
  }

  /** The configuration, with nothing left open. */
  TrainingConfig config() {
    return config;
  }

  /** What is to be solved. */
  Problem problem() {
    return problem;
  }

  FeatureEncoder encoder() {
    return encoder;
  }

  Scaling targets() {
    return targets;
  }

  PackedRows packed() {
    return packed;
  }

  /** Whether rows are sparse and not shifted. */
  boolean sparse() {
    return sparse;
  }

  /** How rows are stored, for people. */
  String storage() {
    return storage;
  }

  /** Size of the packed features. */
  long packedBytes() {
    return packedBytes;
  }

  /** Bytes that the features of a packed row take, on average. */
  long bytesOfRow() {
    return packedBytes / rows + 1;
  }

  /** Of the numbers of rows to train on. */
  ColumnStatistics statistics() {
    return statistics;
  }

  /** Cells of a few rows to train on, for {@link GoldenRows}; empty where none are wanted. */
  List<List<Object>> golden() {
    return golden;
  }

  /** Raw rows by which to find out the importance of columns, where that is wanted. */
  Optional<RowPack> importanceRows() {
    return importanceRows;
  }

  /** What the columns of the raw rows are. */
  List<FeatureSpec> specs() {
    return input.warmStart() != null ? encoder.specs() : input.specs();
  }

  /** What was dealt goes last: shards that are lost with an executor are made of it again. */
  @Override
  public void close() {
    packed.close();
    input.rows().close();
    if (input.validation() != null) {
      input.validation().close();
    }
  }
}
