package io.rappel.jobs.rows.survey;

import io.rappel.jobs.rows.cell.LibsvmLine;
import io.rappel.jobs.rows.cell.TextCells;
import io.rappel.jobs.rows.order.RowMatches;
import io.rappel.jobs.rows.source.RowSource;
import io.rappel.trainer.data.Cell;
import io.rappel.trainer.data.DataException;
import io.rappel.trainer.data.profile.ColumnProfile;
import io.rappel.trainer.data.profile.TableProfile;
import io.rappel.trainer.data.shard.Scaling;
import io.rappel.trainer.math.Precision;
import io.rappel.trainer.model.DataSchema;
import java.util.List;

/** Labels that are numbers, which the scaling of a model must not take too far. */
public final class TargetRange {

  private TargetRange() {}

  /**
   * @param profile of the rows, with their labels
   * @param scaling of a model's labels, which are those of the schema
   * @throws DataException if a label is beyond what the precision holds once it is scaled; it names
   *     the first such row
   */
  public static void require(
      RowSource source,
      TableProfile profile,
      DataSchema schema,
      Scaling scaling,
      Precision precision) {
    Problems problems = new Problems(source);
    double largest = precision.largestInput();
    for (int t = 0; t < scaling.columns(); t++) {
      int target = t;
      ColumnProfile cells = profile.label(t);
      CellFaults.CellTest beyond =
          cell -> Math.abs(scaling.scale(target, Cell.value(cell))) > largest;
      if (cells.numbers() > 0
          && (beyond.of(Cell.number(cells.minimum())) || beyond.of(Cell.number(cells.maximum())))) {
        String what =
            "too large for "
                + (scaling.isIdentity() ? precision : "the scaling of the model, in " + precision);
        String label = inInput(schema.labels().get(t), source);
        problems.add(
            fault(source, label, new TextCells(schema.cells(), source.decimalComma()), beyond),
            found -> found.cells(label, "that is " + what, "that are " + what));
      }
    }
    problems.tell();
  }

  private static RowMatches.Fault fault(
      RowSource source, String label, TextCells texts, CellFaults.CellTest test) {
    if (source.isLibsvm()) {
      return row -> {
        double value = LibsvmLine.parse(row.getString(0)).label();
        return test.of(Cell.number(value)) ? Double.toString(value) : null;
      };
    }
    return new CellFaults.OfCell(source.schema().fieldIndex(label), texts, test);
  }

  /** A model finds its columns in whichever case they are written. */
  private static String inInput(String label, RowSource source) {
    List<String> columns = List.of(source.schema().fieldNames());
    return columns.contains(label)
        ? label
        : columns.stream().filter(label::equalsIgnoreCase).findFirst().orElse(label);
  }
}
