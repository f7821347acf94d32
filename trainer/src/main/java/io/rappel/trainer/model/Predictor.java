package io.rappel.trainer.model;

import io.rappel.trainer.data.DataException;
import io.rappel.trainer.data.RowBatch;
import io.rappel.trainer.data.pack.RowPack;
import io.rappel.trainer.data.pack.RowTyping;
import io.rappel.trainer.math.Precision;
import io.rappel.trainer.math.blas.Arithmetic;
import io.rappel.trainer.math.blas.BlasKind;
import io.rappel.trainer.objective.Forward;
import io.rappel.trainer.objective.score.OutputDecoder;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Applies a {@link Model} to rows. Not safe for use by several threads at once. */
public final class Predictor {

  /**
   * Blocks of a network are always of one size, padded, so that a row's result does not depend on
   * how many are beside it.
   */
  private static final int BLOCK_ROWS = 256;

  private static final int MOST_SHOWN = 5;

  private final int blockRows;
  private final Precision precision;
  private final OutputDecoder decoder;
  private final boolean mayBeSparse;
  private final RowTyping typing;
  private final Model model;
  private final Arithmetic arithmetic;
  private Forward ofDense;
  private Forward ofSparse;
  private int[] classes = {};

  /**
   * Makes the buffers, for the model's own decisions between classes.
   *
   * @param blas who multiplies; null: the fastest to be had
   * @param typing of the batches to come, for the model's features, labels left out
   */
  public Predictor(Model model, BlasKind blas, RowTyping typing) {
    this(model, model.decoder(), blas, typing);
  }

  /**
   * Makes the buffers.
   *
   * @param decoder the model's, with a threshold or without
   * @param blas who multiplies; null: the fastest to be had
   * @param typing of the batches to come, for the model's features, labels left out
   */
  public Predictor(Model model, OutputDecoder decoder, BlasKind blas, RowTyping typing) {
    this.blockRows = model.network().blockRows(BLOCK_ROWS);
    this.precision = model.precision();
    this.decoder = decoder;
    this.typing = typing;
    this.model = model;
    this.arithmetic = Arithmetic.of(blas);
    this.mayBeSparse = Forward.keepsSparse(model.encoder());
  }

  /** Rows that stay sparse are centred by the weights, others one by one. */
  private Forward forward(boolean sparse) {
    if (sparse) {
      ofSparse = ofSparse == null ? make(true) : ofSparse;
      return ofSparse;
    }
    ofDense = ofDense == null ? make(false) : ofDense;
    return ofDense;
  }

  private Forward make(boolean sparse) {
    return Forward.of(
        model.network(),
        model.parameters(),
        model.encoder(),
        sparse,
        model.precision(),
        arithmetic,
        blockRows);
  }

  /**
   * Predictions of rows: for classes the probability of each class, for numbers the values in the
   * label's units. A row's result does not depend on the rows beside it.
   *
   * @return [rows][classes or label columns], all finite
   * @throws DataException if weights are so large that the model gives no number for a row
   */
  public double[][] predict(RowBatch batch) {
    boolean sparse = mayBeSparse && batch.isSparse();
    RowPack rows = RowPack.of(batch, typing, sparse);
    Forward forward = forward(sparse);
    double[][] decoded = new double[rows.rows()][];
    classes = new int[decoder.classes() > 0 ? decoded.length : 0];
    for (int from = 0; from < decoded.length; from += blockRows) {
      double[][] outputs = forward.outputs(rows, from, Math.min(decoded.length, from + blockRows));
      for (int i = 0; i < outputs.length; i++) {
        decoded[from + i] = decoder.decode(outputs[i]);
        if (!OutputDecoder.isFinite(decoded[from + i])) {
          throw overflow(rows, from + i);
        }
        if (classes.length > 0) {
          classes[from + i] = decoder.predictedClass(outputs[i]);
        }
      }
    }
    return decoded;
  }

  /** The classes that were predicted for the rows of the last batch, as indices; else empty. */
  public int[] classes() {
    return classes;
  }

  private DataException overflow(RowPack rows, int row) {
    int[] start = rows.start();
    String first =
        Arrays.stream(rows.numbers(row))
            .limit(MOST_SHOWN)
            .mapToObj(Double::toString)
            .collect(Collectors.joining(", "));
    return new DataException(
        "the model's weights are too large for %s: it gives no number for the row with the features %s%s"
            .formatted(precision, first, start[row + 1] - start[row] > MOST_SHOWN ? ", …" : ""));
  }

  /**
   * How many of all rows so far had a feature beyond the range of the arithmetic, whose end it
   * counts as; see {@link io.rappel.trainer.data.shard.FeatureRange}.
   */
  public long rowsBeyond() {
    return (ofDense == null ? 0 : ofDense.rowsBeyond())
        + (ofSparse == null ? 0 : ofSparse.rowsBeyond());
  }
}
