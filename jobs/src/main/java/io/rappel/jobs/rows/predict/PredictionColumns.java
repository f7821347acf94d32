package io.rappel.jobs.rows.predict;

import io.rappel.jobs.rows.cell.Cells;
import io.rappel.trainer.config.ConfigurationException;
import io.rappel.trainer.data.Task;
import io.rappel.trainer.model.DataSchema;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.SpecificInternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * The columns that predictions add: of classes {@code prediction}, a number where classes are, and
 * {@code probability_LABEL} for each; of numbers {@code prediction}, or {@code prediction_LABEL}
 * for each of several.
 */
final class PredictionColumns implements Serializable {

  private static final long serialVersionUID = 1L;

  private final StructType schema;
  private final Object[] classes;

  /**
   * @param asText whether classes are written as the data had them, digit for digit; otherwise
   *     those that are numbers are numbers
   */
  PredictionColumns(DataSchema model, boolean asText) {
    if (model.task() == Task.CLASSIFICATION) {
      DataType type = asText ? DataTypes.StringType : classType(model);
      this.classes = model.classes().stream().map(name -> value(name, type)).toArray();
      this.schema = add(new StructType().add("prediction", type), "probability_", model.classes());
    } else {
      this.classes = null;
      this.schema =
          model.labels().size() == 1
              ? new StructType().add("prediction", DataTypes.DoubleType)
              : add(new StructType(), "prediction_", model.labels());
    }
  }

  private static DataType classType(DataSchema model) {
    if (!model.numericClasses()) {
      return DataTypes.StringType;
    }
    return model.classes().stream().allMatch(Cells::isCanonicalLong)
        ? DataTypes.LongType
        : DataTypes.DoubleType;
  }

  private static Object value(String name, DataType type) {
    if (type.equals(DataTypes.StringType)) {
      return UTF8String.fromString(name);
    }
    return type.equals(DataTypes.LongType) ? (Object) Long.valueOf(name) : Double.valueOf(name);
  }

  private static StructType add(StructType start, String prefix, List<String> names) {
    StructType schema = start;
    for (String name : names) {
      schema = schema.add(prefix + name, DataTypes.DoubleType);
    }
    return schema;
  }

  /**
   * The input's columns, and these after them.
   *
   * @throws ConfigurationException if the input has a column of the same name
   */
  StructType after(StructType input) {
    Set<String> taken = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    taken.addAll(List.of(input.fieldNames()));
    StructType both = input;
    for (StructField field : schema.fields()) {
      // Most readers of Parquet cannot tell names apart that differ in case alone.
      if (taken.contains(field.name())) {
        throw new ConfigurationException(
            "the input has a column '%s' already, which predictions would add: rename it"
                .formatted(field.name()));
      }
      both = both.add(field);
    }
    return both;
  }

  /** Names of the columns of fractions that predictions add. */
  static List<String> fractions(DataSchema model) {
    return Arrays.stream(new PredictionColumns(model, true).schema.fields())
        .filter(field -> field.dataType().equals(DataTypes.DoubleType))
        .map(StructField::name)
        .toList();
  }

  /** A row to be filled again and again. */
  InternalRow row() {
    return new SpecificInternalRow(schema);
  }

  /**
   * Writes a prediction.
   *
   * @param predictedClass of no meaning for numbers
   * @param row of {@link #row}
   */
  void set(int predictedClass, double[] prediction, InternalRow row) {
    int at = 0;
    if (classes != null) {
      row.update(at++, classes[predictedClass]);
    }
    for (double value : prediction) {
      row.setDouble(at++, value);
    }
  }
}
