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
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
 * for each of several. Where the model has a column of such a name itself, it is {@code
 * prediction1} and so on.
 */
public final class PredictionColumns implements Serializable {

  private static final long serialVersionUID = 1L;

  private final StructType plain;
  private final StructType schema;
  private final StructType both;
  private final Object[] classes;

  /**
   * @param input the columns beside which they are written
   * @param asText whether classes are written as the data had them, digit for digit; otherwise
   *     those that are numbers are numbers
   * @throws ConfigurationException if the input has a column of the same name that is none of the
   *     model's
   */
  PredictionColumns(DataSchema model, StructType input, boolean asText) {
    if (model.task() == Task.CLASSIFICATION) {
      DataType type = asText ? DataTypes.StringType : classType(model);
      this.classes = model.classes().stream().map(name -> value(name, type)).toArray();
      this.plain = add(new StructType().add("prediction", type), "probability_", model.classes());
    } else {
      this.classes = null;
      this.plain =
          model.labels().size() == 1
              ? new StructType().add("prediction", DataTypes.DoubleType)
              : add(new StructType(), "prediction_", model.labels());
    }
    this.schema = named(plain, input, model);
    this.both =
        new StructType(
            Stream.of(input.fields(), schema.fields())
                .flatMap(Arrays::stream)
                .toArray(StructField[]::new));
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
   * The columns' names beside an input's. One that the model knows stays, and the one that would
   * have its name has a number more; another one has to be renamed.
   */
  private static StructType named(StructType plain, StructType input, DataSchema model) {
    // Most readers of Parquet cannot tell names apart that differ in case alone.
    Set<String> given = names(List.of(input.fieldNames()));
    Set<String> known = names(model.features());
    known.addAll(model.labels());
    weight(model).forEach(known::add);
    Set<String> taken = names(List.of(plain.fieldNames()));
    taken.addAll(given);
    StructType named = new StructType();
    for (StructField field : plain.fields()) {
      String name = field.name();
      if (given.contains(name) && !known.contains(name)) {
        throw new ConfigurationException(
            "the input has a column '%s' already, which predictions would add: rename it"
                .formatted(name));
      }
      for (int i = 1; given.contains(field.name()) && taken.contains(name); i++) {
        name = field.name() + i;
      }
      taken.add(name);
      named = named.add(name, field.dataType());
    }
    return named;
  }

  private static Set<String> names(List<String> names) {
    Set<String> whateverCase = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    whateverCase.addAll(names);
    return whateverCase;
  }

  /** Sentences on columns that will not be named as usual beside all that a model knows. */
  public static List<String> notes(DataSchema model) {
    StructField[] known =
        Stream.of(model.features().stream(), model.labels().stream(), weight(model))
            .flatMap(names -> names)
            .map(name -> DataTypes.createStructField(name, DataTypes.StringType, true))
            .toArray(StructField[]::new);
    return new PredictionColumns(model, new StructType(known), true)
        .renamed("predict adds '%2$s' beside the column '%1$s', whose name it would give its own");
  }

  private static Stream<String> weight(DataSchema model) {
    return Stream.ofNullable(model.weight());
  }

  /** Sentences on columns that are not named as usual. */
  List<String> notes() {
    return renamed("the input has a column '%s', so that predictions add '%s' instead");
  }

  private List<String> renamed(String sentence) {
    return IntStream.range(0, schema.size())
        .filter(i -> !schema.apply(i).name().equals(plain.apply(i).name()))
        .mapToObj(i -> sentence.formatted(plain.apply(i).name(), schema.apply(i).name()))
        .toList();
  }

  /** The input's columns, and these after them. */
  StructType all() {
    return both;
  }

  /** Names of the columns of fractions. */
  List<String> fractions() {
    return Arrays.stream(schema.fields())
        .skip(classes == null ? 0 : 1)
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
