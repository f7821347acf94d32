package io.rappel.trainer.data.pack;

import static org.assertj.core.api.Assertions.assertThat;

import io.rappel.trainer.data.Cell;
import io.rappel.trainer.data.RowBatch;
import io.rappel.trainer.data.Texts;
import io.rappel.trainer.data.hash.RowHashes;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cells become numbers, codes and targets. */
class RowTypingTest {

  private static final RowTyping TYPING =
      RowTyping.of(
          new int[] {0, 2, 3},
          new int[] {1},
          List.of(List.of("red", "7")),
          1,
          LabelIndex.of(List.of("no", "yes")));

  /** Texts that no row has stand in the dictionaries too. */
  private static RowBatch batch(int unusedTexts) {
    Texts colours = new Texts();
    Texts truths = new Texts();
    Texts labels = new Texts();
    for (int i = 0; i < unusedTexts; i++) {
      colours.code("unused " + i);
    }
    long red = Cell.text(colours.code("red"));
    long blue = Cell.text(colours.code("blue"));
    long yes = Cell.text(labels.code("yes"));
    long[][] features = {
      {Cell.number(1.5), Cell.MISSING, Cell.number(-2), Cell.number(0)},
      {red, blue, Cell.number(7), Cell.MISSING},
      {Cell.moment(-60), Cell.moment(86_400), Cell.MISSING, Cell.moment(0)},
      {
        Cell.text(truths.code("true")),
        Cell.text(truths.code("false")),
        Cell.text(truths.code("perhaps")),
        Cell.number(3)
      }
    };
    long[][] label = {{yes, Cell.text(labels.code("no")), yes, Cell.text(labels.code("else"))}};
    long[] weights = {Cell.number(1), Cell.number(2), Cell.number(1), Cell.number(0.5)};
    return RowBatch.table(
        4,
        features,
        new Texts[] {null, colours, null, truths},
        label,
        new Texts[] {labels},
        weights);
  }

  private static void check(RowPack pack) {
    assertThat(pack.values())
        .containsExactly(1.5, -60, 1, Double.NaN, 86_400, 0, -2, Double.NaN, Double.NaN, 0, 0, 3);
    assertThat(new int[] {pack.code(0, 0), pack.code(1, 0), pack.code(2, 0), pack.code(3, 0)})
        .containsExactly(0, RowTyping.UNKNOWN_CODE, 1, RowTyping.MISSING_CODE);
    assertThat(pack.targets()).containsExactly(1, 0, 1, RowTyping.UNKNOWN_CODE);
    assertThat(pack.weight(1)).isEqualTo(2);
    assertThat(pack.weight(3)).isEqualTo(0.5);
    assertThat(pack.start()).containsExactly(0, 3, 6, 9, 12);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 50})
  void ofABatch(int unusedTexts) {
    check(RowPack.of(batch(unusedTexts), TYPING, false));
  }

  @Test
  void ofRowsThatWereDealt() {
    RowBatch batch = batch(1);
    RowHashes hashes = new RowHashes();
    hashes.compute(batch);
    RawPack.Builder builder = new RawPack.Builder(4, false, 1);
    RawPack.Builder[] to = new RawPack.Builder[batch.rows()];
    Arrays.fill(to, builder);
    RawPack.Builder.add(batch, to, hashes, new boolean[4], 1);
    RowPack pack = RowPackBuilder.inOrder(builder.take(), TYPING, false);
    check(pack);
    assertThat(pack.high(2)).isEqualTo(hashes.high(2));
  }
}
