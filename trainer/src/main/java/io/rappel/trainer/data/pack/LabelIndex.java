package io.rappel.trainer.data.pack;

import java.io.Serializable;
import java.util.HashMap;
import java.util.List;

/** Finds classes by what labels say. */
@FunctionalInterface
public interface LabelIndex extends Serializable {

  /**
   * The index of the class that a label's text, or a number's usual text, names; negative: none.
   */
  int of(String text);

  /** Classes by their names. */
  static LabelIndex of(List<String> classes) {
    HashMap<String, Integer> index = new HashMap<>();
    for (int i = 0; i < classes.size(); i++) {
      index.put(classes.get(i), i);
    }
    return text -> index.getOrDefault(text, RowTyping.UNKNOWN_CODE);
  }
}
