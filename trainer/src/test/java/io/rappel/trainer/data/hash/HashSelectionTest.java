package io.rappel.trainer.data.hash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rappel.trainer.data.Cell;
import io.rappel.trainer.data.DataException;
import io.rappel.trainer.data.RowBatch;
import io.rappel.trainer.data.SparseCells;
import io.rappel.trainer.data.Texts;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rows that judge: by what their features say and nothing else. */
class HashSelectionTest {

  private static final int ROWS = 4000;
  private static final double SHARE = 0.2;

  private static long[] numbers(int salt) {
    long[] cells = new long[ROWS];
    for (int i = 0; i < ROWS; i++) {
      cells[i] = Cell.number((i * 37 + salt) % 997 * 0.25);
    }
    return cells;
  }

  private static RowBatch table(long[][] features, Texts[] texts, long[] label) {
    return RowBatch.table(ROWS, features, texts, new long[][] {label}, new Texts[1], null);
  }

  private static boolean[] chosen(HashSelection selection, List<String> columns, RowBatch batch) {
    HashSelection.Applied applied = selection.to(columns);
    return applied.chosen(applied.keys(batch));
  }

  private static int count(boolean[] chosen) {
    int count = 0;
    for (boolean one : chosen) {
      count += one ? 1 : 0;
    }
    return count;
  }

  @Test
  void aShareIsChosenByFeaturesWhateverLabelsAndOrderOfColumns() {
    HashSelection selection = new HashSelection(5, SHARE, List.of("a", "b"));
    long[] a = numbers(1);
    long[] b = numbers(2);
    boolean[] first =
        chosen(selection, List.of("a", "b"), table(new long[][] {a, b}, new Texts[2], numbers(3)));
    boolean[] second =
        chosen(
            selection,
            List.of("b", "new", "a"),
            table(new long[][] {b, numbers(9), a}, new Texts[3], numbers(4)));

    assertThat(second).isEqualTo(first);
    // 997 different rows: 0.2 of them, give or take five deviations.
    assertThat(count(first) / (double) ROWS).isBetween(SHARE - 0.065, SHARE + 0.065);
    boolean[] salted =
        chosen(
            new HashSelection(6, SHARE, List.of("a", "b")),
            List.of("a", "b"),
            table(new long[][] {a, b}, new Texts[2], numbers(3)));
    assertThat(salted).isNotEqualTo(first);
  }

  @Test
  void textThatIsANumberCountsAsTheNumber() {
    HashSelection selection = new HashSelection(7, SHARE, List.of("a"));
    Texts texts = new Texts();
    long[] codes = new long[ROWS];
    long[] values = new long[ROWS];
    for (int i = 0; i < ROWS; i++) {
      codes[i] = Cell.text(texts.code(i + ".0", i));
      values[i] = Cell.number(i);
    }
    assertThat(
            chosen(
                selection, List.of("a"), table(new long[][] {codes}, new Texts[] {texts}, values)))
        .isEqualTo(
            chosen(selection, List.of("a"), table(new long[][] {values}, new Texts[1], values)));
  }

  @Test
  void thePartsOfABatchAreAllOfIt() {
    HashSelection.Applied selection = new HashSelection(5, SHARE, List.of("a")).to(List.of("a"));
    RowBatch batch = table(new long[][] {numbers(1)}, new Texts[1], numbers(3));
    RowBatch judging = selection.part(batch, true);
    RowBatch others = selection.part(batch, false);

    assertThat(judging.rows() + others.rows()).isEqualTo(ROWS);
    assertThat(count(selection.chosen(selection.keys(judging)))).isEqualTo(judging.rows());
    assertThat(count(selection.chosen(selection.keys(others)))).isZero();
    assertThat(judging.label(0)).hasSize(judging.rows());
  }

  @Test
  void sparseRowsAreChosenByTheirEntries() {
    int[] start = new int[ROWS + 1];
    int[] column = new int[ROWS];
    double[] value = new double[ROWS];
    for (int i = 0; i < ROWS; i++) {
      start[i + 1] = i + 1;
      column[i] = i % 7;
      value[i] = 1 + i % 991;
    }
    RowBatch batch =
        RowBatch.sparse(
            ROWS,
            new SparseCells(7, start, column, value),
            new long[][] {numbers(1)},
            new Texts[1],
            null);
    HashSelection.Applied selection = new HashSelection(5, SHARE, List.of()).to(List.of());
    RowBatch judging = selection.part(batch, true);

    assertThat(judging.rows()).isBetween((int) (0.15 * ROWS), (int) (0.25 * ROWS));
    assertThat(judging.sparse().value()).hasSize(judging.rows());
    assertThat(count(selection.chosen(selection.keys(judging)))).isEqualTo(judging.rows());
  }

  @Test
  void aColumnThatIsGoneIsAnError() {
    assertThatThrownBy(() -> new HashSelection(5, SHARE, List.of("a")).to(List.of("b")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("column 'a' is not among those that are read");
  }
}
