package io.rappel.trainer.data;

import io.rappel.trainer.math.Precision;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
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

  /** A pack in canonical order. */
  public static RowPack pack(List<Example> rows, boolean sparse, double heldOutFraction) {
    return RowPack.inCanonicalOrder(List.of(unordered(rows, sparse, heldOutFraction)));
  }

  /** A pack in the order of the rows. */
  public static RowPack unordered(List<Example> rows, boolean sparse, double heldOutFraction) {
    Example any = rows.get(0);
    RowPack.Builder builder =
        new RowPack.Builder(any.features().size(), sparse, any.targets().length);
    for (Example row : rows) {
      ContentHash hash = ContentHash.of(row);
      builder.add(row, hash, hash.heldOut(0, heldOutFraction));
    }
    return builder.build();
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
    List<Shard> shards = new ArrayList<>();
    for (int id = 0; id < count; id++) {
      int shard = id;
      List<Example> own =
          rows.stream().filter(row -> ContentHash.of(row).shard(0, count) == shard).toList();
      RowPack pack = pack(own, sparse, heldOutFraction);
      shards.add(Shard.pack(id, pack, features, targets, precision));
    }
    return shards;
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
