package io.rappel.jobs.rows.json;

import io.rappel.trainer.data.DataException;

/**
 * A row does not fit the columns that were guessed. The guess is then given up; after all rows have
 * been found to fit it, the input has changed, as the user is told.
 */
public final class UnexpectedJson extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private UnexpectedJson(String file) {
    super("a row of %s does not fit the columns that were guessed".formatted(file));
  }

  /** The failure to read a file with such a row. */
  static DataException in(String file) {
    return new DataException(
        "the input changed while it was read: %s has a row of other columns or types than before"
            .formatted(file),
        new UnexpectedJson(file));
  }

  /** Whether such a row made something fail. */
  public static boolean isCauseOf(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof UnexpectedJson) {
        return true;
      }
    }
    return false;
  }
}
