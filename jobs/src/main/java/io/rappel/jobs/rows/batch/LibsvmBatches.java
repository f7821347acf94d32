package io.rappel.jobs.rows.batch;

import io.rappel.jobs.rows.cell.LibsvmLine;
import io.rappel.trainer.data.Cell;
import io.rappel.trainer.data.RowBatch;
import io.rappel.trainer.data.SparseCells;
import io.rappel.trainer.data.Texts;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.Row;

/** Makes batches of lines of LIBSVM: sparse rows, whose label is a number. */
public final class LibsvmBatches implements BatchMaker {

  private static final long serialVersionUID = 1L;

  private final int width;
  private final boolean withLabels;

  /**
   * @param width columns that are read; those beyond are left out. {@link Integer#MAX_VALUE}: all
   */
  public LibsvmBatches(int width, boolean withLabels) {
    this.width = width;
    this.withLabels = withLabels;
  }

  @Override
  public Iterator<RowBatch> call(Iterator<Row> rows) {
    return RowBatches.batches(
        rows,
        () -> {
          Builder builder = new Builder();
          while (rows.hasNext() && builder.rows() < RowBatch.ROWS) {
            builder.add(rows.next());
          }
          return builder.build();
        });
  }

  /** Collects lines. */
  public final class Builder {

    private int rows;
    private int malformed;
    private int[] start = new int[64];
    private int[] columns = new int[1024];
    private double[] values = new double[1024];
    private long[] labels = new long[64];

    /** Rows so far, malformed ones not counted. */
    public int rows() {
      return rows;
    }

    /** Adds a line. */
    public void add(Row row) {
      add(row.getString(0));
    }

    /** Adds a line. */
    void add(String line) {
      try {
        add(LibsvmLine.parse(line));
      } catch (IllegalArgumentException e) {
        malformed++;
      }
    }

    private void add(LibsvmLine line) {
      if (rows + 1 == start.length) {
        start = Arrays.copyOf(start, 2 * start.length);
        labels = Arrays.copyOf(labels, start.length);
      }
      int count = line.countBelow(width);
      int at = start[rows];
      if (at + count > columns.length) {
        int room = Math.max(at + count, 2 * columns.length);
        columns = Arrays.copyOf(columns, room);
        values = Arrays.copyOf(values, room);
      }
      line.copy(count, columns, values, at);
      labels[rows] = Cell.number(line.label());
      start[++rows] = at + count;
    }

    /** The batch of these lines. */
    public RowBatch build() {
      SparseCells cells = new SparseCells(width, start, columns, values);
      long[][] label = withLabels ? new long[][] {labels} : new long[0][];
      return RowBatch.sparse(rows, cells, label, new Texts[label.length], null)
          .with(List.of(), malformed, malformed > 0);
    }
  }
}
