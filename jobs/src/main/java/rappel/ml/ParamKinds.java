package rappel.ml;

import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.util.Identifiable;

/** Parameters of kinds for which Spark has no class of its own. */
final class ParamKinds {

  private ParamKinds() {}

  static Param<String> text(Identifiable owner, String name, String doc) {
    return new Param<>(owner, name, doc);
  }

  static Param<Vector> vector(Identifiable owner, String name, String doc) {
    return new Param<>(owner, name, doc);
  }
}
