package rappel.ml.param;

import org.apache.spark.ml.classification.ProbabilisticClassifierParams;
import org.apache.spark.ml.param.Param;

/** The parameters of a training that learns classes. */
public interface ClassParams extends RappelParams, ProbabilisticClassifierParams {

  /** The column that the predicted class's text goes into; unset: none. */
  default Param<String> predictedLabelCol() {
    return paramSet().predictedLabelCol;
  }

  /** The value of {@link #predictedLabelCol}. */
  default String getPredictedLabelCol() {
    return getOrDefault(predictedLabelCol());
  }
}
