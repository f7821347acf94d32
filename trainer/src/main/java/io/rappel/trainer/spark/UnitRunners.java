package io.rappel.trainer.spark;

import io.rappel.trainer.data.shard.Shard;
import io.rappel.trainer.math.Team;
import io.rappel.trainer.objective.unit.LocalUnits;
import io.rappel.trainer.objective.unit.UnitRunner;
import io.rappel.trainer.objective.unit.WorkSpec;
import io.rappel.trainer.objective.unit.Workspaces;
import io.rappel.trainer.spark.rows.PackedRows;
import java.util.List;

/** Makes those who run units of work on a run's rows, one for each network. */
interface UnitRunners {

  UnitRunner of(WorkSpec spec, Workspaces workspaces);

  /** Where units run, for people, such as {@code 2 threads of the driver}. */
  String description();

  /** On threads of the driver, which has the rows then as well. */
  static UnitRunners ofDriver(PackedRows packed) {
    int threads = Math.min(packed.shards().context().defaultParallelism(), Team.size());
    List<Shard> shards = packed.inDriver();
    return new UnitRunners() {
      @Override
      public UnitRunner of(WorkSpec spec, Workspaces workspaces) {
        return new LocalUnits(spec, workspaces, shards, threads);
      }

      @Override
      public String description() {
        return threads == 1 ? "1 thread of the driver" : threads + " threads of the driver";
      }
    };
  }

  /** In Spark's tasks. */
  static UnitRunners ofSpark(PackedRows packed) {
    return new UnitRunners() {
      @Override
      public UnitRunner of(WorkSpec spec, Workspaces workspaces) {
        return new SparkUnits(spec, workspaces, packed);
      }

      @Override
      public String description() {
        int partitions = packed.shards().getNumPartitions();
        return "Spark, " + partitions + (partitions == 1 ? " partition" : " partitions");
      }
    };
  }
}
