package io.rappel.jobs.rows.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rappel.trainer.data.Cell;
import io.rappel.trainer.data.CellRules;
import io.rappel.trainer.data.DataException;
import io.rappel.trainer.data.RowBatch;
import io.rappel.trainer.features.FeatureSpec;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.VectorUDT;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

/** Arrays and vectors of a frame become the same cells with and without columns beside them. */
class FrameFeaturesTest {

  private static final List<FeatureSpec> ENTRIES =
      List.of(FeatureSpec.entry("x[0]"), FeatureSpec.entry("x[1]"), FeatureSpec.entry("x[2]"));

  private static final StructType ARRAYS =
      new StructType()
          .add("n", DataTypes.DoubleType)
          .add("x", DataTypes.createArrayType(DataTypes.DoubleType));

  private static InternalRow row(Object... cells) {
    return new GenericInternalRow(cells);
  }

  private static List<InternalRow> arrays() {
    return List.of(
        row(7.0, new GenericArrayData(new Object[] {1.5, null, -0.0})),
        row(8.0, null),
        row(9.0, new GenericArrayData(new Object[] {Double.NaN, -2.0, 3.0})));
  }

  private static RowBatch read(StructType schema, List<FeatureSpec> specs, List<InternalRow> rows) {
    return FrameFeatures.of(schema, specs, CellRules.DEFAULT, null, null).begin().read(rows);
  }

  private static List<List<Long>> cells(RowBatch batch, int from) {
    List<List<Long>> columns = new ArrayList<>();
    for (int j = from; j < batch.columns(); j++) {
      List<Long> column = new ArrayList<>();
      for (int i = 0; i < batch.rows(); i++) {
        column.add(batch.column(j)[i]);
      }
      columns.add(column);
    }
    return columns;
  }

  private static final List<List<Long>> CELLS =
      List.of(
          List.of(Cell.number(1.5), Cell.MISSING, Cell.MISSING),
          List.of(Cell.MISSING, Cell.MISSING, Cell.number(-2)),
          List.of(Cell.number(0), Cell.MISSING, Cell.number(3)));

  @Test
  void rowsOfOneArrayStayRows() {
    RowBatch batch = read(ARRAYS, ENTRIES, arrays());
    assertThat(batch.byRow())
        .containsExactly(
            1.5, Double.NaN, 0.0, Double.NaN, Double.NaN, Double.NaN, Double.NaN, -2.0, 3.0);
    assertThat(cells(batch, 0)).isEqualTo(CELLS);
    RowBatch part = batch.part(new int[] {0, 2});
    assertThat(part.byRow()).containsExactly(1.5, Double.NaN, 0.0, Double.NaN, -2.0, 3.0);
    assertThat(part.column(2)).containsExactly(Cell.number(0), Cell.number(3));
  }

  @Test
  void withAColumnBesideThemTheCellsAreTheSame() {
    List<FeatureSpec> specs = new ArrayList<>(List.of(FeatureSpec.number("n")));
    specs.addAll(ENTRIES);
    RowBatch batch = read(ARRAYS, specs, arrays());
    assertThat(batch.byRow()).isNull();
    assertThat(cells(batch, 1)).isEqualTo(CELLS);
    assertThat(batch.column(0)).startsWith(Cell.number(7), Cell.number(8), Cell.number(9));
  }

  @Test
  void numbersThatStandForNothingAreMissing() {
    CellRules rules = new CellRules(List.of("-2", "8"), null);
    List<FeatureSpec> specs = new ArrayList<>(List.of(FeatureSpec.number("n")));
    specs.addAll(ENTRIES);
    RowBatch batch = FrameFeatures.of(ARRAYS, specs, rules, null, null).begin().read(arrays());
    assertThat(cells(batch, 0).get(0))
        .containsExactly(Cell.number(7), Cell.MISSING, Cell.number(9));
    assertThat(cells(batch, 1).get(1)).containsOnly(Cell.MISSING);
    RowBatch vectors = FrameFeatures.of(ARRAYS, ENTRIES, rules, null, null).begin().read(arrays());
    assertThat(vectors.byRow()).endsWith(Double.NaN, Double.NaN, 3.0);
  }

  @Test
  void sparseVectorsAreAsDenseOnes() {
    StructType schema = new StructType().add("x", SQLDataTypes.VectorType());
    VectorUDT type = new VectorUDT();
    List<InternalRow> rows = new ArrayList<>();
    for (Vector vector :
        List.of(Vectors.dense(0, 4, 0), Vectors.sparse(3, new int[] {1}, new double[] {4}))) {
      rows.add(row(type.serialize(vector)));
    }
    rows.add(row((Object) null));
    assertThat(read(schema, ENTRIES, rows).byRow())
        .containsExactly(0, 4, 0, 0, 4, 0, Double.NaN, Double.NaN, Double.NaN);

    List<InternalRow> shorter = List.of(row(type.serialize(Vectors.dense(1, 2))));
    assertThatThrownBy(() -> read(schema, ENTRIES, shorter))
        .isInstanceOf(DataException.class)
        .hasMessage("column 'x' has an array of 2 numbers, and the model's has 3");
  }
}
