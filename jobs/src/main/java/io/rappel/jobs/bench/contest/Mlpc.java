package io.rappel.jobs.bench.contest;

import dev.ludovic.netlib.blas.BLAS;
import io.rappel.trainer.config.ConfigurationException;
import java.lang.reflect.Field;
import java.util.List;
import org.apache.spark.ml.classification.MultilayerPerceptronClassificationModel;
import org.apache.spark.ml.classification.MultilayerPerceptronClassifier;
import org.apache.spark.ml.linalg.BLAS$;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * MLlib's multilayer perceptron, with sigmoid in hidden layers, softmax and cross-entropy at the
 * output, and L-BFGS over all rows; its arithmetic is float64.
 */
public final class Mlpc {

  private Mlpc() {}

  /**
   * Trains on scaled rows.
   *
   * @param widths of the layers, features first, outputs last
   * @param tolerance at which it takes itself for converged; 0: never
   */
  public static MultilayerPerceptronClassificationModel fit(
      Dataset<Row> rows,
      List<Integer> widths,
      int blockSize,
      int iterations,
      double tolerance,
      long seed) {
    return new MultilayerPerceptronClassifier()
        .setLabelCol(MlpcFrame.LABEL)
        .setFeaturesCol(MlpcFrame.FEATURES)
        .setLayers(widths.stream().mapToInt(width -> width).toArray())
        .setSolver("l-bfgs")
        .setBlockSize(blockSize)
        .setMaxIter(iterations)
        .setTol(tolerance)
        .setSeed(seed)
        .fit(rows);
  }

  /** Who multiplies for it in this JVM. */
  public static String blas() {
    BLAS blas = BLAS$.MODULE$.nativeBLAS();
    String name = "netlib " + blas.getClass().getSimpleName();
    return blas == BLAS$.MODULE$.javaBLAS()
        ? name + ", in Java"
        : name + ", native: the library that this JVM has loaded for netlib";
  }

  /**
   * Has MLlib multiply in Java, as it does where it finds no native BLAS. Once netlib has loaded a
   * library in a JVM, MLlib finds it as well, and has no setting of its own.
   */
  public static void multiplyInJava() {
    try {
      Field chosen = BLAS$.class.getDeclaredField("_nativeBLAS");
      chosen.setAccessible(true);
      chosen.set(BLAS$.MODULE$, BLAS$.MODULE$.javaBLAS()); // static with Scala 2.13 alone
    } catch (ReflectiveOperationException e) {
      throw new ConfigurationException(
          "--mlpc-blas java: this version of MLlib keeps its BLAS elsewhere, no field "
              + e.getMessage());
    }
  }
}
