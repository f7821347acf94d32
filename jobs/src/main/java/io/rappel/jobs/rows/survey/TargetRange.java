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
import io.rappel.trainer.loss.Loss;
import io.rappel.trainer.math.Precision;
import io.rappel.trainer.model.DataSchema;
import java.util.List;

/** Labels that are numbers, which a loss can have and scaling must not take too far. */
public final class TargetRange {

  private TargetRange() {}

  /**
   * @param profile of the rows, with their labels
   * @param scaling of a model's labels, which are those of the schema
   * @throws DataException if a label is none of the loss, or beyond what the precision holds once
   *     it is scaled; it names the first such row
   */
  public static void require(
      RowSource source,
      TableProfile profile,
      DataSchema schema,
      Loss loss,
      Scaling scaling,
      Precision precision) {
    Problems problems = new Problems(source);
    String large =
        "too large for %s%s"
            .formatted(scaling.isIdentity() ? "" : "the scaling of the model, in ", precision);
    for (int t = 0; t < scaling.columns(); t++) {
      int target = t;
      String label = inInput(schema.labels().get(t), source);
      CellFaults.CellTest negative = cell -> loss.refusesNegativeTargets() && Cell.value(cell) < 0;
      CellFaults.CellTest beyond =
          cell -> Math.abs(scaling.scale(target, Cell.value(cell))) > precision.largestInput();
      TextCells texts = new TextCells(schema.cells(), source.decimalComma());
      String refused = "negative, which the %s loss does not take".formatted(loss);
      find(problems, source, profile.label(t), label, texts, negative, refused);
      find(problems, source, profile.label(t), label, texts, beyond, large);
    }
    problems.tell();
  }

  private static void find(
      Problems problems,
      RowSource source,
      ColumnProfile cells,
      String label,
      TextCells texts,
      CellFaults.CellTest test,
      String what) {
    if (cells.numbers() > 0
        && (test.of(Cell.number(cells.minimum())) || test.of(Cell.number(cells.maximum())))) {
      problems.add(
          fault(source, label, texts, test),
          found -> found.cells(label, "that is " + what, "that are " + what));
    }
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
