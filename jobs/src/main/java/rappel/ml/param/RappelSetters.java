package rappel.ml.param;

import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.Param;

/**
 * Sets the parameters of a training, of which {@link RappelParams} tells.
 *
 * @param <E> the estimator
 */
public interface RappelSetters<E> extends RappelParams {

  /** Sets a parameter. */
  @SuppressWarnings("unchecked")
  private <T> E with(Param<T> param, T value) {
    return (E) set(param, value);
  }

  /** Sets {@link RappelParams#featuresCols}. */
  default E setFeaturesCols(String[] value) {
    return with(featuresCols(), value);
  }

  /** Sets {@link RappelParams#weightCol}. */
  default E setWeightCol(String value) {
    return with(weightCol(), value);
  }

  /** Sets {@link RappelParams#validationIndicatorCol}. */
  default E setValidationIndicatorCol(String value) {
    return with(validationIndicatorCol(), value);
  }

  /** Sets {@link RappelParams#layers}. */
  default E setLayers(int[] value) {
    return with(layers(), value);
  }

  /** Sets {@link RappelParams#hidden}. */
  default E setHidden(int[] value) {
    return with(hidden(), value);
  }

  /** Sets {@link RappelParams#activation}. */
  default E setActivation(String value) {
    return with(activation(), value);
  }

  /** Sets {@link RappelParams#outputActivation}. */
  default E setOutputActivation(String value) {
    return with(outputActivation(), value);
  }

  /** Sets {@link RappelParams#bias}. */
  default E setBias(boolean value) {
    return with(bias(), value);
  }

  /** Sets {@link RappelParams#dropout}. */
  default E setDropout(double value) {
    return with(dropout(), value);
  }

  /** Sets {@link RappelParams#members}. */
  default E setMembers(int value) {
    return with(members(), value);
  }

  /** Sets {@link RappelParams#init}. */
  default E setInit(String value) {
    return with(init(), value);
  }

  /** Sets {@link RappelParams#initialWeights}. */
  default E setInitialWeights(Vector value) {
    return with(initialWeights(), value);
  }

  /** Sets {@link RappelParams#loss}. */
  default E setLoss(String value) {
    return with(loss(), value);
  }

  /** Sets {@link RappelParams#l2}. */
  default E setL2(double value) {
    return with(l2(), value);
  }

  /** Sets {@link RappelParams#l1}. */
  default E setL1(double value) {
    return with(l1(), value);
  }

  /** Sets {@link RappelParams#classWeight}. */
  default E setClassWeight(String value) {
    return with(classWeight(), value);
  }

  /** Sets {@link RappelParams#encoding}. */
  default E setEncoding(String value) {
    return with(encoding(), value);
  }

  /** Sets {@link RappelParams#scaling}. */
  default E setScaling(String value) {
    return with(scaling(), value);
  }

  /** Sets {@link RappelParams#maxLevels}. */
  default E setMaxLevels(int value) {
    return with(maxLevels(), value);
  }

  /** Sets {@link RappelParams#categories}. */
  default E setCategories(String[] value) {
    return with(categories(), value);
  }

  /** Sets {@link RappelParams#missing}. */
  default E setMissing(String[] value) {
    return with(missing(), value);
  }

  /** Sets {@link RappelParams#dateFormat}. */
  default E setDateFormat(String value) {
    return with(dateFormat(), value);
  }

  /** Sets {@link RappelParams#solver}. */
  default E setSolver(String value) {
    return with(solver(), value);
  }

  /** Sets {@link RappelParams#optimizer}. */
  default E setOptimizer(String value) {
    return with(optimizer(), value);
  }

  /** Sets {@link RappelParams#stepSize}. */
  default E setStepSize(double value) {
    return with(stepSize(), value);
  }

  /** Sets {@link RappelParams#learningRate}. */
  default E setLearningRate(double value) {
    return with(learningRate(), value);
  }

  /** Sets {@link RappelParams#schedule}. */
  default E setSchedule(String value) {
    return with(schedule(), value);
  }

  /** Sets {@link RappelParams#warmup}. */
  default E setWarmup(long value) {
    return with(warmup(), value);
  }

  /** Sets {@link RappelParams#weightDecay}. */
  default E setWeightDecay(double value) {
    return with(weightDecay(), value);
  }

  /** Sets {@link RappelParams#clipNorm}. */
  default E setClipNorm(double value) {
    return with(clipNorm(), value);
  }

  /** Sets {@link RappelParams#clipValue}. */
  default E setClipValue(double value) {
    return with(clipValue(), value);
  }

  /** Sets {@link RappelParams#batch}. */
  default E setBatch(String value) {
    return with(batch(), value);
  }

  /** Sets {@link RappelParams#sampling}. */
  default E setSampling(String value) {
    return with(sampling(), value);
  }

  /** Sets {@link RappelParams#seed}. */
  default E setSeed(long value) {
    return with(seed(), value);
  }

  /** Sets {@link RappelParams#maxIter}. */
  default E setMaxIter(int value) {
    return with(maxIter(), value);
  }

  /** Sets {@link RappelParams#maxSteps}. */
  default E setMaxSteps(long value) {
    return with(maxSteps(), value);
  }

  /** Sets {@link RappelParams#tol}. */
  default E setTol(double value) {
    return with(tol(), value);
  }

  /** Sets {@link RappelParams#patience}. */
  default E setPatience(int value) {
    return with(patience(), value);
  }

  /** Sets {@link RappelParams#keep}. */
  default E setKeep(String value) {
    return with(keep(), value);
  }

  /** Sets {@link RappelParams#validationFraction}. */
  default E setValidationFraction(double value) {
    return with(validationFraction(), value);
  }

  /** Sets {@link RappelParams#precision}. */
  default E setPrecision(String value) {
    return with(precision(), value);
  }

  /** Sets {@link RappelParams#blas}. */
  default E setBlas(String value) {
    return with(blas(), value);
  }

  /** Sets {@link RappelParams#localPath}. */
  default E setLocalPath(String value) {
    return with(localPath(), value);
  }

  /** Sets {@link RappelParams#partitions}. */
  default E setPartitions(int value) {
    return with(partitions(), value);
  }

  /** Sets {@link RappelParams#checkpointDir}. */
  default E setCheckpointDir(String value) {
    return with(checkpointDir(), value);
  }

  /** Sets {@link RappelParams#blockSize}. */
  default E setBlockSize(int value) {
    return with(blockSize(), value);
  }
}
