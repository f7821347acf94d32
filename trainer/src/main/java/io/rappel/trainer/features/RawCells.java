package io.rappel.trainer.features;

import io.rappel.trainer.data.Cell;
import io.rappel.trainer.data.RowBatch;
import io.rappel.trainer.data.SparseCells;
import io.rappel.trainer.data.Texts;
import io.rappel.trainer.data.pack.RowPack;
import io.rappel.trainer.data.pack.RowTyping;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A few rows as cells that people can read, in the order of the features: a {@code Double} of a
 * number, or of the seconds of a date since the beginning of 1970 in UTC, a {@code Boolean}, a
 * {@code String} of a category, and null where nothing is there.
 */
public final class RawCells {

  private RawCells() {}

  /** Whether a cell is one of a column of that kind. */
  public static boolean fits(FeatureKind kind, Object cell) {
    return cell == null
        || switch (kind) {
          case NUMBER, DATE -> cell instanceof Double number && Double.isFinite(number);
          case BOOLEAN -> cell instanceof Boolean;
          case CATEGORY -> cell instanceof String;
        };
  }

  /** Rows of a pack; without those that have a level which is none of the specs'. */
  public static List<List<Object>> of(RowPack pack, List<FeatureSpec> specs) {
    List<List<Object>> rows = new ArrayList<>();
    for (int i = 0; i < pack.rows(); i++) {
      List<Object> cells = row(pack, i, specs);
      if (cells != null) {
        rows.add(cells);
      }
    }
    return rows;
  }

  private static List<Object> row(RowPack pack, int row, List<FeatureSpec> specs) {
    double[] numbers = pack.numbers(row);
    List<Object> cells = new ArrayList<>();
    int number = 0;
    int category = 0;
    for (FeatureSpec spec : specs) {
      if (spec.kind() == FeatureKind.CATEGORY) {
        int code = pack.code(row, category++);
        if (code == RowTyping.UNKNOWN_CODE) {
          return null;
        }
        cells.add(code == RowTyping.MISSING_CODE ? null : spec.levels().get(code));
      } else {
        cells.add(cell(spec.kind(), numbers[number++]));
      }
    }
    return cells;
  }

  private static Object cell(FeatureKind kind, double number) {
    if (Double.isNaN(number)) {
      return null;
    }
    return kind == FeatureKind.BOOLEAN ? (Object) (number != 0) : (Object) number;
  }

  /**
   * Rows to score, with a column for each feature.
   *
   * @param sparse whether they are rows of which few numbers are not 0
   */
  public static RowBatch batch(List<Feature> features, List<List<Object>> rows, boolean sparse) {
    if (sparse) {
      return RowBatch.sparse(
          rows.size(), sparse(features, rows), new long[0][], new Texts[0], null);
    }
    long[][] cells = new long[features.size()][rows.size()];
    Texts[] texts = new Texts[features.size()];
    for (int j = 0; j < cells.length; j++) {
      Texts column = new Texts();
      for (int i = 0; i < rows.size(); i++) {
        cells[j][i] = cell(rows.get(i).get(j), column);
      }
      texts[j] = column.size() == 0 ? null : column;
    }
    return RowBatch.table(rows.size(), cells, texts, new long[0][], new Texts[0], null);
  }

  private static long cell(Object cell, Texts texts) {
    if (cell == null) {
      return Cell.MISSING;
    }
    return cell instanceof Double number
        ? Cell.number(number)
        : Cell.text(texts.code(cell.toString()));
  }

  private static SparseCells sparse(List<Feature> features, List<List<Object>> rows) {
    int[] start = new int[rows.size() + 1];
    int[] column = new int[rows.size() * features.size()];
    double[] value = new double[column.length];
    int entries = 0;
    for (int i = 0; i < rows.size(); i++) {
      for (int j = 0; j < features.size(); j++) {
        Object cell = rows.get(i).get(j);
        double number = cell == null ? features.get(j).fill() : (Double) cell;
        if (number != 0) {
          column[entries] = j;
          value[entries++] = number;
        }
      }
      start[i + 1] = entries;
    }
    return new SparseCells(
        features.size(), start, Arrays.copyOf(column, entries), Arrays.copyOf(value, entries));
  }
}
