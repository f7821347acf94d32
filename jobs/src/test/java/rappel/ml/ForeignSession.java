package rappel.ml;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** A program with a session of its own, of which Rappel knows nothing. */
public final class ForeignSession {

  private ForeignSession() {}

  /** The argument is the serializer's class. */
  public static void main(String[] arguments) {
    SparkSession.Builder builder =
        SparkSession.builder()
            .master("local[2]")
            .appName("foreign")
            .config("spark.ui.enabled", "false")
            .config("spark.serializer", arguments[0]);
    SparkSession session = builder.getOrCreate();
    System.out.println("sha256 " + sha256(session));
    session.stop();
  }

  /** Of a model of the session; it has predicted then. */
  public static String sha256(SparkSession session) {
    Dataset<Row> frame = Frames.people(session);
    RappelClassificationModel model =
        Frames.quick()
            .setFeaturesCols(new String[] {"x", "y", "town", "above"})
            .setLabelCol("income")
            .setLocalPath("never")
            .fit(frame);
    if (model.transform(frame).where("prediction >= 0").count() != frame.count()) {
      throw new IllegalStateException("rows without a prediction");
    }
    return model.weightsSha256();
  }
}
