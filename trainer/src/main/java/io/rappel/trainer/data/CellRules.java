package io.rappel.trainer.data;

import java.io.Serializable;
import java.util.List;

/**
 * What text in a table says, beyond the text itself: a model reads rows by the rules of its
 * training.
 *
 * @param missing texts that stand for nothing, in whichever case, beside empty and blank ones
 * @param dateFormat pattern of dates, as {@link java.time.format.DateTimeFormatter} has them,
 *     beside those of ISO 8601; null: none
 */
public record CellRules(List<String> missing, String dateFormat) implements Serializable {

  /** Texts that stand for nothing, where nobody says otherwise. */
  public static final CellRules DEFAULT =
      new CellRules(List.of("NA", "N/A", "null", "NaN", "?"), null);

  public CellRules {
    missing = List.copyOf(missing);
  }
}
