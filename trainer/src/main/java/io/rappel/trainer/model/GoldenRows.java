package io.rappel.trainer.model;

import io.rappel.trainer.data.Task;
import io.rappel.trainer.features.Feature;
import io.rappel.trainer.features.FeatureEncoder;
import io.rappel.trainer.features.RawCells;
import io.rappel.trainer.math.Precision;
import io.rappel.trainer.math.blas.Arithmetic;
import io.rappel.trainer.math.blas.BlasKind;
import io.rappel.trainer.model.file.ModelFormatException;
import io.rappel.trainer.model.file.Quoted;
import io.rappel.trainer.objective.Forward;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Rows that a model was trained on, as raw cells, with what it gave for them when it was made. A
 * model that gives something else is not what it was, or is applied in another way.
 *
 * @param rows may be none
 */
public record GoldenRows(List<Row> rows) implements Serializable {

  /** A model that has none. */
  public static final GoldenRows NONE = new GoldenRows(List.of());

  /** How many rows a model gets, at the most. */
  public static final int MOST = 16;

  public GoldenRows {
    rows = List.copyOf(rows);
  }

  /**
   * A row.
   *
   * @param cells of each feature, in the order of the model's; see {@link RawCells}
   * @param outputs probabilities of the classes, or values in the label's units
   */
  public record Row(List<Object> cells, List<Double> outputs) implements Serializable {
    public Row {
      cells = Collections.unmodifiableList(new ArrayList<>(cells));
      outputs = List.copyOf(outputs);
    }
  }

  /**
   * What a replay has found.
   *
   * @param rows that were replayed
   * @param largest difference from what is stored, of probabilities, or of values in standard
   *     deviations of the label or in shares of themselves, whichever is less
   * @param sameArithmetic whether the model was made with this arithmetic
   */
  public record Replay(int rows, double largest, boolean sameArithmetic) {}

  /**
   * Rows with what a model gives for them now.
   *
   * @param blas who multiplies; null: the fastest to be had
   */
  public static GoldenRows of(Model model, List<List<Object>> cells, BlasKind blas) {
    if (cells.isEmpty()) {
      return NONE;
    }
    double[][] outputs = outputs(model, cells, blas);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < outputs.length; i++) {
      rows.add(new Row(cells.get(i), DoubleStream.of(outputs[i]).boxed().toList()));
    }
    return new GoldenRows(rows);
  }

  private static double[][] outputs(Model model, List<List<Object>> cells, BlasKind blas) {
    FeatureEncoder encoder = model.encoder();
    return new Predictor(model, blas, encoder.typing(encoder.names(), 0, null))
        .predict(RawCells.batch(encoder.features(), cells, Forward.keepsSparse(encoder)));
  }

  /**
   * Applies a model to its rows and compares.
   *
   * @param of the model that these are of
   * @param blas who multiplies; null: the fastest to be had
   * @param file path for messages
   * @throws ModelFormatException if it gives something else than what is stored, beyond what
   *     another arithmetic accounts for
   */
  public Replay replay(Model of, BlasKind blas, String file) {
    Arithmetic arithmetic = Arithmetic.of(blas);
    boolean same =
        arithmetic.fingerprint(of.precision()).equals(of.provenance().get("fingerprint"));
    double tolerance = tolerance(of.precision(), same);
    double largest = 0;
    double[][] outputs =
        rows.isEmpty()
            ? new double[0][]
            : outputs(of, rows.stream().map(Row::cells).toList(), blas);
    for (int i = 0; i < outputs.length; i++) {
      for (int j = 0; j < outputs[i].length; j++) {
        double stored = rows.get(i).outputs().get(j);
        double difference = Math.abs(outputs[i][j] - stored) / unit(of, j, stored);
        if (!(difference <= tolerance)) {
          throw new ModelFormatException(
              "%s: golden row %d gives %s for %s and not %s, as when the model was made: features or weights are not what they were, or are applied in another way"
                  .formatted(file, i, outputs[i][j], Quoted.of(of.outputLabels().get(j)), stored));
        }
        largest = Math.max(largest, difference);
      }
    }
    return new Replay(rows.size(), largest, same);
  }

  /** In what differences are measured. */
  private static double unit(Model model, int output, double stored) {
    return model.schema().task() == Task.CLASSIFICATION
        ? 1
        : Math.max(Math.abs(stored), 1 / model.targetScaling().factor(output));
  }

  /** Other arithmetics round otherwise in each layer. */
  private static double tolerance(Precision precision, boolean sameArithmetic) {
    return precision == Precision.FLOAT32
        ? sameArithmetic ? 1e-5 : 1e-3
        : sameArithmetic ? 1e-12 : 1e-9;
  }

  /**
   * @throws IllegalArgumentException if a row is none of a model's
   */
  void requireFit(FeatureEncoder encoder, DataSchema schema) {
    int outputs =
        schema.task() == Task.CLASSIFICATION ? schema.classes().size() : schema.labels().size();
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      if (row.cells().size() != encoder.features().size() || row.outputs().size() != outputs) {
        throw new IllegalArgumentException(
            "golden row %d has %d cells and %d outputs, not %d and %d"
                .formatted(
                    i,
                    row.cells().size(),
                    row.outputs().size(),
                    encoder.features().size(),
                    outputs));
      }
      for (int j = 0; j < row.cells().size(); j++) {
        Feature feature = encoder.features().get(j);
        if (!RawCells.fits(feature.kind(), row.cells().get(j))) {
          throw new IllegalArgumentException(
              "golden row %d has a cell of %s that is no %s"
                  .formatted(i, Quoted.of(feature.name()), feature.kind()));
        }
      }
    }
  }
}
