package io.rappel.jobs.rows.columns;

import io.rappel.trainer.data.DataException;
import io.rappel.trainer.model.DataSchema;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds a model's columns in an input by name, in any order: as they are written, or else in
 * whichever case, as catalogs and warehouses change it.
 */
public final class ModelColumns {

  private static final int MOST_SHOWN = 10;

  private final DataSchema model;
  private final List<String> columns;
  private final String input;
  private final Set<String> names;
  private final Set<String> wanted = new LinkedHashSet<>();

  /**
   * @param input what is read, for messages
   */
  public ModelColumns(DataSchema model, List<String> columns, String input) {
    this.model = model;
    this.columns = columns;
    this.names = Set.copyOf(columns);
    this.input = input;
    wanted.addAll(model.features());
    wanted.addAll(model.labels());
    if (model.weight() != null) {
      wanted.add(model.weight());
    }
  }

  /**
   * The model's schema with the names that its columns have in the input. Labels and weight need
   * not be there, and keep their names then.
   *
   * @throws DataException if there are no columns, a feature is not there, or it is not clear which
   *     column is meant
   */
  public DataSchema inInput() {
    requireFeatures();
    return new DataSchema(
        model.task(),
        model.features().stream().map(this::find).toList(),
        model.labels().stream().map(this::findOrKeep).toList(),
        model.classes(),
        model.numericClasses(),
        model.weight() == null ? null : findOrKeep(model.weight()),
        model.cells());
  }

  private void requireFeatures() {
    ColumnChoice.requireAny(input, names);
    List<String> missing = model.features().stream().filter(name -> find(name) == null).toList();
    if (missing.size() == 1) {
      throw new DataException(
          "%s has no column '%s', which the model needs".formatted(input, missing.get(0)));
    }
    if (!missing.isEmpty()) {
      throw new DataException(
          "%s lacks %d of the %d columns that the model needs: %s"
              .formatted(input, missing.size(), model.features().size(), shown(missing)));
    }
  }

  private static String shown(List<String> names) {
    String first = String.join("', '", names.subList(0, Math.min(MOST_SHOWN, names.size())));
    return names.size() <= MOST_SHOWN
        ? "'" + first + "'"
        : "'%s' and %d more".formatted(first, names.size() - MOST_SHOWN);
  }

  private String findOrKeep(String name) {
    String found = find(name);
    return found == null ? name : found;
  }

  /** The input's column for one of the model's; null: there is none. */
  private String find(String name) {
    if (names.contains(name)) {
      return name;
    }
    // A column that is another of the model's as it is written is not this one.
    List<String> similar =
        columns.stream()
            .filter(column -> column.equalsIgnoreCase(name) && !wanted.contains(column))
            .toList();
    if (similar.size() > 1) {
      throw new DataException(
          "%s has the columns %s, and the model's '%s' could be each of them"
              .formatted(input, shown(similar), name));
    }
    if (similar.isEmpty()) {
      return null;
    }
    requireOneMeaning(similar.get(0));
    return similar.get(0);
  }

  private void requireOneMeaning(String column) {
    List<String> meant =
        wanted.stream()
            .filter(name -> column.equalsIgnoreCase(name) && !names.contains(name))
            .toList();
    if (meant.size() > 1) {
      throw new DataException(
          "%s has the column '%s', which could be each of the model's %s"
              .formatted(input, column, shown(meant)));
    }
  }
}
