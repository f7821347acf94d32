package io.rappel.jobs.rows.predict;

import io.rappel.jobs.rows.batch.FeatureReader;
import io.rappel.trainer.data.RowBatch;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/** The rows of a task, a block at a time, and the features of each block. */
interface InputBlocks {

  /** Rows of a block, at the most. */
  int ROWS = 256;

  /** Goes on to the next block, if there is one; what was of the one before is no more. */
  boolean advance();

  /** The features of the block's rows, without malformed ones. */
  RowBatch batch();

  /** Rows of the block. */
  int rows();

  /** A row of the block. */
  InternalRow row(int index);

  /** Of rows, each of which Spark may reuse for the next. */
  final class OfRows implements InputBlocks {

    private final Iterator<InternalRow> all;
    private final FeatureReader reader;
    private final FeatureReader.Reading reading;
    private final List<InternalRow> block = new ArrayList<>();

    OfRows(Iterator<InternalRow> all, FeatureReader reader) {
      this.all = all;
      this.reader = reader;
      this.reading = reader.begin();
    }

    @Override
    public boolean advance() {
      block.clear();
      while (block.size() < ROWS && all.hasNext()) {
        InternalRow row = all.next();
        if (reader.isRow(row)) {
          block.add(row.copy());
        }
      }
      return !block.isEmpty();
    }

    @Override
    public RowBatch batch() {
      return reading.read(block);
    }

    @Override
    public int rows() {
      return block.size();
    }

    @Override
    public InternalRow row(int index) {
      return block.get(index);
    }
  }

  /** Of batches of columns, which are cut into blocks and not copied. */
  final class OfColumns implements InputBlocks {

    private final Iterator<ColumnarBatch> all;
    private final FeatureReader.Reading reading;
    private final long first;
    private final long end;
    private ColumnarBatch columns;
    private long passed;
    private int from;
    private int to;

    /**
     * @param share the first row to take, and the one behind the last
     */
    OfColumns(Iterator<ColumnarBatch> all, FeatureReader.Reading reading, long[] share) {
      this.all = all;
      this.reading = reading;
      this.first = share[0];
      this.end = share[1];
    }

    @Override
    public boolean advance() {
      from = to;
      while (columns == null || from >= columns.numRows()) {
        passed += columns == null ? 0 : columns.numRows();
        if (passed >= end || !all.hasNext()) {
          return false;
        }
        columns = all.next();
        from = (int) Math.min(columns.numRows(), Math.max(0, first - passed));
      }
      to = (int) Math.min(Math.min(from + ROWS, columns.numRows()), end - passed);
      return to > from;
    }

    @Override
    public RowBatch batch() {
      return reading.read(columns, from, to);
    }

    @Override
    public int rows() {
      return to - from;
    }

    @Override
    public InternalRow row(int index) {
      return columns.getRow(from + index);
    }
  }
}
