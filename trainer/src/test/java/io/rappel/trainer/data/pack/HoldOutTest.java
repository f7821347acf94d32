package io.rappel.trainer.data.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rappel.trainer.data.Cell;
import io.rappel.trainer.data.DataException;
import io.rappel.trainer.data.RowBatch;
import io.rappel.trainer.data.Texts;
import io.rappel.trainer.data.hash.RowHashes;
import io.rappel.trainer.data.profile.ColumnProfile;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HoldOutTest {

  private static final int ROWS = 300;

  /** Rows in groups, of which each third row has none. */
  private static RowBatch batch(int groups) {
    Texts texts = new Texts();
    long[] cells = new long[ROWS];
    for (int i = 0; i < ROWS; i++) {
      cells[i] = i % 3 == 0 ? Cell.MISSING : Cell.text(texts.code("g" + i % groups));
    }
    return RowBatch.table(
        ROWS, new long[0][], new Texts[0], new long[][] {cells}, new Texts[] {texts}, null);
  }

  private static RawPack pack(RowBatch batch) {
    RawPack.Builder builder = new RawPack.Builder(0, false, 1);
    RawPack.Builder[] to = new RawPack.Builder[ROWS];
    Arrays.fill(to, builder);
    RowHashes hashes = new RowHashes();
    hashes.compute(batch);
    RawPack.Builder.add(batch, to, hashes, new boolean[0], 1);
    return builder.take();
  }

  private static ColumnProfile profile(RowBatch batch) {
    ColumnProfile profile = new ColumnProfile(10);
    profile.add(batch.label(0), batch.labelTexts(0), batch.rows());
    return profile;
  }

  @Test
  void groupsAreHeldOutWholeInTheShareThatIsWanted() {
    RowBatch batch = batch(20);
    boolean[] out = HoldOut.groups(0, profile(batch), 0.25).of(pack(batch));
    Set<Integer> held = new HashSet<>();
    Set<Integer> kept = new HashSet<>();
    for (int i = 0; i < ROWS; i++) {
      if (i % 3 == 0) {
        assertThat(out[i]).as("row %d without a group", i).isFalse();
      } else {
        (out[i] ? held : kept).add(i % 20);
      }
    }
    assertThat(held).hasSize(5).doesNotContainAnyElementsOf(kept);
    assertThat(kept).hasSize(15);
  }

  @Test
  void oneGroupIsHeldOutAndOneIsLeftHoweverFewThereAre() {
    RowBatch batch = batch(2);
    for (double share : new double[] {0.01, 0.99}) {
      boolean[] out = HoldOut.groups(0, profile(batch), share).of(pack(batch));
      assertThat(out[1]).isNotEqualTo(out[2]);
    }
    RowBatch one = batch(1);
    assertThatThrownBy(() -> HoldOut.groups(0, profile(one), 0.5))
        .isInstanceOf(DataException.class);
  }

  @Test
  void rowsWithAMarkAreHeldOut() {
    RowBatch batch = batch(20);
    boolean[] out = HoldOut.marked(0, "g7").of(pack(batch));
    for (int i = 0; i < ROWS; i++) {
      assertThat(out[i]).isEqualTo(i % 3 != 0 && i % 20 == 7);
    }
  }
}
