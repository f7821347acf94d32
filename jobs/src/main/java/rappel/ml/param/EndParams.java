package rappel.ml.param;

import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;

/** How long a training goes on, and what it is validated on. */
public interface EndParams extends StageParams {

  /** How often each row is used at the most. */
  default IntParam maxIter() {
    return paramSet().maxIter;
  }

  /** The value of {@link #maxIter}, or its default. */
  default int getMaxIter() {
    return (int) getOrDefault(maxIter());
  }

  /** How many updates at the most; 0: no limit. */
  default LongParam maxSteps() {
    return paramSet().maxSteps;
  }

  /** The value of {@link #maxSteps}, or its default. */
  default long getMaxSteps() {
    return (long) getOrDefault(maxSteps());
  }

  /** Stops when the objective's relative change from epoch to epoch is at most this; 0: never. */
  default DoubleParam tol() {
    return paramSet().tol;
  }

  /** The value of {@link #tol}, or its default. */
  default double getTol() {
    return (double) getOrDefault(tol());
  }

  /** Stops after so many epochs without a better validation loss; 0: never. */
  default IntParam patience() {
    return paramSet().patience;
  }

  /** The value of {@link #patience}, or its default. */
  default int getPatience() {
    return (int) getOrDefault(patience());
  }

  /** Parameters that are the result: best or last. */
  default Param<String> keep() {
    return paramSet().keep;
  }

  /** The value of {@link #keep}, or its default. */
  default String getKeep() {
    return getOrDefault(keep());
  }

  /** Share of the rows that is held out, by their content, to validate on; 0: none. */
  default DoubleParam validationFraction() {
    return paramSet().validationFraction;
  }

  /** The value of {@link #validationFraction}, or its default. */
  default double getValidationFraction() {
    return (double) getOrDefault(validationFraction());
  }
}
