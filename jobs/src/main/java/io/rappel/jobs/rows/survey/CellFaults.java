package io.rappel.jobs.rows.survey;

import io.rappel.jobs.rows.cell.Cells;
import io.rappel.jobs.rows.cell.TextCells;
import io.rappel.jobs.rows.columns.ClassIndex;
import io.rappel.jobs.rows.order.RowMatches;
import io.rappel.trainer.data.Cell;
import java.io.Serializable;
import org.apache.spark.sql.Row;

/** What may be wrong with the cell at a position of a row. */
final class CellFaults {

  private CellFaults() {}

  /** Neither true nor false, nor a number from 0 to 1. */
  record NoTruth(int position, TextCells texts) implements RowMatches.Fault {
    @Override
    public String in(Row row) {
      Object value = row.get(position);
      long cell = texts.cell(value);
      boolean fine =
          Cell.isMissing(cell)
              || Cell.isNumber(cell) && Cell.value(cell) >= 0 && Cell.value(cell) <= 1
              || value.toString().trim().equalsIgnoreCase("true")
              || value.toString().trim().equalsIgnoreCase("false");
      return fine ? null : value.toString();
    }
  }

  /** A label that is no number. */
  record NoNumber(int position, TextCells texts) implements RowMatches.Fault {
    @Override
    public String in(Row row) {
      Object value = row.get(position);
      boolean fine =
          value == null
              || value instanceof Number
              || value instanceof Boolean
              || value instanceof String text
                  && (texts.isMissing(text.trim())
                      || Cells.isNumber(texts.number(text.trim()))
                      || Cells.isBoolean(text.trim()));
      return fine ? null : value.toString();
    }
  }

  /** A label that is none of the classes. */
  record UnknownClass(int position, TextCells texts, ClassIndex index) implements RowMatches.Fault {
    @Override
    public String in(Row row) {
      Object value = row.get(position);
      if (Cell.isMissing(texts.cell(value))) {
        return null;
      }
      String text =
          value instanceof Number number ? Cells.canonical(number) : value.toString().trim();
      return index.of(text) < 0 ? text : null;
    }
  }

  /** What a cell is. */
  @FunctionalInterface
  interface CellTest extends Serializable {
    boolean of(long cell);
  }

  /** A cell of which something holds. */
  record OfCell(int position, TextCells texts, CellTest test) implements RowMatches.Fault {
    @Override
    public String in(Row row) {
      Object value = row.get(position);
      return test.of(texts.cell(value)) ? String.valueOf(value == null ? "" : value) : null;
    }
  }
}
