package io.rappel.trainer.data.hash;

import static org.assertj.core.api.Assertions.assertThat;

import io.rappel.trainer.data.Cell;
import io.rappel.trainer.data.MixedRows;
import io.rappel.trainer.data.RowBatch;
import io.rappel.trainer.data.TestRows;
import io.rappel.trainer.data.Texts;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RowHashesTest {

  @Test
  void aTableAndSparseRowsWithTheSameNumbersAreTheSame() {
    RowHashes table = new RowHashes();
    table.compute(MixedRows.batch(List.<Object[]>of(new Object[] {0.0, 2.5, -1.0, 3.0})));

    assertThat(ContentHash.of(table.high(0), table.low(0)))
        .isEqualTo(TestRows.hash(TestRows.row(3, 1, 0, 2.5, -1)));
  }

  @Test
  void textCountsByItsCharactersAndNotByItsCode() {
    RowHashes hashes = new RowHashes();
    hashes.compute(
        MixedRows.batch(
            List.of(new Object[] {"a", 1.0}, new Object[] {"b", 1.0}, new Object[] {"a", 1.0})));

    assertThat(ContentHash.of(hashes.high(1), hashes.low(1))).isEqualTo(MixedRows.hash("b", 1.0));
    assertThat(hashes.low(0)).isEqualTo(hashes.low(2)).isNotEqualTo(hashes.low(1));
  }

  @Test
  void aTextThatCountsAsANumberIsThatNumber() {
    Texts texts = new Texts();
    long[] label = {Cell.text(texts.code("1.0", 1))};
    RowBatch written =
        RowBatch.table(
            1,
            new long[][] {{Cell.number(7)}},
            new Texts[1],
            new long[][] {label},
            new Texts[] {texts},
            null);
    RowHashes hashes = new RowHashes();
    hashes.compute(written);

    assertThat(ContentHash.of(hashes.high(0), hashes.low(0))).isEqualTo(MixedRows.hash(7.0, 1.0));
  }

  @Test
  void kindsOfCellsAreToldApart() {
    Set<ContentHash> hashes = new HashSet<>();
    hashes.add(MixedRows.hash(1.0, 1.0));
    hashes.add(MixedRows.hash("1", 1.0));
    hashes.add(MixedRows.hash(1L, 1.0));
    hashes.add(MixedRows.hash(null, 1.0));
    hashes.add(MixedRows.hash(0.0, 1.0));
    hashes.add(MixedRows.hash("", 1.0));
    hashes.add(MixedRows.hash(0L, 1.0));

    assertThat(hashes).hasSize(7);
  }

  @Test
  void momentsOfEitherSideOf1970AreKept() {
    for (long seconds : new long[] {0, 1, -1, 1_700_000_000L, -62_000_000_000L, 1L << 48}) {
      long cell = Cell.moment(seconds);
      assertThat(Cell.seconds(cell)).isEqualTo(seconds);
      assertThat(Cell.isMoment(cell)).isTrue();
      assertThat(Cell.isText(cell) || Cell.isNumber(cell) || Cell.isMissing(cell)).isFalse();
    }
    assertThat(Cell.isMissing(Cell.number(Double.NaN))).isTrue();
    assertThat(Cell.isMissing(Cell.number(0.0 / 0.0))).isTrue();
    assertThat(Cell.isNumber(Cell.number(Double.NEGATIVE_INFINITY))).isTrue();
  }
}
