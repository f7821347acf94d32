package io.rappel.jobs.rows;

import io.rappel.trainer.model.DataSchema;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;

/**
 * Finds the index of the class that a label's cell names: numbers by value and booleans in
 * whichever case, however they are written, other text as it is.
 */
final class ClassIndex implements Serializable {

  private static final long serialVersionUID = 1L;

  private final HashMap<String, Integer> indices = new HashMap<>();
  private final boolean numeric;

  ClassIndex(DataSchema schema) {
    this.numeric = schema.numericClasses();
    List<String> classes = schema.classes();
    for (int i = 0; i < classes.size(); i++) {
      String name = classes.get(i);
      indices.put(numeric ? number(name) : name, i);
      if (Cells.isBoolean(name)) {
        indices.putIfAbsent(name.toLowerCase(Locale.ROOT), i);
      }
    }
  }

  /** The class's index; −1: there is no such class. */
  int of(Object cell) {
    if (Cells.isMissing(cell)) {
      return -1;
    }
    String text = numeric ? number(cell) : cell.toString();
    Integer index = indices.get(text);
    if (index == null && Cells.isBoolean(text)) {
      index = indices.get(text.toLowerCase(Locale.ROOT));
    }
    return index == null ? -1 : index;
  }

  private static String number(Object cell) {
    if (cell instanceof Number number) {
      return Cells.canonical(number);
    }
    String text = cell.toString();
    return Cells.isNumber(text) ? Cells.canonical(text) : text;
  }
}
