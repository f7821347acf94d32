package io.rappel.trainer.model;

import io.rappel.trainer.data.RowBatch;
import io.rappel.trainer.data.RowPack;
import io.rappel.trainer.data.RowTyping;
import io.rappel.trainer.math.Arithmetic;
import io.rappel.trainer.math.BlasKind;
import io.rappel.trainer.objective.Forward;
import io.rappel.trainer.objective.OutputDecoder;

/** Applies a {@link Model} to rows. Not safe for use by several threads at once. */
public final class Predictor {

  /**
   * Blocks are always of this size, padded, so that a row's result does not depend on how many are
   * beside it.
   */
  private static final int BLOCK_ROWS = 256;

  private final OutputDecoder decoder;
  private final Forward forward;
  private final RowTyping typing;
  private final boolean keepsSparse;

  /**
   * Makes the buffers.
   *
   * @param blas who multiplies; null: the fastest to be had
   * @param typing of the batches to come, for the model's features, labels left out
   */
  public Predictor(Model model, BlasKind blas, RowTyping typing) {
    this.decoder = model.decoder();
    this.typing = typing;
    this.keepsSparse = Forward.keepsSparse(model.encoder());
    this.forward =
        Forward.of(
            model.network(),
            model.parameters(),
            model.encoder(),
            model.precision(),
            Arithmetic.of(blas),
            BLOCK_ROWS);
  }

  /**
   * Predictions of rows: for classes the probability of each class, for numbers the values in the
   * label's units. A row's result does not depend on the rows beside it.
   *
   * @return [rows][classes or label columns]
   */
  public double[][] predict(RowBatch batch) {
    RowPack rows = RowPack.of(batch, typing, keepsSparse && batch.isSparse());
    double[][] decoded = new double[rows.rows()][];
    for (int from = 0; from < decoded.length; from += BLOCK_ROWS) {
      double[][] outputs = forward.outputs(rows, from, Math.min(decoded.length, from + BLOCK_ROWS));
      for (int i = 0; i < outputs.length; i++) {
        decoded[from + i] = decoder.decode(outputs[i]);
      }
    }
    return decoded;
  }
}
