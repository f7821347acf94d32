package io.rappel.jobs.rows.batch;

import io.rappel.jobs.rows.cell.LibsvmLine;
import io.rappel.trainer.data.RowBatch;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/** Features of lines of LIBSVM. */
public final class LibsvmFeatures implements FeatureReader {

  private static final long serialVersionUID = 1L;

  private final LibsvmBatches batches;

  /**
   * @param width columns that are read; those beyond are left out
   */
  public LibsvmFeatures(int width) {
    this.batches = new LibsvmBatches(width, false);
  }

  /** The text of a line. */
  public static String line(InternalRow row) {
    return row.getUTF8String(0).toString();
  }

  @Override
  public boolean isRow(InternalRow row) {
    return LibsvmLine.isRow(line(row));
  }

  @Override
  public Reading begin() {
    return new Reading() {
      @Override
      public RowBatch read(List<InternalRow> rows) {
        LibsvmBatches.Builder builder = batches.new Builder();
        rows.forEach(row -> builder.add(line(row)));
        return builder.build();
      }

      @Override
      public RowBatch read(ColumnarBatch columns, int from, int to) {
        throw new IllegalStateException("lines of text have no columns");
      }
    };
  }
}
