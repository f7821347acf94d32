package io.rappel.trainer.spark;

import io.rappel.trainer.data.BatchPlan;
import io.rappel.trainer.data.BatchSize;
import io.rappel.trainer.data.ColumnStatistics;
import io.rappel.trainer.data.ContentHash;
import io.rappel.trainer.data.Example;
import io.rappel.trainer.data.RawPack;
import io.rappel.trainer.data.RowPack;
import io.rappel.trainer.data.SamplingKind;
import io.rappel.trainer.data.Scaling;
import io.rappel.trainer.data.Shard;
import io.rappel.trainer.data.TableProfile;
import io.rappel.trainer.data.TestRows;
import io.rappel.trainer.math.ExactSum;
import io.rappel.trainer.math.Precision;
import io.rappel.trainer.objective.StepSamples;
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
      samples.add(new RawShard(3, pack, List.of()));
      samples.add(new RawShard[] {new RawShard(3, pack, List.of())});
      ColumnStatistics statistics = new ColumnStatistics(2, 1).addRanges(pack);
      samples.add(statistics);
      samples.add(statistics.addMeans(new ColumnStatistics.Sums(), pack));
      for (Precision precision : Precision.values()) {
        Shard shard =
            TestRows.encoder(Scaling.identity(2))
                .shard(1, pack, Scaling.identity(1), precision);
        samples.add(shard);
        samples.add(new Shard[] {shard});
        samples.add(new PackedRows.Summary(shard, 2));
        samples.add(new PackedRows.Summary[] {new PackedRows.Summary(shard, 2)});
      }
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
    return samples;
  }
}
