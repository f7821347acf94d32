package io.rappel.jobs.rows.columns;

import io.rappel.jobs.rows.source.ExpandedSource;
import io.rappel.jobs.rows.source.RowSource;
import io.rappel.jobs.text.Nearest;
import io.rappel.jobs.text.Sentences;
import io.rappel.trainer.config.ConfigurationException;
import io.rappel.trainer.data.DataException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.NullType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/**
 * Which columns are what.
 *
 * @param features in the order of the network's inputs
 * @param labels at least one
 * @param weight or null
 * @param unfit columns that are no features by their types
 */
public record ColumnChoice(
    List<String> features, List<String> labels, String weight, List<String> unfit) {

  private static final Pattern INDEX = Pattern.compile("__index_level_\\d+__");

  /**
   * The choice of a request among the columns of a source. An index of rows is a feature only where
   * it is named.
   *
   * @throws ConfigurationException if a column is unknown, named twice or for two purposes, or
   *     there is no label or no feature
   * @throws DataException if a column that is chosen cannot be read, or is of a type that is not
   *     what it was chosen for
   */
  public static ColumnChoice of(RowsRequest request, RowSource source) {
    LinkedHashSet<String> columns = new LinkedHashSet<>(List.of(source.schema().fieldNames()));
    columns.addAll(source.unreadable().keySet());
    requireNamed(request, source, columns);
    Set<String> taken = new HashSet<>(request.labels());
    if (request.weight() != null) {
      taken.add(request.weight());
    }
    List<String> features = features(request, columns, taken, source);
    taken.addAll(features);
    taken.forEach(name -> requireReadable(name, source));
    request.labels().forEach(name -> requireScalar("label", name, source));
    if (request.weight() != null) {
      requireScalar("weight", request.weight(), source);
    }
    if (!request.features().isEmpty()) {
      features.forEach(name -> requireFeature(name, source));
    }
    List<String> unfit = features.stream().filter(name -> !isCell(name, source)).toList();
    List<String> fit = features.stream().filter(name -> !unfit.contains(name)).toList();
    return new ColumnChoice(fit, request.labels(), request.weight(), unfit);
  }

  /**
   * @throws ConfigurationException if the request names a column that is not there, or one twice or
   *     for two purposes, or no label
   * @throws DataException if there are no columns, as in JSON, where rows alone tell them
   */
  public static void requireNamed(RowsRequest request, Object input, Set<String> columns) {
    requireAny(input, columns);
    if (request.labels().isEmpty()) {
      throw new ConfigurationException(
          "--label is needed: the columns of %s are %s"
              .formatted(input, Nearest.list(List.copyOf(columns))));
    }
    requireColumns("--label", request.labels(), columns);
    requireColumns("--features", request.features(), columns);
    requireColumns("--exclude", request.exclude(), columns);
    if (request.weight() != null) {
      requireColumns("--weight", List.of(request.weight()), columns);
      if (request.labels().contains(request.weight())) {
        throw clash("--weight", request.weight(), "a label");
      }
    }
    requireColumns("--categories", request.categories(), columns);
    if (request.validation() != null && request.validation().group() != null) {
      requireGroup(request, request.validation().group(), columns);
    }
  }

  /** Whole groups are held out, so that their column can say nothing of the other rows. */
  private static void requireGroup(RowsRequest request, String group, Set<String> columns) {
    requireColumns("--validation-group", List.of(group), columns);
    if (request.labels().contains(group)) {
      throw clash("--validation-group", group, "a label");
    }
    if (group.equals(request.weight())) {
      throw clash("--validation-group", group, "the weight");
    }
    if (request.features().contains(group)) {
      throw clash("--validation-group", group, "a feature");
    }
  }

  /**
   * @throws DataException if a column's type is none of a feature
   */
  public static void requireFeature(String name, RowSource source) {
    if (!isCell(name, source)) {
      throw new DataException(
          unfit(name, source)
              + (ExpandedSource.isArray(source.schema().apply(name).dataType())
                  ? ", and no row of %s has one with an entry".formatted(source)
                  : ", which is no feature"));
    }
  }

  /**
   * @throws DataException if a label or weight is anything but numbers, text or booleans
   */
  public static void requireScalar(String what, String name, RowSource source) {
    if (!isScalar(source.schema().apply(name).dataType())) {
      throw new DataException(
          "%s %s: a %s is a number, text or boolean".formatted(what, unfit(name, source), what));
    }
  }

  private static boolean isScalar(DataType type) {
    return type instanceof NumericType
        || type instanceof StringType
        || type instanceof BooleanType
        || type instanceof NullType;
  }

  /** Whether a column is of numbers, text, booleans or dates. */
  private static boolean isCell(String name, RowSource source) {
    DataType type = source.schema().apply(name).dataType();
    return isScalar(type)
        || type instanceof DateType
        || type instanceof TimestampType
        || type instanceof TimestampNTZType;
  }

  private static String unfit(String name, RowSource source) {
    return "column '%s' is %s"
        .formatted(
            name, Sentences.shortened(source.schema().apply(name).dataType().simpleString()));
  }

  /** The same without columns of which other things are to be told. */
  public ColumnChoice without(Set<String> told) {
    List<String> others = unfit.stream().filter(name -> !told.contains(name)).toList();
    return new ColumnChoice(features, labels, weight, others);
  }

  /** Sentences on columns that are left out by their types. */
  public List<String> notes(RowSource source) {
    return unfit.stream().map(name -> "left out: " + unfit(name, source)).toList();
  }

  /** All columns that could be features, as of a table without a label. */
  public static ColumnChoice all(RowSource source, List<String> categories) {
    List<String> columns = new ArrayList<>(List.of(source.schema().fieldNames()));
    requireColumns("--categories", categories, new LinkedHashSet<>(columns));
    columns.removeAll(source.arrays().keySet());
    List<String> unfit = columns.stream().filter(name -> !isCell(name, source)).toList();
    List<String> fit = columns.stream().filter(name -> !unfit.contains(name)).toList();
    return new ColumnChoice(fit, List.of(), null, unfit);
  }

  private static List<String> features(
      RowsRequest request, Set<String> columns, Set<String> taken, RowSource source) {
    if (request.features().isEmpty()) {
      Set<String> others = new LinkedHashSet<>(columns);
      others.removeAll(taken);
      others.removeAll(source.arrays().keySet());
      others.removeAll(Set.copyOf(entries(request.exclude(), source)));
      others.removeIf(name -> isIndex(name, source));
      if (request.validation() != null) {
        others.remove(request.validation().group());
      }
      if (others.isEmpty()) {
        throw new ConfigurationException("no column is left to be a feature");
      }
      return List.copyOf(others);
    }
    if (!request.exclude().isEmpty()) {
      throw new ConfigurationException("--features and --exclude cannot be given together");
    }
    List<String> named = entries(request.features(), source);
    Stream<String> clashing = named.stream().filter(taken::contains);
    clashing
        .findFirst()
        .ifPresent(
            name -> {
              throw clash("--features", name, "the label or the weight");
            });
    return named;
  }

  /** Columns, with the entries of those that are arrays in their places. */
  private static List<String> entries(List<String> names, RowSource source) {
    return names.stream()
        .flatMap(name -> source.arrays().getOrDefault(name, List.of(name)).stream())
        .distinct()
        .toList();
  }

  /** Whether a column is an index of pandas, by what its file says or by the name that it gives. */
  private static boolean isIndex(String name, RowSource source) {
    return source.indexes().contains(name) || INDEX.matcher(name).matches();
  }

  /** Columns that are no features because they are an index of rows. */
  public List<String> indexes(RowSource source) {
    Set<String> used = new HashSet<>(features);
    used.addAll(labels);
    used.add(weight);
    return Arrays.stream(source.schema().fieldNames())
        .filter(name -> !used.contains(name) && isIndex(name, source))
        .toList();
  }

  /**
   * @throws DataException if a column is of a type that Spark does not know
   */
  public static void requireReadable(String column, RowSource source) {
    String type = source.unreadable().get(column);
    if (type != null) {
      throw new DataException(
          "column '%s' of %s has Parquet's %s, which Spark cannot read: leave it out with --exclude %s"
              .formatted(column, source, type, ColumnNames.listed(List.of(column))));
    }
  }

  static void requireAny(Object input, Set<String> columns) {
    if (columns.isEmpty()) {
      throw new DataException(input + " has no rows, or none that have a cell");
    }
  }

  private static void requireColumns(String option, List<String> names, Set<String> columns) {
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (!columns.contains(name)) {
        throw Nearest.unknownColumn(option, name, List.copyOf(columns));
      }
      if (!seen.add(name)) {
        throw new ConfigurationException(option + " names '" + name + "' twice");
      }
    }
  }

  private static ConfigurationException clash(String option, String name, String other) {
    return new ConfigurationException(
        "%s names '%s', which is %s already".formatted(option, name, other));
  }
}
