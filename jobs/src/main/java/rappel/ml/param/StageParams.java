package rappel.ml.param;

import org.apache.spark.ml.PredictorParams;

/** A stage whose parameters are in one place, which is there once MLlib's constructors have run. */
public interface StageParams extends PredictorParams {

  /** The parameters as objects; null while MLlib's constructors run. For the classes of Rappel. */
  ParamSet paramSet();

  @Override
  default String uid() {
    ParamSet params = paramSet();
    return params == null ? PendingUid.current() : params.uid();
  }
}
