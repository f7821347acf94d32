package io.rappel.trainer.data;

import io.rappel.trainer.data.hash.ContentHash;
import io.rappel.trainer.data.hash.RowHashes;
import io.rappel.trainer.data.pack.FrequentRow;
import io.rappel.trainer.data.pack.HoldOut;
import io.rappel.trainer.data.pack.RawPack;
import io.rappel.trainer.data.pack.RowPack;
import io.rappel.trainer.data.pack.RowTyping;
import io.rappel.trainer.data.pack.ShardAssembly;
import io.rappel.trainer.data.shard.ColumnStatistics;
import io.rappel.trainer.data.shard.Scaling;
import io.rappel.trainer.data.shard.Shard;
import io.rappel.trainer.features.FeatureEncoder;
import io.rappel.trainer.features.RowEncoder;
import io.rappel.trainer.math.Precision;
import io.rappel.trainer.math.blas.BlasKind;
import io.rappel.trainer.model.Model;
import io.rappel.trainer.model.Predictor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;

/** Rows on their way into shards, without Spark. */
public final class TestRows {

  private TestRows() {}

  /** A row of a dense vector and one target. */
  public static Example row(double target, double weight, double... features) {
    return new Example(Vectors.dense(features), new double[] {target}, weight);
  }

  /** Random rows with features from −1 to 1 and classes in turn. */
  public static List<Example> ofClasses(int features, int classes, int count) {
    Random random = new Random(1);
    return IntStream.range(0, count)
        .mapToObj(i -> row(i % classes, 1, random.doubles(features, -1, 1).toArray()))
        .toList();
  }

  /** A number of one of eighty binary orders of magnitude. */
  public static double wide(Random random) {
    return Math.scalb(random.nextGaussian(), random.nextInt(80) - 40);
  }

  /** The hash of a row. */
  public static ContentHash hash(Example row) {
    RowHashes hashes = new RowHashes();
    hashes.compute(Examples.batch(List.of(row), row.features().size(), row.targets().length));
    return ContentHash.of(hashes.high(0), hashes.low(0));
  }

  /** A pack in canonical order. */
  public static RowPack pack(List<Example> rows, boolean sparse, double heldOutFraction) {
    return pack(List.of(raw(rows)), rows.get(0), sparse, heldOutFraction);
  }

  /** The rows of some packs in canonical order; all are like any one of them. */
  public static RowPack pack(
      List<RawPack> raw, Example any, boolean sparse, double heldOutFraction) {
    RowTyping typing = RowTyping.numbers(any.features().size(), any.targets().length);
    List<FrequentRow> frequent = new ArrayList<>();
    return new ShardAssembly(typing, sparse, 1, HoldOut.share(heldOutFraction), Long.MAX_VALUE)
        .assemble(raw, List.of(), frequent)
        .get(0);
  }

  /** Rows as they are dealt. */
  public static RawPack raw(List<Example> rows) {
    int targets = rows.get(0).targets().length;
    RowBatch batch = Examples.batch(rows, rows.get(0).features().size(), targets);
    RowHashes hashes = new RowHashes();
    hashes.compute(batch);
    RawPack.Builder builder = new RawPack.Builder(0, true, targets);
    RawPack.Builder[] to = new RawPack.Builder[rows.size()];
    Arrays.fill(to, builder);
    RawPack.Builder.add(batch, to, hashes, new boolean[0], 1);
    return builder.take();
  }

  /** Shards by content. */
  public static List<Shard> shards(
      List<Example> rows,
      int count,
      boolean sparse,
      double heldOutFraction,
      Scaling features,
      Scaling targets,
      Precision precision) {
    RowEncoder encoder = encoder(features);
    List<Shard> shards = new ArrayList<>();
    for (int id = 0; id < count; id++) {
      int shard = id;
      List<Example> own = rows.stream().filter(row -> hash(row).shard(0, count) == shard).toList();
      RowPack pack = pack(own, sparse, heldOutFraction);
      shards.add(encoder.shard(id, pack, targets, precision));
    }
    return shards;
  }

  /** Numbers that are shifted and scaled. */
  public static RowEncoder encoder(Scaling features) {
    List<String> names = IntStream.range(0, features.columns()).mapToObj(j -> "x" + j).toList();
    return new RowEncoder(FeatureEncoder.of(names, features), List.of());
  }

  /** What a model makes of vectors, by EJML. */
  public static double[][] predict(Model model, List<Vector> rows) {
    return predictor(model).predict(batch(rows));
  }

  /** Predicts batches of vectors, by EJML. */
  public static Predictor predictor(Model model) {
    return new Predictor(
        model, BlasKind.EJML, RowTyping.numbers(model.encoder().features().size(), 0));
  }

  /** Vectors without labels. */
  public static RowBatch batch(List<Vector> rows) {
    List<Example> examples = rows.stream().map(row -> new Example(row, new double[0], 1)).toList();
    return Examples.batch(examples, rows.get(0).size(), 0);
  }

  /** A shard of numbers that are shifted and scaled. */
  public static Shard shard(
      int id, RowPack pack, Scaling features, Scaling targets, Precision precision) {
    return encoder(features).shard(id, pack, targets, precision);
  }

  /** Statistics in three passes over some packs. */
  public static ColumnStatistics statistics(List<RowPack> packs) {
    int targets = packs.get(0).targetColumns();
    int features = packs.get(0).columns();
    ColumnStatistics statistics = new ColumnStatistics(features, targets);
    packs.forEach(
        pack -> statistics.mergeRanges(new ColumnStatistics(features, targets).addRanges(pack)));
    statistics.endRanges();
    ColumnStatistics.Sums means = new ColumnStatistics.Sums();
    packs.forEach(pack -> means.merge(statistics.addMeans(new ColumnStatistics.Sums(), pack)));
    statistics.endMeans(means);
    ColumnStatistics.Sums variances = new ColumnStatistics.Sums();
    packs.forEach(
        pack -> variances.merge(statistics.addVariances(new ColumnStatistics.Sums(), pack)));
    statistics.endVariances(variances);
    return statistics;
  }
}
