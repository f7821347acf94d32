package io.rappel.trainer.spark;

import io.rappel.trainer.data.Example;
import io.rappel.trainer.data.MixedRows;
import io.rappel.trainer.data.TestRows;
import io.rappel.trainer.data.batch.BatchPlan;
import io.rappel.trainer.data.batch.BatchSize;
import io.rappel.trainer.data.batch.SamplingKind;
import io.rappel.trainer.data.pack.FrequentRow;
import io.rappel.trainer.data.pack.HoldOut;
import io.rappel.trainer.data.pack.LevelWeights;
import io.rappel.trainer.data.pack.RawPack;
import io.rappel.trainer.data.pack.RowPack;
import io.rappel.trainer.data.pack.RowTyping;
import io.rappel.trainer.data.pack.ShardAssembly;
import io.rappel.trainer.data.profile.TableProfile;
import io.rappel.trainer.data.shard.ColumnStatistics;
import io.rappel.trainer.data.shard.Scaling;
import io.rappel.trainer.data.shard.Shard;
import io.rappel.trainer.features.Encoding;
import io.rappel.trainer.features.Feature;
import io.rappel.trainer.features.FeatureEncoder;
import io.rappel.trainer.features.FeatureKind;
import io.rappel.trainer.features.RowEncoder;
import io.rappel.trainer.math.Precision;
import io.rappel.trainer.math.exact.ExactSum;
import io.rappel.trainer.objective.StepSamples;
import io.rappel.trainer.spark.deal.Dealt;
import io.rappel.trainer.spark.rows.FirstLook;
import io.rappel.trainer.spark.rows.ShardSamples;
import io.rappel.trainer.spark.sum.ExecutorSums;
import io.rappel.trainer.spark.sum.HeldSums;
import io.rappel.trainer.spark.sum.SumComparison;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.linalg.Vectors;

/** One filled object, at least, of each class that is registered. */
final class KryoSamples {

  private KryoSamples() {}

  static List<Object> all() {
    List<Object> samples = new ArrayList<>();
    Example dense = TestRows.row(1, 2, 3, 4);
    Example sparse =
        new Example(Vectors.sparse(2, new int[] {1}, new double[] {5}), new double[] {0}, 1);
    samples.add(dense);
    samples.add(new Example[] {dense, sparse});
    samples.add(TestRows.hash(dense));
    for (boolean compressed : new boolean[] {false, true}) {
      RowPack pack = TestRows.pack(List.of(dense, sparse), compressed, 0.5);
      samples.add(pack);
      samples.add(new RowPack[] {pack});
      samples.addAll(ShardSamples.raw(pack));
      ColumnStatistics statistics = new ColumnStatistics(2, 1).addRanges(pack);
      samples.add(statistics);
      samples.add(statistics.addMeans(new ColumnStatistics.Sums(), pack));
      for (Precision precision : Precision.values()) {
        Shard shard =
            TestRows.encoder(Scaling.identity(2)).shard(1, pack, Scaling.identity(1), precision);
        samples.add(shard);
        samples.add(new Shard[] {shard});
        samples.addAll(ShardSamples.summaries(shard));
      }
    }
    RowTyping typing =
        RowTyping.of(
            new int[] {0, 2, 3}, new int[] {1}, List.of(List.of("level1", "level2")), 1, null);
    List<Object[]> rows =
        List.of(
            new Object[] {1.5, "level1", "true", 3600L, 1.0},
            new Object[] {2.5, null, "false", 7200L, 0.0});
    RowPack mixed = MixedRows.pack(rows, typing);
    samples.add(mixed);
    samples.add(new LevelWeights(9, 1).add(mixed, new int[] {2}));
    List<FrequentRow> frequent = new ArrayList<>();
    new ShardAssembly(RowTyping.numbers(2, 1), true, 1, HoldOut.share(0), 1)
        .assemble(List.of(TestRows.raw(List.of(dense, dense, sparse))), List.of(), frequent);
    samples.add(frequent.get(0));
    samples.add(frequent.toArray(FrequentRow[]::new));
    samples.add(new FirstLook(new ColumnStatistics(2, 1)));
    for (Precision precision : Precision.values()) {
      FeatureEncoder encoder =
          new FeatureEncoder(
              List.of(
                  Feature.number("a", 1, 2),
                  new Feature(
                      "b",
                      FeatureKind.CATEGORY,
                      0,
                      List.of(new Encoding.OneHot(List.of("level1"), true, true)))));
      RowTyping two =
          RowTyping.of(new int[] {0}, new int[] {1}, List.of(List.of("level1")), 1, null);
      samples.add(
          new RowEncoder(encoder, encoder.levels())
              .shard(2, MixedRows.pack(rows, two), Scaling.identity(1), precision));
    }
    RawPack raw = TestRows.raw(List.of(dense, sparse));
    samples.add(raw);
    samples.add(Dealt.rows(raw));
    samples.add(new Dealt[] {Dealt.profile(new TableProfile(-1, 1))});
    ExactSum sum = new ExactSum();
    sum.add(1e-300);
    sum.add(-1e300);
    samples.add(sum);
    samples.add(new ExactSum[] {sum});
    BatchPlan plan = new BatchPlan(new int[] {70, 80}, BatchSize.of(40), SamplingKind.SHUFFLE, 1);
    samples.add(plan.epoch(1).next());
    samples.addAll(StepSamples.all(plan.epoch(1).next()));
    samples.add(new HeldSums());
    samples.add(new ExecutorSums.Left("executor_host_1", 7));
    samples.add(new SumComparison.Vectors(3, 2));
    return samples;
  }
}
