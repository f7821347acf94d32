package io.rappel.trainer.spark;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import io.rappel.trainer.data.Example;
import io.rappel.trainer.data.batch.UnitSet;
import io.rappel.trainer.data.hash.ContentHash;
import io.rappel.trainer.data.pack.FrequentRow;
import io.rappel.trainer.data.pack.LevelWeights;
import io.rappel.trainer.data.pack.RawPack;
import io.rappel.trainer.data.pack.RowPack;
import io.rappel.trainer.data.pack.ShardAssembly;
import io.rappel.trainer.data.shard.ColumnStatistics;
import io.rappel.trainer.data.shard.Shard;
import io.rappel.trainer.data.shard.Shard32;
import io.rappel.trainer.data.shard.Shard64;
import io.rappel.trainer.math.exact.ExactSum;
import io.rappel.trainer.math.exact.FixedPointSums;
import io.rappel.trainer.math.rows.DenseRows32;
import io.rappel.trainer.math.rows.DenseRows64;
import io.rappel.trainer.math.rows.MixedRows32;
import io.rappel.trainer.math.rows.MixedRows64;
import io.rappel.trainer.math.rows.SparseRows32;
import io.rappel.trainer.math.rows.SparseRows64;
import io.rappel.trainer.metrics.MetricSums;
import io.rappel.trainer.objective.score.OutputDecoder;
import io.rappel.trainer.objective.score.RowSample;
import io.rappel.trainer.objective.score.ScoreSum;
import io.rappel.trainer.objective.sum.ArithmeticSeen;
import io.rappel.trainer.objective.sum.GradientSlice;
import io.rappel.trainer.objective.sum.GradientSum;
import io.rappel.trainer.objective.sum.Grid;
import io.rappel.trainer.objective.sum.Sections;
import io.rappel.trainer.objective.sum.SumNotes;
import io.rappel.trainer.objective.sum.UnitGradient32;
import io.rappel.trainer.objective.sum.UnitGradient64;
import io.rappel.trainer.objective.unit.StepWork;
import io.rappel.trainer.objective.unit.Workspaces;
import io.rappel.trainer.spark.deal.Dealt;
import io.rappel.trainer.spark.rows.FirstLook;
import io.rappel.trainer.spark.rows.PackedRows;
import io.rappel.trainer.spark.rows.RawShard;
import io.rappel.trainer.spark.sum.ExecutorSums;
import io.rappel.trainer.spark.sum.HeldSums;
import io.rappel.trainer.spark.sum.SumComparison;
import java.util.ArrayList;
import java.util.HashMap;
import org.apache.spark.serializer.KryoRegistrator;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;

/** Registers what crosses the network or is spilled, for {@code spark.kryo.registrator}. */
public final class RappelKryoRegistrator implements KryoRegistrator {

  private static final Class<?>[] CLASSES = {
    ColumnStatistics.class,
    ColumnStatistics.Sums.class,
    FirstLook.class,
    ContentHash.class,
    Example.class,
    Example[].class,
    Dealt.class,
    Dealt[].class,
    FrequentRow.class,
    FrequentRow[].class,
    LevelWeights.class,
    RawPack.class,
    String[].class,
    String[][].class,
    RowPack.class,
    RowPack[].class,
    Shard[].class,
    Shard32.class,
    Shard64.class,
    UnitSet.class,
    DenseRows32.class,
    DenseRows64.class,
    MixedRows32.class,
    MixedRows64.class,
    ExactSum.class,
    ExactSum[].class,
    FixedPointSums.class,
    SparseRows32.class,
    SparseRows64.class,
    DMatrixRMaj.class,
    FMatrixRMaj.class,
    RawShard.class,
    RawShard[].class,
    PackedRows.Summary.class,
    PackedRows.Summary[].class,
    ArithmeticSeen.class,
    GradientSlice.class,
    GradientSum.class,
    GradientSum[].class,
    Grid.class,
    OutputDecoder.class,
    RowSample.class,
    ScoreSum.class,
    ScoreSum[].class,
    Sections.class,
    StepWork.class,
    SumNotes.class,
    UnitGradient32.class,
    UnitGradient64.class,
    Workspaces.class,
    HeldSums.class,
    ExecutorSums.Left.class,
    SumComparison.Vectors.class,
    ArrayList.class,
    HashMap.class,
    double[][].class,
  };

  @Override
  public void registerClasses(Kryo kryo) {
    for (Class<?> type : CLASSES) {
      kryo.register(type);
    }
    // Of records, which Kryo cannot make.
    kryo.register(PackedRows.Packing.class, new JavaSerializer());
    kryo.register(ShardAssembly.class, new JavaSerializer());
    MetricSums.serializedClasses().forEach(kryo::register);
  }
}
