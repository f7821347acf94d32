package io.rappel.jobs.bench.contest;

import io.rappel.jobs.bench.measure.Contestant;
import io.rappel.jobs.bench.rows.BenchPlan;
import io.rappel.jobs.bench.rows.BenchRows;
import io.rappel.jobs.text.Suggestions;
import io.rappel.trainer.config.ConfigurationException;
import io.rappel.trainer.config.LocalPath;
import io.rappel.trainer.config.TrainingConfig;
import io.rappel.trainer.data.shard.ScalingKind;
import io.rappel.trainer.loss.Loss;
import io.rappel.trainer.math.Precision;
import io.rappel.trainer.math.blas.BlasKind;
import io.rappel.trainer.network.Activation;
import io.rappel.trainer.optim.OptimizerKind;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/** All contestants of a benchmark, each with the same network, iterations and seed. */
public final class Contestants {

  private static final List<Integer> BATCHES = List.of(128, 512);
  private static final List<Integer> BLOCKS = List.of(MlpcContestant.DEFAULT_BLOCK, 1024);

  private final SparkSession spark;
  private final BenchRows rows;
  private final BenchPlan plan;
  private final BlasKind blas;

  public Contestants(SparkSession spark, BenchRows rows, BenchPlan plan, BlasKind blas) {
    this.spark = spark;
    this.rows = rows;
    this.plan = plan;
    this.blas = blas;
  }

  /**
   * Those that were asked for.
   *
   * @param names of contestants, or beginnings of names up to a dash; empty: all
   * @throws ConfigurationException if one is unknown
   */
  public List<Contestant> named(List<String> names) {
    List<Contestant> all = all();
    List<String> known = all.stream().map(Contestant::name).toList();
    for (String name : names) {
      if (known.stream().noneMatch(candidate -> isMeant(name, candidate))) {
        throw new ConfigurationException(
            "--only knows no %s%s (known: %s)"
                .formatted(name, Suggestions.hint(name, known), String.join(", ", known)));
      }
    }
    return all.stream()
        .filter(
            contestant ->
                names.isEmpty() || names.stream().anyMatch(n -> isMeant(n, contestant.name())))
        .toList();
  }

  private static boolean isMeant(String name, String candidate) {
    return candidate.equals(name) || candidate.startsWith(name + "-");
  }

  private List<Contestant> all() {
    List<Contestant> all = new ArrayList<>();
    for (OptimizerKind optimizer : List.of(OptimizerKind.GD, OptimizerKind.LBFGS)) {
      for (LocalPath path : List.of(LocalPath.ALWAYS, LocalPath.NEVER)) {
        for (Precision precision : Precision.values()) {
          all.add(RappelContestant.fullBatch(likeMlpc(), optimizer, precision, path, rows));
        }
      }
    }
    BATCHES.forEach(batch -> all.add(RappelContestant.miniBatch(likeMlpc(), batch, rows)));
    BLOCKS.forEach(block -> all.add(mlpc(block)));
    return all;
  }

  /** MLlib's network and objective, and no end but that of the iterations. */
  private TrainingConfig.Builder likeMlpc() {
    return TrainingConfig.builder()
        .hidden(plan.hidden())
        .activation(Activation.SIGMOID)
        .outputActivation(Activation.SOFTMAX)
        .loss(Loss.CROSS_ENTROPY)
        .l2(0.0)
        .scaling(ScalingKind.STANDARD)
        .validationFraction(0)
        .patience(0)
        .tolerance(0)
        .epochs(plan.iterations())
        .seed(plan.seed())
        .blas(blas);
  }

  private Contestant mlpc(int blockSize) {
    return new MlpcContestant(
        spark, rows, rows.widths(plan.hidden()), blockSize, plan.iterations(), plan.seed());
  }
}
