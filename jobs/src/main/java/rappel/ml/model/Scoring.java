package rappel.ml.model;

import io.rappel.jobs.rows.batch.FrameFeatures;
import io.rappel.jobs.rows.predict.FrameScoring;
import io.rappel.trainer.math.blas.BlasKind;
import io.rappel.trainer.model.Model;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import rappel.ml.frame.Columns;
import rappel.ml.param.Settings;
import rappel.ml.param.Wording;

/** Predictions of a model beside the rows of frames. */
public final class Scoring {

  private Scoring() {}

  /**
   * A frame with predictions, made when an action asks for them.
   *
   * @param schema with the columns that are added
   */
  public static Dataset<Row> transform(
      RappelModel<?> stage, Dataset<?> dataset, StructType schema, FrameScoring.Cells cells) {
    BlasKind blas = Settings.of(stage).config().running().blas();
    String vector = stage.isDefined(stage.featuresCols()) ? null : stage.getFeaturesCol();
    return transform(stage.network(), blas, dataset, vector, schema, cells);
  }

  /**
   * The same for models that are no stages of Rappel's.
   *
   * @param blas who multiplies; null: the fastest to be had
   * @param vector the column of the model's vector; null: its features are columns
   */
  public static Dataset<Row> transform(
      Model model,
      BlasKind blas,
      Dataset<?> dataset,
      String vector,
      StructType schema,
      FrameScoring.Cells cells) {
    return Wording.ofParams(
        () -> {
          FrameFeatures features =
              FrameFeatures.of(
                  dataset.schema(),
                  model.encoder().specs(),
                  model.schema().cells(),
                  Columns.array(model.schema().features()),
                  vector == null ? Columns.array(model.schema().features()) : vector);
          return new FrameScoring(model, blas, features, cells).of(dataset.toDF(), schema);
        });
  }
}
