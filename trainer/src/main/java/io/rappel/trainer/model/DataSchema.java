package io.rappel.trainer.model;

import io.rappel.trainer.data.CellRules;
import io.rappel.trainer.data.Task;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What the rows mean.
 *
 * @param task classes or numbers
 * @param features names of the feature columns, in the order of the network's inputs
 * @param labels names of the label columns; one for classes, one or more for numbers
 * @param classes for classes: the labels as text, in the order of their index; empty for numbers
 * @param numericClasses whether the class labels were numbers in the data, so that predictions are
 *     numbers too
 * @param weight name of the column of example weights, or null
 * @param cells what text says in the rows
 */
public record DataSchema(
    Task task,
    List<String> features,
    List<String> labels,
    List<String> classes,
    boolean numericClasses,
    String weight,
    CellRules cells)
    implements Serializable {

  /** Rows whose text is read by the usual rules. */
  public DataSchema(
      Task task,
      List<String> features,
      List<String> labels,
      List<String> classes,
      boolean numericClasses,
      String weight) {
    this(task, features, labels, classes, numericClasses, weight, CellRules.DEFAULT);
  }

  public DataSchema {
    features = List.copyOf(features);
    labels = List.copyOf(labels);
    classes = List.copyOf(classes);
    if (features.isEmpty() || labels.isEmpty()) {
      throw new IllegalArgumentException("a model needs at least one feature and one label");
    }
    List<String> columns = new ArrayList<>(features);
    columns.addAll(labels);
    if (weight != null) {
      columns.add(weight);
    }
    requireDifferent("columns", columns);
    requireDifferent("classes", classes);
    if (task == Task.CLASSIFICATION && (labels.size() != 1 || classes.size() < 2)) {
      throw new IllegalArgumentException(
          "a classification needs one label column and at least two classes, not %d and %d"
              .formatted(labels.size(), classes.size()));
    }
    if (task == Task.REGRESSION && !classes.isEmpty()) {
      throw new IllegalArgumentException("a regression has no classes");
    }
  }

  private static void requireDifferent(String what, List<String> names) {
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (!seen.add(name)) {
        throw new IllegalArgumentException(
            "a model cannot have two %s named '%s'".formatted(what, name));
      }
    }
  }
}
