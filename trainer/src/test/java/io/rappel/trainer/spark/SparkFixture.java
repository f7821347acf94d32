package io.rappel.trainer.spark;

import io.rappel.trainer.TrainingResult;
import io.rappel.trainer.config.TrainingConfig;
import io.rappel.trainer.data.Example;
import io.rappel.trainer.data.Task;
import io.rappel.trainer.model.DataSchema;
import io.rappel.trainer.progress.TrainingListener;
import io.rappel.trainer.spark.rows.TrainingInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;

/** Spark in local mode and rows to train on. */
public final class SparkFixture {

  private SparkFixture() {}

  /** Runs with a context of its own. */
  public static <T> T withSpark(String master, Function<JavaSparkContext, T> work) {
    try (JavaSparkContext sc = start(master)) {
      return work.apply(sc);
    }
  }

  /** A context in which every class that is serialized must be registered. */
  public static JavaSparkContext start(String master) {
    JavaSparkContext sc = new JavaSparkContext(configuration().setMaster(master));
    sc.setLogLevel("ERROR");
    return sc;
  }

  public static SparkConf configuration() {
    return new SparkConf()
        .setAppName("test")
        .set("spark.ui.enabled", "false")
        .set("spark.driver.bindAddress", "127.0.0.1")
        .set("spark.driver.host", "127.0.0.1")
        .set("spark.serializer", "org.apache.spark.serializer.KryoSerializer")
        .set("spark.kryo.registrator", RappelKryoRegistrator.class.getName())
        .set("spark.kryo.registrationRequired", "true");
  }

  /** Rows of a problem with classes: noisy points, of wide range, around as many centres. */
  public static List<Example> classRows(int rows, int features, int classes, long seed) {
    Random random = new Random(seed);
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      int label = random.nextInt(classes);
      double[] x = new double[features];
      for (int j = 0; j < features; j++) {
        x[j] = random.nextGaussian() * Math.pow(10, j % 7 - 3) + (j % classes == label ? 1 : 0);
      }
      examples.add(new Example(Vectors.dense(x), new double[] {label}, 1 + random.nextInt(3)));
    }
    return examples;
  }

  /** Sparse rows with two classes. */
  public static List<Example> sparseRows(int rows, int features, long seed) {
    Random random = new Random(seed);
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      int[] index = random.ints(0, features).distinct().limit(5).sorted().toArray();
      double[] value = random.doubles(5).toArray();
      Vector x = Vectors.sparse(features, index, value);
      double label = IntStream.of(index).filter(j -> j % 3 == 0).count() > 1 ? 1 : 0;
      examples.add(new Example(x, new double[] {label}, 1));
    }
    return examples;
  }

  public static DataSchema classes(int features, int classes) {
    return new DataSchema(
        Task.CLASSIFICATION,
        IntStream.range(0, features).mapToObj(j -> "x" + j).toList(),
        List.of("y"),
        IntStream.range(0, classes).mapToObj(Integer::toString).toList(),
        true,
        null);
  }

  public static DataSchema values(int features, int labels) {
    return new DataSchema(
        Task.REGRESSION,
        IntStream.range(0, features).mapToObj(j -> "x" + j).toList(),
        IntStream.range(0, labels).mapToObj(j -> "y" + j).toList(),
        List.of(),
        false,
        null);
  }

  public static TrainingResult train(
      JavaSparkContext sc,
      List<Example> rows,
      int slices,
      DataSchema schema,
      int partitions,
      TrainingConfig config) {
    JavaRDD<Example> rdd = sc.parallelize(rows, slices);
    return SparkTraining.train(
        TrainingInput.ofExamples(schema, rdd, null, partitions, null),
        config,
        new TrainingListener() {});
  }
}
