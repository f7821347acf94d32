package io.rappel.jobs.rows.columns;

import io.rappel.jobs.rows.cell.Cells;
import io.rappel.trainer.data.pack.LabelIndex;
import io.rappel.trainer.model.DataSchema;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;

/**
 * Finds the index of the class that a label's cell names: numbers by value and booleans in
 * whichever case, however they are written, other text as it is.
 */
public final class ClassIndex implements LabelIndex {

  private static final long serialVersionUID = 1L;

  private final HashMap<String, Integer> indices = new HashMap<>();
  private final boolean numeric;

  public ClassIndex(DataSchema schema) {
    this.numeric = schema.numericClasses();
    List<String> classes = schema.classes();
    for (int i = 0; i < classes.size(); i++) {
      indices.put(numeric ? usual(classes.get(i)) : classes.get(i), i);
    }
    for (int i = 0; i < classes.size(); i++) {
      // Cells with numbers come with their usual text, also where other classes are text.
      indices.putIfAbsent(usual(classes.get(i)), i);
    }
  }

  @Override
  public int of(String text) {
    Integer index = indices.get(numeric ? usual(text) : text);
    if (index == null && Cells.isBoolean(text)) {
      index = indices.get(usual(text));
    }
    return index == null ? -1 : index;
  }

  /** The one text of all that say the same. */
  private static String usual(String text) {
    if (Cells.isBoolean(text)) {
      return text.toLowerCase(Locale.ROOT);
    }
    return Cells.isNumber(text) && !Cells.isCode(text) ? Cells.canonical(text) : text;
  }
}
