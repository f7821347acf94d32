package io.rappel.trainer.data.pack;

import io.rappel.trainer.data.Cell;
import io.rappel.trainer.data.RowBatch;
import io.rappel.trainer.data.Texts;

/** The rows of a batch as they are, without hashes. */
record BatchRows(RowBatch batch) implements RawRows {

  /** Rows that are written at once, so that columns are read and rows written in stretches. */
  private static final int STRETCH = 16;

  @Override
  public int rows() {
    return batch.rows();
  }

  @Override
  public boolean sparse() {
    return batch.isSparse();
  }

  @Override
  public long high(int row) {
    return 0;
  }

  @Override
  public long low(int row) {
    return 0;
  }

  @Override
  public long cell(int row, int feature) {
    return batch.column(feature)[row];
  }

  @Override
  public long label(int row, int label) {
    return batch.label(label)[row];
  }

  @Override
  public long weight(int row) {
    return batch.hasWeights() ? batch.weights()[row] : Cell.number(1);
  }

  @Override
  public int textCount(int feature) {
    Texts texts = batch.texts(feature);
    return texts == null ? 0 : texts.size();
  }

  @Override
  public String text(int feature, int code) {
    return batch.texts(feature).text(code);
  }

  @Override
  public String labelText(int label, int code) {
    return batch.labelTexts(label).text(code);
  }

  @Override
  public void numbers(int[] features, double[] to) {
    if (batch.byRow() != null && isAll(features)) {
      System.arraycopy(batch.byRow(), 0, to, 0, to.length);
      return;
    }
    for (int from = 0; from < batch.rows(); from += STRETCH) {
      int end = Math.min(batch.rows(), from + STRETCH);
      for (int j = 0; j < features.length; j++) {
        long[] cells = batch.column(features[j]);
        for (int i = from; i < end; i++) {
          to[i * features.length + j] = number(cells[i], features[j]);
        }
      }
    }
  }

  private boolean isAll(int[] features) {
    for (int j = 0; j < features.length; j++) {
      if (features[j] != j) {
        return false;
      }
    }
    return features.length == batch.columns();
  }

  @Override
  public int entriesFrom(int row) {
    return batch.sparse().start()[row];
  }

  @Override
  public int[] entryColumns() {
    return batch.sparse().column();
  }

  @Override
  public double[] entryValues() {
    return batch.sparse().value();
  }
}
