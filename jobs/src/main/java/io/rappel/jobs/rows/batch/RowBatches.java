package io.rappel.jobs.rows.batch;

import io.rappel.trainer.data.Cell;
import io.rappel.trainer.data.RowBatch;
import io.rappel.trainer.data.Texts;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/** Makes batches of Spark's rows. */
public final class RowBatches implements BatchMaker {

  private static final long serialVersionUID = 1L;

  /** Cells that a batch has, about, at the most. */
  private static final int CELLS = 4 << 20;

  private static final int FEWEST_ROWS = 16;

  private final BatchColumns columns;

  public RowBatches(BatchColumns columns) {
    this.columns = columns;
  }

  /** Rows of a batch: fewer where they are wide, so that its cells fit the memory. */
  private int most() {
    return Math.max(FEWEST_ROWS, Math.min(RowBatch.ROWS, CELLS / (columns.features().length + 1)));
  }

  /** Which cells become the batches. */
  public BatchColumns columns() {
    return columns;
  }

  @Override
  public Iterator<RowBatch> call(Iterator<Row> rows) {
    return of(rows, Builder::add);
  }

  /** Makes batches of delimited rows, each of which may be the same object. */
  public Iterator<RowBatch> ofDelimited(Iterator<DelimitedRow> rows) {
    return of(rows, Builder::add);
  }

  /**
   * Makes batches of rows as Spark has them inside, each of which may be the same object.
   *
   * @param cells the columns by their places in the input; those that are not wanted may be null
   */
  public Iterator<RowBatch> ofInternal(Iterator<InternalRow> rows, InternalColumn[] cells) {
    return of(rows, (builder, row) -> builder.add(row, cells));
  }

