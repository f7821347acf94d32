package io.rappel.jobs.bench.contest;

import io.rappel.trainer.data.Example;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.ml.feature.StandardScaler;
import org.apache.spark.ml.feature.StandardScalerModel;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Rows as MLlib takes them, standardized as Rappel's are. */
final class MlpcFrame {

  static final String LABEL = "label";
  static final String FEATURES = "features";

  private static final String RAW = "raw";

  private final SparkSession spark;
  private final StandardScalerModel scaler;

  private MlpcFrame(SparkSession spark, StandardScalerModel scaler) {
    this.spark = spark;
    this.scaler = scaler;
  }

  /** Learns the scaling from rows. */
  static MlpcFrame of(SparkSession spark, JavaRDD<Example> rows) {
    StandardScaler scaler =
        new StandardScaler()
            .setInputCol(RAW)
            .setOutputCol(FEATURES)
            .setWithMean(true)
            .setWithStd(true);
    return new MlpcFrame(spark, scaler.fit(raw(spark, rows)));
  }

  /** Scaled rows. */
  Dataset<Row> rows(JavaRDD<Example> examples) {
    return scaler.transform(raw(spark, examples)).select(LABEL, FEATURES);
  }

  private static Dataset<Row> raw(SparkSession spark, JavaRDD<Example> examples) {
    StructType type =
        new StructType()
            .add(LABEL, DataTypes.DoubleType, false)
            .add(RAW, SQLDataTypes.VectorType(), false);
    return spark.createDataFrame(
        examples.map(example -> RowFactory.create(example.targets()[0], example.features())), type);
  }
}
