package io.rappel.trainer.spark;

import io.rappel.trainer.Trainer;
import io.rappel.trainer.TrainingResult;
import io.rappel.trainer.math.blas.Arithmetic;
import io.rappel.trainer.model.ColumnShuffles;
import io.rappel.trainer.model.GoldenRows;
import io.rappel.trainer.model.Importance;
import io.rappel.trainer.model.Model;
import io.rappel.trainer.network.Network;
import io.rappel.trainer.objective.DivergedException;
import io.rappel.trainer.objective.Objective;
import io.rappel.trainer.objective.score.ScoreSpec;
import io.rappel.trainer.objective.score.ScoreSum;
import io.rappel.trainer.spark.rows.PreparedData;
import java.util.Arrays;
import java.util.Map;

/** What a run that has ended gives: a model, and how well it does on the rows. */
final class TrainedModel {

  private final PreparedData data;
  private final Network network;
  private final Arithmetic arithmetic;
  private final double[] parameters;

  /**
   * @param network that was trained, or the average of those that were
   * @param parameters of the run's end, in any precision
   */
  TrainedModel(PreparedData data, Network network, Arithmetic arithmetic, double[] parameters) {
    this.data = data;
    this.network = network;
    this.arithmetic = arithmetic;
    this.parameters = data.precision().round(parameters);
  }

  /**
   * Scores the rows to train on with it.
   *
   * @param heldOut scores of validation rows; null: there are none
   * @throws DivergedException if the model gives no numbers
   */
  TrainingResult result(Trainer.Outcome outcome, Objective objective, ScoreSum heldOut) {
    int shards = data.packed().trainRowsOfShards().length;
    ScoreSpec spec = ScoreSpec.of(data.decoder(), data.packed().trainRows()).forReport(shards);
    ScoreSum train = objective.score(parameters, false, spec, "metrics of training rows");
    requireFinite(train, heldOut);
    ScoreSum shown = heldOut == null ? train : heldOut;
    Model model = model();
    return new TrainingResult(
        model.with(GoldenRows.of(model, data.golden(), data.config().running().blas())),
        train.toMap(data.outputLabels()),
        heldOut == null ? Map.of() : heldOut.toMap(data.outputLabels()),
        shown.sample(),
        shown.curves(),
        outcome.interrupted() ? null : importance(model),
        outcome.epochs(),
        outcome.steps(),
        outcome.seconds(),
        outcome.examplesPerSecond(),
        outcome.stoppedBecause(),
        outcome.interrupted(),
        outcome.resumedAt());
  }

  private Importance importance(Model model) {
    return data.importanceRows()
        .map(
            rows ->
                ColumnShuffles.of(
                    model,
                    data.specs(),
                    rows,
                    data.config().batches().seed(),
                    data.config().running().blas()))
        .orElse(null);
  }

  private Model model() {
    return new Model(
        data.schema(),
        network,
        parameters,
        data.precision(),
        data.problem().loss(),
        data.encoder(),
        data.targets(),
        Map.of(
            "blas",
            arithmetic.description(),
            "fingerprint",
            arithmetic.fingerprint(data.precision())));
  }

  private void requireFinite(ScoreSum train, ScoreSum heldOut) {
    if (!train.isFinite()
        || heldOut != null && !heldOut.isFinite()
        || !Arrays.stream(parameters).allMatch(Double::isFinite)) {
      throw new DivergedException(
          "the weights have become so large that the loss is no number in %s: a smaller --learning-rate or --scaling standard may help"
              .formatted(data.precision()));
    }
  }
}
