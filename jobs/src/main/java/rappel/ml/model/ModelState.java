package rappel.ml.model;

import io.rappel.trainer.model.Model;
import java.io.Serializable;
import org.apache.spark.ml.linalg.Vector;
import rappel.ml.frame.OneRow;
import rappel.ml.param.ParamSet;
import rappel.ml.param.PendingUid;
import rappel.ml.param.RappelParams;
import rappel.ml.param.Settings;
import scala.Option;

/**
 * What a model holds, whichever its kind.
 *
 * @param <S> what it tells of its training
 */
public final class ModelState<S> implements Serializable {

  private static final long serialVersionUID = 1L;

  private final ParamSet params;
  private final Model model;
  private transient S summary;
  private transient OneRow oneRow;

  /**
   * @param owner the stage
   * @param pending its uid, which is taken
   * @param model null: there is none
   */
  public ModelState(RappelParams owner, PendingUid pending, Model model) {
    this.params = new ParamSet(owner, pending);
    this.model = model;
  }

  ParamSet params() {
    return params;
  }

  public Model model() {
    return model;
  }

  /** How many features there are; -1: nobody knows. */
  public int features() {
    return model == null ? -1 : model.schema().features().size();
  }

  public Option<S> summary() {
    return Option.apply(summary);
  }

  void summarize(Option<S> of) {
    summary = of.isDefined() ? of.get() : null;
  }

  /** Probability of each class, or the value, of one vector. */
  public synchronized double[] predict(Vector features, RappelParams owner) {
    if (oneRow == null) {
      oneRow = new OneRow(model, Settings.of(owner).config().running().blas());
    }
    return oneRow.predict(features);
  }
}
