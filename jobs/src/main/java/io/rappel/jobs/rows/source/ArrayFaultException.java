package io.rappel.jobs.rows.source;

import io.rappel.trainer.data.DataException;

/** A column of arrays whose entries can be no columns; others may be read without it. */
public final class ArrayFaultException extends DataException {

  private static final long serialVersionUID = 1L;

  private final String column;

  ArrayFaultException(String column, String message, Throwable cause) {
    super(message, cause);
    this.column = column;
  }

  public String column() {
    return column;
  }
}
