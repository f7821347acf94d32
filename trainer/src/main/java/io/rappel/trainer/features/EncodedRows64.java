package io.rappel.trainer.features;

import io.rappel.trainer.data.pack.RowPack;
import io.rappel.trainer.data.shard.FeatureRange;
import io.rappel.trainer.math.rows.DenseRows64;
import io.rappel.trainer.math.rows.MixedRows64;
import io.rappel.trainer.math.rows.Rows64;
import io.rappel.trainer.math.rows.SparseRows64;
import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;

/** Encoded rows in float64; the float32 twin is generated at build. */
@SuppressWarnings("cast") // the float32 twin needs the casts
final class EncodedRows64 {

  /** Rows whose bins are found at once. */
  private static final int STRETCH = 64;

  /** Arrays are cut to their length if more than this part of them is not needed. */
  private static final int SLACK = 32;

  private EncodedRows64() {}

  static Rows64 of(
      RowEncoder encoder, RowPack pack, int from, int to, int blockRows, FeatureRange range) {
    if (pack.sparse()) {
      return sparse(encoder, pack, from, to, blockRows, range);
    }
    int ones = encoder.inputs() - encoder.denseInputs();
    if (ones == 0) {
      return new DenseRows64(numbers(encoder, pack, from, to, blockRows, range));
    }
    SparseRows64 indices = indices(encoder, pack, from, to, blockRows);
    return encoder.denseInputs() == 0
        ? indices
        : new MixedRows64(
            new DenseRows64(numbers(encoder, pack, from, to, blockRows, range)), indices);
  }

  private static DMatrixRMaj numbers(
      RowEncoder encoder, RowPack pack, int from, int to, int blockRows, FeatureRange range) {
    int columns = encoder.denseInputs();
    DMatrixRMaj matrix = new DMatrixRMaj(blockRows, columns);
    /* wide */ double[] row = new /* wide */ double[columns];
    for (int i = from, at = 0; i < to; i++, at += columns) {
      encoder.fill(pack, i, row);
      range.scaleRow(row);
      for (int j = 0; j < columns; j++) {
        matrix.data[at + j] = (double) row[j];
      }
    }
    return matrix;
  }

  /** Rows that are multiplied by the scaling's factor, and shifted by algebra elsewhere. */
  private static SparseRows64 sparse(
      RowEncoder encoder, RowPack pack, int from, int to, int blockRows, FeatureRange range) {
    int first = pack.start()[from];
    int entries = pack.start()[to] - first;
    int[] start = new int[blockRows + 1];
    int[] columns = new int[entries];
    double[] values = new double[entries];
    for (int i = 0; i < blockRows; i++) {
      start[i + 1] = pack.start()[Math.min(from + i + 1, to)] - first;
    }
    for (int i = from; i < to; i++) {
      for (int k = pack.start()[i] - first; k < pack.start()[i + 1] - first; k++) {
        columns[k] = pack.column(first + k);
        values[k] = (double) range.stretch(columns[k], pack.value(first + k));
      }
      range.endRow();
    }
    return new SparseRows64(encoder.inputs(), start, columns, values);
  }

  private static SparseRows64 indices(
      RowEncoder encoder, RowPack pack, int from, int to, int blockRows) {
    int[] start = new int[blockRows + 1];
    int most = Math.multiplyExact(to - from, encoder.mostEntries());
    int[] columns = new int[most];
    double[] values = new double[most];
    int[] bins = new int[STRETCH * encoder.numbers()];
    int[] inputs = new int[encoder.mostEntries()];
    /* wide */ double[] shares = new /* wide */ double[inputs.length];
    int entries = 0;
    for (int i = 0; i < blockRows; i++) {
      if (from + i < to) {
        int place = i % STRETCH;
        if (place == 0) {
          encoder.bins(pack, from + i, Math.min(to, from + i + STRETCH), bins);
        }
        int firstBin = place * encoder.numbers();
        int count = encoder.entries(pack, from + i, bins, firstBin, inputs, shares);
        for (int k = 0; k < count; k++) {
          columns[entries + k] = inputs[k] - encoder.denseInputs();
          values[entries + k] = (double) shares[k];
        }
        entries += count;
      }
      start[i + 1] = entries;
    }
    boolean slack = most - entries > most / SLACK;
    return new SparseRows64(
        encoder.inputs() - encoder.denseInputs(),
        start,
        slack ? Arrays.copyOf(columns, entries) : columns,
        slack ? Arrays.copyOf(values, entries) : values);
  }
}
