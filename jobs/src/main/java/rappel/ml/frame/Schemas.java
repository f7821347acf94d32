package rappel.ml.frame;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.attribute.NominalAttribute;
import org.apache.spark.ml.classification.ProbabilisticClassifierParams;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import rappel.ml.param.RappelParams;

/** The columns that stages take and add. */
public final class Schemas {

  private Schemas() {}

  /** The name of a column to be added; empty: it is not. */
  public static String name(Params stage, Param<String> column) {
    return stage.isDefined(column) ? stage.getOrDefault(column) : "";
  }

  /**
   * Checks the columns that a model is applied to. What it takes for an array may as well be plain
   * columns with the names of the entries.
   *
   * @throws IllegalArgumentException if a column of features is not there, or is none
   */
  public static void requireFeatures(StructType schema, RappelParams model) {
    requireFeatures(schema, model, name -> Columns.hasEntry(schema, name));
  }

  private static void requireFeatures(
      StructType schema, RappelParams stage, Predicate<String> isOtherwiseThere) {
    if (stage.isDefined(stage.featuresCols())) {
      Stream.of(stage.getFeaturesCols())
          .filter(isOtherwiseThere.negate())
          .forEach(name -> Columns.require(schema, name));
    } else if (!isOtherwiseThere.test(stage.getFeaturesCol())) {
      Columns.requireVector(schema, stage.getFeaturesCol());
    }
  }

  /**
   * Checks a stream, which Spark scores row by row, out of vectors.
   *
   * @throws IllegalArgumentException if the features of the model are not in a column of vectors
   */
  public static void requireStreamed(StructType schema, RappelParams model) {
    String vector = model.isDefined(model.featuresCols()) ? null : model.getFeaturesCol();
    if (vector == null
        || !List.of(schema.fieldNames()).contains(vector)
        || !schema.apply(vector).dataType().equals(SQLDataTypes.VectorType())) {
      throw new IllegalArgumentException(
          "a stream is scored where the features are a column of vectors, and %s: give transform the frames of writeStream.foreachBatch, which are no streams"
              .formatted(
                  vector == null
                      ? "featuresCols are plain columns"
                      : "'%s' is none".formatted(vector)));
    }
  }

  /**
   * @throws IllegalArgumentException if features or label are not there
   */
  public static void requireTraining(StructType schema, RappelParams stage) {
    requireFeatures(schema, stage, name -> false);
    Columns.require(schema, stage.getLabelCol());
  }

  /**
   * The columns of a classification, of which those are added that have a name.
   *
   * @param label the column of the class's text; empty: there is none
   * @param classes in the order of the indices; empty: not known yet
   */
  public static StructType withClasses(
      StructType schema, ProbabilisticClassifierParams stage, String label, String[] classes) {
    StructType added = schema;
    for (Param<String> column : List.of(stage.rawPredictionCol(), stage.probabilityCol())) {
      String vector = name(stage, column);
      if (!vector.isEmpty()) {
        added = Columns.with(added, vector(vector, classes.length));
      }
    }
    String prediction = name(stage, stage.predictionCol());
    if (!prediction.isEmpty()) {
      added = Columns.with(added, index(prediction, classes));
    }
    if (!label.isEmpty()) {
      added =
          Columns.with(
              added, new StructField(label, DataTypes.StringType, false, Metadata.empty()));
    }
    return added;
  }

  private static StructField vector(String name, int size) {
    Metadata metadata = size == 0 ? Metadata.empty() : new AttributeGroup(name, size).toMetadata();
    return new StructField(name, SQLDataTypes.VectorType(), false, metadata);
  }

  private static StructField index(String name, String[] classes) {
    Metadata metadata =
        classes.length == 0
            ? Metadata.empty()
            : NominalAttribute.defaultAttr().withName(name).withValues(classes).toMetadata();
    return new StructField(name, DataTypes.DoubleType, false, metadata);
  }

  /** The column of a regression, if it has a name. */
  public static StructType withValue(StructType schema, String prediction) {
    return prediction.isEmpty()
        ? schema
        : Columns.with(
            schema, new StructField(prediction, DataTypes.DoubleType, false, Metadata.empty()));
  }
}
