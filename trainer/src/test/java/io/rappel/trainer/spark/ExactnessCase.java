package io.rappel.trainer.spark;

import io.rappel.trainer.TrainingResult;
import io.rappel.trainer.config.LocalPath;
import io.rappel.trainer.config.TrainingConfig;
import io.rappel.trainer.data.Example;
import io.rappel.trainer.data.batch.BatchSize;
import io.rappel.trainer.math.Precision;
import io.rappel.trainer.math.blas.BlasKind;
import io.rappel.trainer.optim.OptimizerKind;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.linalg.Vectors;

/**
 * A training whose result must have the same bits wherever and however it runs.
 *
 * @param sparse whether rows are stored in compressed form
 */
record ExactnessCase(
    OptimizerKind optimizer, BatchSize batch, Precision precision, boolean sparse) {

  private static final int FEATURES = 12;
  private static final int CLASSES = 3;

  static Stream<ExactnessCase> all() {
    List<ExactnessCase> cases = new ArrayList<>();
    for (OptimizerKind optimizer :
        List.of(
            OptimizerKind.GD, OptimizerKind.MOMENTUM, OptimizerKind.ADAM, OptimizerKind.LBFGS)) {
      for (String batch : List.of("full", "400", "1")) {
        if (optimizer != OptimizerKind.LBFGS || batch.equals("full")) {
          for (Precision precision : Precision.values()) {
            for (boolean sparse : new boolean[] {false, true}) {
              cases.add(new ExactnessCase(optimizer, BatchSize.parse(batch), precision, sparse));
            }
          }
        }
      }
    }
    return cases.stream();
  }

  /**
   * Rows of which plain sums depend on the order: weights spread over forty powers of two, and half
   * of the features are so rarely other than 0 that units of work hold few of them, of any size.
   */
  List<Example> rows(int count) {
    Random random = new Random(21);
    List<Example> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int label = random.nextInt(CLASSES);
      double[] x = new double[FEATURES];
      for (int j = 0; j < FEATURES; j++) {
        double share = j % 2 == 0 ? 0.003 : sparse ? 0.15 : 1;
        boolean present = random.nextDouble() < share;
        x[j] = present ? Math.pow(10, j % 7 - 3) * random.nextGaussian() + label : 0;
      }
      double weight = Math.scalb(1 + random.nextDouble(), -random.nextInt(40));
      rows.add(new Example(Vectors.dense(x), new double[] {label}, weight));
    }
    return rows;
  }

  private TrainingConfig config(LocalPath path) {
    return TrainingConfig.builder()
        .hidden(List.of(6))
        .optimizer(optimizer)
        .learningRate(0.01)
        .batch(batch)
        .precision(precision)
        .blas(BlasKind.JAVA)
        .epochs(2)
        .maxSteps(12)
        .localPath(path)
        .build();
  }

  /** The hash of what a training on the driver's threads gives. */
  String onThreads(JavaSparkContext sc, List<Example> rows) {
    return hash(train(sc, rows, 1, 1, config(LocalPath.ALWAYS)));
  }

  /** The hash of what a training on Spark gives, of shuffled rows in slices. */
  String onSpark(JavaSparkContext sc, List<Example> rows, int slices, int partitions) {
    List<Example> shuffled = new ArrayList<>(rows);
    Collections.shuffle(shuffled, new Random(slices));
    return hash(train(sc, shuffled, slices, partitions, config(LocalPath.NEVER)));
  }

  private static TrainingResult train(
      JavaSparkContext sc, List<Example> rows, int slices, int partitions, TrainingConfig config) {
    int features = rows.get(0).features().size();
    return SparkFixture.train(
        sc, rows, slices, SparkFixture.classes(features, CLASSES), partitions, config);
  }

  /** SHA-256 of parameters, scaling and metrics. */
  private static String hash(TrainingResult result) {
    double[] parameters = result.model().parameters();
    StringBuilder text = new StringBuilder();
    text.append(result.train()).append(result.validation());
    for (int j = 0; j < FEATURES; j++) {
      text.append(result.model().encoder().scaling().offset(j)).append(' ');
      text.append(result.model().encoder().scaling().factor(j)).append(' ');
    }
    ByteBuffer bytes = ByteBuffer.allocate(parameters.length * Double.BYTES);
    bytes.asDoubleBuffer().put(parameters);
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(bytes.array());
      digest.update(text.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
