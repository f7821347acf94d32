package io.rappel.trainer.data.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rappel.trainer.data.Cell;
import io.rappel.trainer.data.Example;
import io.rappel.trainer.data.RowBatch;
import io.rappel.trainer.data.TestRows;
import io.rappel.trainer.data.Texts;
import io.rappel.trainer.data.hash.RowHashes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.ml.linalg.Vectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RawPackStreamTest {

  private static byte[] bytes(RawPack pack) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      pack.write(out);
    }
    return bytes.toByteArray();
  }

  private static RawPack read(byte[] bytes) throws IOException {
    return RawPack.read(new DataInputStream(new ByteArrayInputStream(bytes)));
  }

  private static RawPack table(int rows) {
    Texts texts = new Texts();
    long[][] columns = new long[3][rows];
    long[] labels = new long[rows];
    for (int i = 0; i < rows; i++) {
      columns[0][i] = Cell.number(Math.sin(i));
      columns[1][i] = i % 3 == 0 ? Cell.MISSING : Cell.text(texts.code("größer " + i % 7 + " 😀"));
      columns[2][i] = Cell.moment(i - 1_000L);
      labels[i] = Cell.number(i);
    }
    RowBatch batch =
        RowBatch.table(
            rows,
            columns,
            new Texts[] {null, texts, null},
            new long[][] {labels},
            new Texts[1],
            null);
    RowHashes hashes = new RowHashes();
    hashes.compute(batch);
    RawPack.Builder builder = new RawPack.Builder(3, false, 1);
    RawPack.Builder[] to = new RawPack.Builder[rows];
    Arrays.fill(to, builder);
    RawPack.Builder.add(batch, to, hashes, new boolean[3], 1);
    return builder.take();
  }

  private static List<String> rows(RawPack pack) {
    return IntStream.range(0, pack.rows())
        .mapToObj(
            i ->
                List.of(
                        pack.high(i),
                        pack.low(i),
                        pack.cell(i, 0),
                        Cell.isText(pack.cell(i, 1))
                            ? pack.text(1, Cell.code(pack.cell(i, 1)))
                            : pack.cell(i, 1),
                        pack.cell(i, 2),
                        pack.label(i, 0),
                        pack.weight(i))
                    .toString())
        .toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 1_023, 1_024, 1_025, 5_000})
  void whatIsReadIsWhatWasWritten(int rows) throws IOException {
    RawPack pack = table(rows);
    byte[] bytes = bytes(pack);
    RawPack again = read(bytes);
    assertThat(rows(again)).isEqualTo(rows(pack)).hasSize(rows);
    assertThat(again.sparse()).isFalse();
    assertThat(again.textCount(0)).isZero();
    assertThat(bytes(again)).isEqualTo(bytes);
    assertThatThrownBy(() -> read(Arrays.copyOf(bytes, bytes.length - 1)))
        .isInstanceOf(EOFException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 700, 3_000})
  void sparseRowsToo(int rows) throws IOException {
    List<Example> examples =
        IntStream.range(0, rows)
            .mapToObj(
                i ->
                    new Example(
                        Vectors.sparse(
                            100, new int[] {i % 50, 50 + i % 50}, new double[] {i + 1, -0.5}),
                        new double[] {i},
                        1))
            .toList();
    RawPack pack = TestRows.raw(examples);
    RawPack again = read(bytes(pack));
    assertThat(again.sparse()).isTrue();
    assertThat(again.entriesFrom(rows)).isEqualTo(2 * rows);
    assertThat(again.entryColumns()).isEqualTo(pack.entryColumns());
    assertThat(again.entryValues()).isEqualTo(pack.entryValues());
    assertThat(again.label(rows - 1, 0)).isEqualTo(pack.label(rows - 1, 0));
  }
}
