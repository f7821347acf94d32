package rappel.ml.model;

import io.rappel.trainer.model.Model;
import io.rappel.trainer.model.ModelFormat;
import org.apache.spark.ml.classification.TrainingSummary;
import org.apache.spark.ml.util.HasTrainingSummary;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import rappel.ml.param.ParamSet;
import rappel.ml.param.RappelParams;
import scala.Option;

/**
 * A network that Rappel has trained. Saved, it has the files of {@code rappel train}.
 *
 * @param <S> what it tells of its training
 */
public interface RappelModel<S extends ServerSummary & TrainingSummary>
    extends RappelParams, MLWritable, HasTrainingSummary<S> {

  /** What it holds; null while MLlib's constructors run. For the classes of Rappel. */
  ModelState<S> state();

  @Override
  default ParamSet paramSet() {
    return state() == null ? null : state().params();
  }

  /** The network with all that its use needs. */
  default Model network() {
    return state().model();
  }

  /** The SHA-256 of the weights' file, the same as in {@code metrics.json} of {@code train}. */
  default String weightsSha256() {
    return ModelFormat.weightsSha256(network());
  }

  @Override
  default Option<S> trainingSummary() {
    return state().summary();
  }

  @Override
  default void trainingSummary_$eq(Option<S> summary) {
    state().summarize(summary);
  }

  /** Keeps the summary in a local folder, for a server that puts models away for a while. */
  default void saveSummary(String path) {
    SummaryFile.write(path, summary());
  }

  @Override
  default MLWriter write() {
    return new ModelWriter(this, network());
  }
}
