package rappel.ml.param;

import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsReader$;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.sql.SparkSession;

/** What is written otherwise for other lines of Spark. */
public final class SparkLine {

  private SparkLine() {}

  /** A parameter of text. */
  static Param<String> text(Identifiable owner, String name, String doc) {
    return new Param<>(owner, name, doc);
  }

  /** A parameter of vectors. */
  static Param<Vector> vector(Identifiable owner, String name, String doc) {
    return new Param<>(owner, name, doc);
  }

  /** Uid and parameters of a saved stage. */
  public static DefaultParamsReader.Metadata metadata(String path, SparkSession session) {
    return DefaultParamsReader$.MODULE$.loadMetadata(path, session, "");
  }
}
