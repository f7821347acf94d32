package io.rappel.jobs.rows.batch;

import io.rappel.trainer.data.Cell;
import io.rappel.trainer.data.RowBatch;
import io.rappel.trainer.data.Texts;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/** Features of rows with columns. Numbers are never objects on the way. */
public final class TableFeatures implements FeatureReader {

  private static final long serialVersionUID = 1L;

  private final BatchColumns columns;
  private final DataType[] types;
  private final InternalColumn[] cells;

  /**
   * @param columns which are the features; labels and weight are not read
   * @param schema of the rows
   */
  public TableFeatures(BatchColumns columns, StructType schema) {
    this.columns = columns;
    this.types = new DataType[columns.features().length];
    this.cells = new InternalColumn[types.length];
    for (int j = 0; j < types.length; j++) {
      int column = columns.features()[j];
      types[j] = schema.apply(column).dataType();
      cells[j] = new InternalColumn(column, types[j]);
    }
  }

  @Override
  public boolean isRow(InternalRow row) {
    return true;
  }

  @Override
  public Reading begin() {
    return new Batches();
  }

  private boolean isMalformed(InternalRow row) {
    return columns.findsTypes() && !row.isNullAt(columns.width());
  }

  private final class Batches implements Reading {

    private final CellColumn[] features = new CellColumn[types.length];

    Batches() {
      Arrays.setAll(features, j -> new CellColumn(columns.texts(), columns.categories()[j]));
    }

    @Override
    public RowBatch read(List<InternalRow> rows) {
      List<InternalRow> sound = rows;
      if (columns.findsTypes()) {
        sound = rows.stream().filter(row -> !isMalformed(row)).toList();
      }
      for (int j = 0; j < features.length; j++) {
        read(sound, j);
      }
      return batch(sound.size(), rows.size() - sound.size());
    }

    private void read(List<InternalRow> rows, int j) {
      int column = columns.features()[j];
      for (int i = 0; i < rows.size(); i++) {
        InternalRow row = rows.get(i);
        if (types[j] instanceof DoubleType && features[j].takesNumbers()) {
          features[j].setCell(
              i, row.isNullAt(column) ? Cell.MISSING : Cell.number(row.getDouble(column)));
        } else {
          features[j].set(i, cells[j].value(row));
        }
      }
    }

    @Override
    public RowBatch read(ColumnarBatch batch, int from, int to) {
      for (int j = 0; j < features.length; j++) {
        ColumnVector vector = batch.column(columns.features()[j]);
        if (!features[j].takesNumbers() || !numbers(vector, types[j], from, to, features[j])) {
          for (int i = from; i < to; i++) {
            features[j].set(i - from, cells[j].value(batch.getRow(i)));
          }
        }
      }
      return batch(to - from, 0);
    }

    private RowBatch batch(int rows, int malformed) {
      long[][] numbers = Stream.of(features).map(CellColumn::take).toArray(long[][]::new);
      Texts[] texts = Stream.of(features).map(CellColumn::texts).toArray(Texts[]::new);
      boolean suspect = Stream.of(features).anyMatch(CellColumn::isSuspect);
      return RowBatch.table(rows, numbers, texts, new long[0][], new Texts[0], null)
          .with(List.of(), malformed, suspect);
    }
  }

  /** Reads a column of numbers; false: it is none. */
  private static boolean numbers(
      ColumnVector vector, DataType type, int from, int to, CellColumn cells) {
    int n = to - from;
    if (type instanceof DoubleType) {
      double[] values = vector.getDoubles(from, n);
      for (int i = 0; i < n; i++) {
        cells.setCell(i, vector.isNullAt(from + i) ? Cell.MISSING : Cell.number(values[i]));
      }
    } else if (type instanceof FloatType) {
      float[] values = vector.getFloats(from, n);
      for (int i = 0; i < n; i++) {
        cells.setCell(i, vector.isNullAt(from + i) ? Cell.MISSING : Cell.number(values[i]));
      }
    } else if (type instanceof LongType) {
      long[] values = vector.getLongs(from, n);
      for (int i = 0; i < n; i++) {
        cells.setCell(i, vector.isNullAt(from + i) ? Cell.MISSING : Cell.number(values[i]));
      }
    } else if (type instanceof IntegerType) {
      int[] values = vector.getInts(from, n);
      for (int i = 0; i < n; i++) {
        cells.setCell(i, vector.isNullAt(from + i) ? Cell.MISSING : Cell.number(values[i]));
      }
    } else {
      return false;
    }
    return true;
  }
}
