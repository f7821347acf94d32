package io.rappel.jobs.bench.rows;

import io.rappel.trainer.data.Example;
import io.rappel.trainer.data.Task;
import io.rappel.trainer.model.DataSchema;
import java.io.Serializable;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.linalg.Vectors;

/**
 * Dense rows around a centre for each class. Each is a function of the seed and its number alone,
 * so that the same rows come from any number of partitions.
 *
 * @param rows how many there are
 * @param features of a row
 * @param classes that take turns
 * @param seed of centres and rows
 */
record GeneratedRows(long rows, int features, int classes, long seed) implements Serializable {

  /** An odd number whose multiples spread over all of 64 bits. */
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  /** What the rows mean. */
  DataSchema schema() {
    return new DataSchema(
        Task.CLASSIFICATION,
        IntStream.rangeClosed(1, features).mapToObj(j -> "x" + j).toList(),
        List.of("label"),
        IntStream.range(0, classes).mapToObj(Integer::toString).toList(),
        true,
        null);
  }

  /** The rows, made anew by each action. */
  JavaRDD<Example> examples(JavaSparkContext spark) {
    int partitions = spark.defaultParallelism();
    List<Integer> numbers = IntStream.range(0, partitions).boxed().toList();
    return spark
        .parallelize(numbers, partitions)
        .flatMap(first -> examples(first, partitions).iterator());
  }

  private Stream<Example> examples(long first, int stride) {
    double[][] centres =
        IntStream.range(0, classes).mapToObj(k -> normal(-1 - k)).toArray(double[][]::new);
    return LongStream.iterate(first, i -> i < rows, i -> i + stride)
        .mapToObj(i -> example(i, centres));
  }

  private Example example(long i, double[][] centres) {
    int label = (int) (i % classes);
    double[] x = normal(i);
    for (int j = 0; j < features; j++) {
      x[j] += centres[label][j] / 4;
    }
    return new Example(Vectors.dense(x), new double[] {label}, 1);
  }

  private double[] normal(long number) {
    Random random = new Random(seed ^ number * SPREAD);
    return IntStream.range(0, features).mapToDouble(j -> random.nextGaussian()).toArray();
  }
}
