package io.rappel.jobs.rows;

import io.rappel.trainer.ConfigurationException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which columns are what.
 *
 * @param features in the order of the network's inputs
 * @param labels at least one
 * @param weight or null
 */
record ColumnChoice(List<String> features, List<String> labels, String weight) {

  /**
   * The choice of a request among the columns that there are.
   *
   * @param input what is read, for messages
   * @throws ConfigurationException if a column is unknown, named twice or for two purposes, or
   *     there is no label or no feature
   */
  static ColumnChoice of(RowsRequest request, List<String> columns, String input) {
    if (request.labels().isEmpty()) {
      throw new ConfigurationException(
          "--label is needed: the columns of %s are %s".formatted(input, Nearest.list(columns)));
    }
    requireColumns("--label", request.labels(), columns);
    requireColumns("--features", request.features(), columns);
    requireColumns("--exclude", request.exclude(), columns);
    Set<String> taken = new HashSet<>(request.labels());
    if (request.weight() != null) {
      requireColumns("--weight", List.of(request.weight()), columns);
      if (!taken.add(request.weight())) {
        throw clash("--weight", request.weight(), "a label");
      }
    }
    List<String> features = features(request, columns, taken);
    return new ColumnChoice(features, request.labels(), request.weight());
  }

  private static List<String> features(
      RowsRequest request, List<String> columns, Set<String> taken) {
    if (request.features().isEmpty()) {
      List<String> others =
          columns.stream()
              .filter(column -> !taken.contains(column) && !request.exclude().contains(column))
              .toList();
      if (others.isEmpty()) {
        throw new ConfigurationException("no column is left to be a feature");
      }
      return others;
    }
    if (!request.exclude().isEmpty()) {
      throw new ConfigurationException("--features and --exclude cannot be given together");
    }
    Stream<String> clashing = request.features().stream().filter(taken::contains);
    clashing
        .findFirst()
        .ifPresent(
            name -> {
              throw clash("--features", name, "the label or the weight");
            });
    return request.features();
  }

  private static void requireColumns(String option, List<String> names, List<String> columns) {
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (!columns.contains(name)) {
        throw Nearest.unknownColumn(option, name, columns);
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