  /** Makes batches of column batches, as {@link #ofInternal} does of rows. */
  public Iterator<RowBatch> ofColumns(Iterator<ColumnarBatch> batches, InternalColumn[] cells) {
    Builder builder = new Builder(columns);
    int most = most();
    return new Iterator<>() {

      private ColumnarBatch batch;
      private int taken;

      @Override
      public boolean hasNext() {
        while ((batch == null || taken == batch.numRows()) && batches.hasNext()) {
          batch = batches.next();
          taken = 0;
        }
        return batch != null && taken < batch.numRows();
      }

      @Override
      public RowBatch next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        while (builder.rows() < most && hasNext()) {
          int count = Math.min(most - builder.rows(), batch.numRows() - taken);
          builder.add(batch, taken, count, cells);
          taken += count;
        }
        return builder.build();
      }
    };
  }

  private <T> Iterator<RowBatch> of(Iterator<T> rows, BiConsumer<Builder, T> add) {
    Builder builder = new Builder(columns);
    int most = most();
    return batches(
        rows,
        () -> {
          while (rows.hasNext() && builder.rows() < most) {
            add.accept(builder, rows.next());
          }
          return builder.build();
        });
  }

  /** A batch for as long as there are rows, each made of some. */
  static Iterator<RowBatch> batches(Iterator<?> rows, Supplier<RowBatch> next) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return rows.hasNext();
      }

      @Override
      public RowBatch next() {
        if (!rows.hasNext()) {
          throw new NoSuchElementException();
        }
        return next.get();
      }
    };
  }

  /** Collects rows. */
  public static final class Builder {

    private final BatchColumns columns;
    private final CellColumn[] features;
    private final LabelColumn[] labels;
    private final CellColumn weights;
    private final CellColumn holdOut;
    private int rows;
    private int malformed;

    public Builder(BatchColumns columns) {
      this.columns = columns;
      features = new CellColumn[columns.features().length];
      for (int j = 0; j < features.length; j++) {
        features[j] = new CellColumn(columns.texts(), columns.categories()[j]);
      }
      labels = new LabelColumn[columns.labels().length];
      Arrays.setAll(labels, t -> new LabelColumn(columns.texts(), columns.findsTypes()));
      weights = new CellColumn(columns.texts(), false);
      holdOut = new CellColumn(columns.texts(), true);
    }

    /** Rows so far, malformed ones not counted. */
    public int rows() {
      return rows;
    }

    /** Adds a row. */
    public void add(Row row) {
      int width = columns.width();
      if (columns.findsTypes() && row.size() > width && !row.isNullAt(width)) {
        malformed++;
        return;
      }
      for (int j = 0; j < features.length; j++) {
        features[j].set(rows, row.get(columns.features()[j]));
      }
      for (int t = 0; t < labels.length; t++) {
        labels[t].set(rows, row.get(columns.labels()[t]));
      }
      if (columns.weight() >= 0) {
        weights.set(rows, row.get(columns.weight()));
      }
      if (columns.holdOut() >= 0) {
        holdOut.set(rows, row.get(columns.holdOut()));
      }
      rows++;
    }

    private void add(InternalRow row, InternalColumn[] cells) {
      int width = columns.width();
      if (columns.findsTypes() && row.numFields() > width && !row.isNullAt(width)) {
        malformed++;
        return;
      }
      for (int j = 0; j < features.length; j++) {
        cells[columns.features()[j]].copy(row, features[j], rows);
      }
      for (int t = 0; t < labels.length; t++) {
        cells[columns.labels()[t]].copy(row, labels[t], rows);
      }
      if (columns.weight() >= 0) {
        cells[columns.weight()].copy(row, weights, rows);
      }
      if (columns.holdOut() >= 0) {
        cells[columns.holdOut()].copy(row, holdOut, rows);
      }
      rows++;
    }

    private void add(ColumnarBatch batch, int first, int count, InternalColumn[] cells) {
      for (int j = 0; j < features.length; j++) {
        cells[columns.features()[j]].copy(batch, first, count, features[j], rows);
      }
      for (int t = 0; t < labels.length; t++) {
        cells[columns.labels()[t]].copy(batch, first, count, labels[t], rows);
      }
      if (columns.weight() >= 0) {
        cells[columns.weight()].copy(batch, first, count, weights, rows);
      }
      if (columns.holdOut() >= 0) {
        cells[columns.holdOut()].copy(batch, first, count, holdOut, rows);
      }
      rows += count;
    }

    private void add(DelimitedRow row) {
      if (row.isMalformed()) {
        malformed++;
        return;
      }
      for (int j = 0; j < features.length; j++) {
        row.copy(columns.features()[j], features[j], rows);
      }
      for (int t = 0; t < labels.length; t++) {
        row.copy(columns.labels()[t], labels[t], rows);
      }
      if (columns.weight() >= 0) {
        row.copy(columns.weight(), weights, rows);
      }
      if (columns.holdOut() >= 0) {
        row.copy(columns.holdOut(), holdOut, rows);
      }
      rows++;
    }

    /** The batch of these rows; the next one begins. */
    public RowBatch build() {
      long[][] cells = Stream.of(features).map(CellColumn::take).toArray(long[][]::new);
      Texts[] texts = Stream.of(features).map(CellColumn::texts).toArray(Texts[]::new);
      Stream<CellColumn> dealt = Stream.of(labels);
      List<CellColumn> asLabels =
          (columns.holdOut() < 0 ? dealt : Stream.concat(dealt, Stream.of(holdOut))).toList();
      long[][] labelCells = asLabels.stream().map(CellColumn::take).toArray(long[][]::new);
      Texts[] labelTexts = asLabels.stream().map(CellColumn::texts).toArray(Texts[]::new);
      List<Set<String>> spellings = Stream.of(labels).map(LabelColumn::takeSpellings).toList();
      RowBatch batch =
          RowBatch.table(
                  rows,
                  cells,
                  texts,
                  labelCells,
                  labelTexts,
                  columns.weight() < 0 ? null : numbers(weights.take()))
              .with(spellings, malformed, isSuspect());
      rows = 0;
      malformed = 0;
      return batch;
    }

    private boolean isSuspect() {
      return Stream.concat(Stream.of(features), Stream.of(labels)).anyMatch(CellColumn::isSuspect);
    }

    /** Weights are numbers, or are told by their profile to be none. */
    private static long[] numbers(long[] cells) {
      for (int i = 0; i < cells.length; i++) {
        if (!Cell.isNumber(cells[i])) {
          cells[i] = Cell.MISSING;
        }
      }
      return cells;
    }
  }
}
