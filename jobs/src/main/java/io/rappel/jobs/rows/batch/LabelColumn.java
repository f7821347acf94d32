package io.rappel.jobs.rows.batch;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.rappel.jobs.rows.cell.Cells;
import io.rappel.jobs.rows.cell.TextCells;
import io.rappel.trainer.data.Cell;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Set;

/**
 * Collects the cells of a label. What is text stays as it is written; numbers count by their value,
 * and how they are written is kept beside, so that classes can be named as the data name them.
 */
final class LabelColumn extends CellColumn {

  private static final int MOST_SPELLINGS = 10_001;

  private final TextCells texts;
  private final boolean findsTypes;
  private final HashSet<String> spellings = new HashSet<>();
  private final ArrayList<String> newSpellings = new ArrayList<>();

  /**
   * @param findsTypes whether text may be numbers, as in delimited files
   */
  LabelColumn(TextCells texts, boolean findsTypes) {
    super(texts, false);
    this.texts = texts;
    this.findsTypes = findsTypes;
  }

  /** Not all integers are. */
  @Override
  boolean takesNumbers() {
    return false;
  }

  /** How a number is written counts. */
  @Override
  long cell(byte[] utf8, int from, int to) {
    return cell(new String(utf8, from, to - from, UTF_8));
  }

  @Override
  long cell(Object value) {
    if (value instanceof String text) {
      return textual(text.trim());
    }
    if (value instanceof Number number) {
      if (Math.abs(number.doubleValue()) < Cells.LARGEST_EXACT) {
        return Cell.number(number.doubleValue());
      }
      String usual = Cells.canonical(number);
      return Cells.isBeyondDouble(usual) ? wide(usual) : Cell.number(number.doubleValue());
    }
    return super.cell(value);
  }

  private long textual(String text) {
    if (texts.isMissing(text)) {
      return Cell.MISSING;
    }
    String number = texts.number(text);
    if (!findsTypes || !Cells.isNumber(number) || Cells.isCode(number)) {
      return text(text);
    }
    if (Cells.isBeyondDouble(number)) {
      return wide(number);
    }
    if (spellings.size() < MOST_SPELLINGS && spellings.add(number)) {
      newSpellings.add(number);
    }
    return Cell.number(Cells.parse(number));
  }

  /** An integer that a float64 cannot tell from its neighbours. */
  private long wide(String text) {
    return Cell.text(dictionary().code(text, Cells.parse(text)));
  }

  /** How numbers are written that were not so in batches before, up to a number of ways. */
  Set<String> takeSpellings() {
    Set<String> taken = Set.copyOf(newSpellings);
    newSpellings.clear();
    return taken;
  }
}
