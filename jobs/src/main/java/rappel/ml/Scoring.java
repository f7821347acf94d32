package rappel.ml;

import io.rappel.jobs.rows.batch.FrameFeatures;
import io.rappel.jobs.rows.predict.FrameScoring;
import io.rappel.trainer.math.BlasKind;
import io.rappel.trainer.model.Model;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/** Predictions of a model beside the rows of frames. */
final class Scoring {

  private Scoring() {}

  /**
   * A frame with predictions, made when an action asks for them.
   *
   * @param vector the column of the model's vector, where it was trained on one
   * @param schema with the columns that are added
   */
  static Dataset<Row> transform(
      Model model,
      RappelParams stage,
      Dataset<?> dataset,
      String vector,
      StructType schema,
      FrameScoring.Cells cells) {
    BlasKind blas = Settings.of(stage).config().running().blas();
    return transform(
        model, blas, dataset, stage.isDefined(stage.featuresCols()) ? null : vector, schema, cells);
  }

  static Dataset<Row> transform(
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
