package rappel.ml.param;

import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.shared.HasWeightCol;

/**
 * The parameters of a training: under MLlib's names where it has them, and else under those of the
 * options of {@code rappel train}, whose defaults they have. What is unset is chosen by the data.
 */
public interface RappelParams
    extends ColumnParams,
        NetworkParams,
        ObjectiveParams,
        DescentParams,
        EndParams,
        RunningParams,
        HasWeightCol {

  /** Spark's own way of telling the parameter, which is there already. */
  @Override
  default void org$apache$spark$ml$param$shared$HasWeightCol$_setter_$weightCol_$eq(
      Param<String> param) {}

  /** The column that says how much each row counts; unset: all count alike. */
  @Override
  default Param<String> weightCol() {
    return paramSet().weightCol;
  }
}
