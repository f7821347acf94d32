package io.rappel.trainer.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.rappel.trainer.Problem;
import io.rappel.trainer.TrainingResult;
import io.rappel.trainer.config.LocalPath;
import io.rappel.trainer.config.TrainingConfig;
import io.rappel.trainer.data.Example;
import io.rappel.trainer.data.TestRows;
import io.rappel.trainer.data.batch.BatchPlan;
import io.rappel.trainer.data.batch.UnitCut;
import io.rappel.trainer.data.batch.UnitSet;
import io.rappel.trainer.data.pack.ShardCount;
import io.rappel.trainer.data.shard.ScalingKind;
import io.rappel.trainer.math.Precision;
import io.rappel.trainer.model.DataSchema;
import io.rappel.trainer.network.Network;
import io.rappel.trainer.network.ParameterLayout.Tensor;
import io.rappel.trainer.optim.OptimizerKind;
import io.rappel.trainer.progress.RunDescription;
import io.rappel.trainer.progress.TrainingListener;
import io.rappel.trainer.spark.rows.TrainingInput;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * A distributed run of an algorithm as a text has it: rows as they are, in float64, all of them
 * trained on, and plain gradient descent to the end.
 */
final class SeedRun {

  private static final int PARTITIONS = 4;

  private final TrainingConfig config;
  private final DataSchema schema;
  private final Network network;
  private final double[] start;

  SeedRun(TrainingConfig.Builder builder, DataSchema schema) {
    this.config =
        builder
            .precision(Precision.FLOAT64)
            .scaling(ScalingKind.NONE)
            .optimizer(OptimizerKind.GD)
            .validationFraction(0)
            .patience(0)
            .tolerance(0)
            .localPath(LocalPath.NEVER)
            .build();
    this.schema = schema;
    this.network = Problem.of(config, schema).network();
    this.start = config.network().initializer().initialize(network, config.batches().seed());
  }

  TrainingConfig config() {
    return config;
  }

  /** W_l of the first parameters, [inputs][outputs]. */
  double[][] weights(int layer) {
    Tensor tensor = network.layout().tensor("layers." + layer + ".weight");
    double[][] weights = new double[tensor.rows()][tensor.columns()];
    for (int i = 0; i < tensor.rows(); i++) {
      System.arraycopy(
          start, tensor.offset() + i * tensor.columns(), weights[i], 0, tensor.columns());
    }
    return weights;
  }

  /** b_l of the first parameters. */
  double[] biases(int layer) {
    Tensor tensor = network.layout().tensor("layers." + layer + ".bias");
    double[] biases = new double[tensor.columns()];
    System.arraycopy(start, tensor.offset(), biases, 0, biases.length);
    return biases;
  }

  /** Matrices and vectors one after the other, as they lie in the flat vector. */
  static double[] flat(Object... tensors) {
    List<Double> flat = new ArrayList<>();
    for (Object tensor : tensors) {
      double[][] rows = tensor instanceof double[][] w ? w : new double[][] {(double[]) tensor};
      for (double[] row : rows) {
        for (double value : row) {
          flat.add(value);
        }
      }
    }
    return flat.stream().mapToDouble(value -> value).toArray();
  }

  /** The parameters after a run on Spark, in several partitions. */
  double[] parameters(List<Example> rows) {
    List<RunDescription> runs = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void started(RunDescription run) {
            runs.add(run);
          }
        };
    TrainingResult result =
        SparkFixture.withSpark(
            "local[2]",
            sc ->
                SparkTraining.train(
                    TrainingInput.ofExamples(
                        schema, sc.parallelize(rows, 7), null, PARTITIONS, null),
                    config,
                    listener));
    assertThat(runs.get(0).runner()).isEqualTo("Spark, 4 partitions");
    assertThat(result.model().parameters()).isNotEqualTo(start);
    return result.model().parameters();
  }

  /** The rows of each mini-batch of an epoch, as the plan draws them. */
  List<List<Example>> batches(List<Example> rows, int epoch) {
    int shards = ShardCount.of(rows.size(), 8L * rows.size() * network.inputs());
    List<List<Example>> byShard = new ArrayList<>();
    for (int s = 0; s < shards; s++) {
      int shard = s;
      byShard.add(
          rows.stream()
              .filter(row -> TestRows.hash(row).shard(0, shards) == shard)
              .sorted((a, b) -> TestRows.hash(a).compareTo(TestRows.hash(b)))
              .toList());
    }
    int[] sizes = byShard.stream().mapToInt(List::size).toArray();
    BatchPlan plan =
        new BatchPlan(
            sizes, config.batches().batch(), config.batches().sampling(), config.batches().seed());
    List<List<Example>> batches = new ArrayList<>();
    for (Iterator<UnitSet> steps = plan.epoch(epoch); steps.hasNext(); ) {
      batches.add(batch(steps.next(), byShard, plan.cut()));
    }
    return batches;
  }

  private static List<Example> batch(UnitSet step, List<List<Example>> byShard, UnitCut cut) {
    List<Example> batch = new ArrayList<>();
    for (int i = 0; i < step.count(); i++) {
      int shard = step.shard(i);
      List<Example> rows = byShard.get(shard);
      int[] numbers = new int[cut.unitRows()];
      int count = cut.rows(rows.size(), shard, step.unit(i), step, numbers);
      for (int k = 0; k < count; k++) {
        batch.add(rows.get(numbers[k]));
      }
    }
    return batch;
  }
}
