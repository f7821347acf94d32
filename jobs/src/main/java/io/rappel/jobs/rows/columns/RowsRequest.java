package io.rappel.jobs.rows.columns;

import io.rappel.jobs.rows.source.ExpandedSource;
import io.rappel.jobs.rows.source.RowInput;
import io.rappel.jobs.text.Shell;
import io.rappel.trainer.data.CellRules;
import io.rappel.trainer.data.Task;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What to read for a training.
 *
 * @param input where the rows are
 * @param labels the label columns; empty: {@code label} for LIBSVM, an error otherwise. Several: a
 *     regression with several outputs
 * @param features the feature columns, in the order of the network's inputs; empty: every other
 *     column
 * @param exclude columns that are no features
 * @param weight the column of example weights, no feature either; null: every weight is 1
 * @param task classes or numbers; null: by the values of the label
 * @param categories features whose numbers are codes
 * @param cells what text says
 * @param validation how rows are held out; null: a share of them, by their content
 * @param classes the label's numbers are the indices of so many classes, whether or not rows are of
 *     all of them; 0: classes are found in the data
 */
public record RowsRequest(
    RowInput input,
    List<String> labels,
    List<String> features,
    List<String> exclude,
    String weight,
    Task task,
    List<String> categories,
    CellRules cells,
    Validation validation,
    int classes) {

  /** Classes as the data show them. */
  public RowsRequest(
      RowInput input,
      List<String> labels,
      List<String> features,
      List<String> exclude,
      String weight,
      Task task,
      List<String> categories,
      CellRules cells,
      Validation validation) {
    this(input, labels, features, exclude, weight, task, categories, cells, validation, 0);
  }

  /** Columns as the data show them. */
  public RowsRequest(
      RowInput input,
      List<String> labels,
      List<String> features,
      List<String> exclude,
      String weight,
      Task task) {
    this(input, labels, features, exclude, weight, task, List.of(), CellRules.DEFAULT, null);
  }

  public RowsRequest {
    labels = List.copyOf(labels);
    features = List.copyOf(features);
    exclude = List.copyOf(exclude);
    categories = List.copyOf(categories);
  }

  /** Whether entries of an array are features, or named for any purpose. */
  public boolean readsEntries(String array) {
    boolean whole = features.isEmpty() ? !exclude.contains(array) : features.contains(array);
    return whole
        || names(array)
        || exclude.stream().anyMatch(n -> ExpandedSource.isEntry(n, array));
  }

  /** The option that leaves an array out as a whole; empty: something is named of it. */
  public Optional<String> excluding(String array) {
    return features.isEmpty() && !names(array)
        ? Optional.of("--exclude " + Shell.quote(ColumnNames.listed(List.of(array))))
        : Optional.empty();
  }

  /** Whether entries of an array are named, but for leaving them out. */
  private boolean names(String array) {
    Stream<String> group = Stream.ofNullable(validation == null ? null : validation.group());
    return Stream.of(
            labels.stream(),
            features.stream(),
            categories.stream(),
            Stream.ofNullable(weight),
            group)
        .flatMap(named -> named)
        .anyMatch(name -> ExpandedSource.isEntry(name, array));
  }
}
