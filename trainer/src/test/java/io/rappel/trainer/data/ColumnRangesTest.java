package io.rappel.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.rappel.trainer.data.hash.RowHashes;
import io.rappel.trainer.data.pack.RawPack;
import io.rappel.trainer.data.profile.TableProfile;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However many threads work on the columns of a batch, the result is that of one. */
class ColumnRangesTest {

  private static final int ROWS = 300;
  private static final int COPIES = 5;

  /** Random mixed rows, their columns several times side by side. */
  private static List<Object[]> wide() {
    List<Object[]> rows = new ArrayList<>();
    for (Object[] row : MixedRows.random(3, ROWS)) {
      int features = row.length - 1;
      Object[] cells = new Object[COPIES * features + 1];
      for (int k = 0; k < COPIES; k++) {
        System.arraycopy(row, 0, cells, k * features, features);
      }
      cells[COPIES * features] = row[features];
      rows.add(cells);
    }
    return rows;
  }

  @Test
  void eachColumnIsInOneRange() {
    int[] seen = new int[23];
    ColumnRanges.forEach(
        seen.length,
        4,
        (part, from, to) -> {
          for (int j = from; j < to; j++) {
            seen[j] += 10 + part;
          }
        });

    assertThat(seen).containsOnly(10, 11, 12, 13).isSorted();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 64})
  void hashesProfilesAndPacksAreThoseOfOneThread(int threads) throws IOException {
    assertThat(packed(threads)).isEqualTo(packed(1));
  }

  private static byte[] packed(int threads) throws IOException {
    RowBatch batch = MixedRows.batch(wide());
    RowHashes hashes = new RowHashes(threads, RowBatch.ROWS);
    // Twice, as what was computed before must not stay.
    hashes.compute(batch);
    hashes.compute(batch);
    TableProfile profile = new TableProfile(batch.columns(), 1);
    profile.add(batch, hashes, threads);
    RawPack.Builder[] two = {
      new RawPack.Builder(batch.columns(), false, 1), new RawPack.Builder(batch.columns(), false, 1)
    };
    RawPack.Builder[] to = new RawPack.Builder[ROWS];
    Arrays.setAll(to, i -> two[(int) hashes.low(i) & 1]);
    RawPack.Builder.add(batch, to, hashes, new boolean[batch.columns()], threads);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeUTF(profile.fingerprint());
    for (int j = 0; j < batch.columns(); j++) {
      out.writeLong(profile.feature(j).numbers());
      out.writeUTF(String.join(",", profile.feature(j).levels()));
    }
    two[0].take().write(out);
    two[1].take().write(out);
    return bytes.toByteArray();
  }
}
