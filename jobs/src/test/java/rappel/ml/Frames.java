package rappel.ml;

import io.rappel.jobs.rows.LocalSpark;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Small frames to learn from, the same in every session. */
final class Frames {

  private Frames() {}

  static SparkSession session() {
    return LocalSpark.session();
  }

  /** Columns x and y, a town, truths with gaps, a class as text and a number. */
  static Dataset<Row> people(SparkSession spark) {
    Random random = new Random(7);
    String[] towns = {"Bern", "Chur", "Genf", "Thun"};
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      double x = random.nextGaussian();
      double y = random.nextGaussian();
      int town = random.nextInt(towns.length);
      double score = x - 0.5 * y + town;
      rows.add(
          RowFactory.create(
              i % 11 == 0 ? null : x,
              y,
              towns[town],
              i % 7 == 0 ? null : x > y,
              score > 2.5 ? "high" : score > 1 ? "middle" : "low",
              3 * score + 10,
              1.0 + i % 3,
              i % 5 == 0));
    }
    StructType schema =
        new StructType()
            .add("x", DataTypes.DoubleType)
            .add("y", DataTypes.DoubleType)
            .add("town", DataTypes.StringType)
            .add("above", DataTypes.BooleanType)
            .add("income", DataTypes.StringType)
            .add("price", DataTypes.DoubleType)
            .add("weight", DataTypes.DoubleType)
            .add("later", DataTypes.BooleanType);
    return spark.createDataFrame(rows, schema).repartition(3);
  }

  /** Vectors, dense and sparse, of three classes. */
  static Dataset<Row> vectors(SparkSession spark) {
    return vectors(spark, 300, 3);
  }

  static Dataset<Row> vectors(SparkSession spark, int count, int classes) {
    Random random = new Random(3);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int label = i % classes;
      double a = label + 0.4 * random.nextGaussian();
      double b = (label == 1 ? 2 : 0) + 0.4 * random.nextGaussian();
      rows.add(
          RowFactory.create(
              (double) label,
              i % 2 == 0
                  ? Vectors.dense(a, b, 1.5, 0)
                  : Vectors.sparse(4, new int[] {0, 1, 2}, new double[] {a, b, 1.5})));
    }
    return spark.createDataFrame(
        rows,
        new StructType()
            .add("label", DataTypes.DoubleType)
            .add("features", SQLDataTypes.VectorType()));
  }

  /** An estimator that is quick. */
  static RappelClassifier quick() {
    return new RappelClassifier().setHidden(new int[] {6}).setMaxIter(15).setBlas("ejml");
  }
}
