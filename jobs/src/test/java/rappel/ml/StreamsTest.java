package rappel.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static rappel.ml.Frames.people;
import static rappel.ml.Frames.quick;
import static rappel.ml.Frames.session;
import static rappel.ml.Frames.vectors;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.functions;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.streaming.Trigger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models on frames of Structured Streaming. */
class StreamsTest {

  @TempDir Path folder;

  /** The rows as a stream of files. */
  private Dataset<Row> stream(Dataset<Row> rows) {
    String place = folder.resolve("rows").toString();
    rows.write().parquet(place);
    return session().readStream().schema(rows.schema()).parquet(place);
  }

  /** The rows of all batches of a stream, each of which becomes a frame. */
  private List<Row> collected(Dataset<Row> stream, UnaryOperator<Dataset<Row>> each)
      throws Exception {
    List<Row> rows = Collections.synchronizedList(new ArrayList<>());
    VoidFunction2<Dataset<Row>, Long> add =
        (batch, id) -> rows.addAll(each.apply(batch).collectAsList());
    stream
        .writeStream()
        .foreachBatch(add)
        .trigger(Trigger.AvailableNow())
        .option("checkpointLocation", folder.resolve("checkpoint").toString())
        .start()
        .awaitTermination();
    return rows;
  }

  @Test
  void aModelOfAVectorScoresAStreamAsItScoresAFrame() throws Exception {
    Dataset<Row> rows = vectors(session());
    RappelClassificationModel model = quick().setPredictedLabelCol("said").fit(rows);

    Dataset<Row> stream = model.transform(stream(rows));

    assertThat(stream.columns()).isEqualTo(model.transformSchema(rows.schema()).fieldNames());
    // Probabilities of a row alone may be rounded otherwise than those of a block.
    UnaryOperator<Dataset<Row>> chosen = frame -> frame.select("features", "prediction", "said");
    assertThat(collected(stream, chosen))
        .containsExactlyInAnyOrderElementsOf(chosen.apply(model.transform(rows)).collectAsList());
    model.setPredictionCol("");
    assertThatThrownBy(() -> model.transform(stream.select("label", "features")))
        .hasMessageContaining("predictedLabelCol of a stream is found by predictionCol");
  }

  @Test
  void aModelOfColumnsSaysHowAStreamIsScored() throws Exception {
    Dataset<Row> rows = people(session());
    RappelClassificationModel classes =
        quick().setFeaturesCols(new String[] {"x", "town"}).setLabelCol("income").fit(rows);
    RappelRegressionModel values =
        new RappelRegressor()
            .setFeaturesCols(new String[] {"y"})
            .setLabelCol("price")
            .setMaxIter(1)
            .fit(rows);
    Dataset<Row> stream = stream(rows);
    for (Transformer model : List.of(classes, values)) {
      assertThatThrownBy(() -> model.transform(stream))
          .hasMessageContaining("a column of vectors, and featuresCols are plain columns: give")
          .hasMessageContaining("foreachBatch");
    }

    assertThat(collected(stream, classes::transform))
        .containsExactlyInAnyOrderElementsOf(classes.transform(rows).collectAsList());
  }

  @Test
  void arraysOfAStreamAreNoVectors() {
    Dataset<Row> rows = vectors(session());
    RappelClassificationModel model = quick().fit(rows);
    Dataset<Row> arrays =
        rows.withColumn("features", functions.vector_to_array(rows.col("features"), "float64"));
    model.transform(arrays).collectAsList();

    assertThatThrownBy(() -> model.transform(stream(arrays)))
        .hasMessageContaining("a column of vectors, and 'features' is none: give transform");
  }
}
