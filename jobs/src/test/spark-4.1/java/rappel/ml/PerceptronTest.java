package rappel.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static rappel.ml.Frames.session;
import static rappel.ml.Frames.vectors;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.spark.ml.classification.MultilayerPerceptronClassificationModel;
import org.apache.spark.ml.classification.MultilayerPerceptronClassifier;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** MLlib's perceptron in all but the training. */
class PerceptronTest {

  @TempDir Path folder;

  private static MultilayerPerceptronClassifier set(MultilayerPerceptronClassifier classifier) {
    return classifier.setLayers(new int[] {4, 5, 3}).setSeed(11);
  }

  @Test
  void mllibPredictsTheSameWithItsWeights() throws IOException {
    Dataset<Row> rows = vectors(session());
    MultilayerPerceptronClassificationModel model = set(new Perceptron()).fit(rows);
    assertThat(model).isInstanceOf(PerceptronModel.class);
    model.save(folder + "/model");
    MultilayerPerceptronClassificationModel mllibs =
        MultilayerPerceptronClassificationModel.load(folder + "/model");

    assertThat(mllibs.weights()).isEqualTo(model.weights());
    Row ours = model.transform(rows).first();
    Row theirs = mllibs.transform(rows).first();
    assertThat(ours.<Vector>getAs("probability").toArray())
        .usingComparatorWithPrecision(1e-12)
        .containsExactly(theirs.<Vector>getAs("probability").toArray());
    assertThat(model.transform(rows).columns()).containsExactly(mllibs.transform(rows).columns());
    PerceptronModel loaded = PerceptronModel.load(folder + "/model");
    assertThat(loaded.transform(rows).collectAsList())
        .isEqualTo(model.transform(rows).collectAsList());
    assertThat(model.summary().accuracy()).isGreaterThan(0.9);
    assertThat(model.getLayers()).containsExactly(4, 5, 3);
  }

  @Test
  void defaultsAreMllibs() {
    assertThat(new Perceptron().explainParams())
        .isEqualTo(
            new MultilayerPerceptronClassifier()
                .explainParams()
                .replaceFirst(
                    "seed: random seed \\(default: -?\\d+\\)",
                    "seed: random seed (default: " + new Perceptron().getSeed() + ")"));
  }

  @Test
  void theLossIsAsSmallAsMllibs() {
    Dataset<Row> rows = vectors(session());
    double[] ours = set(new Perceptron()).fit(rows).summary().objectiveHistory();
    double[] theirs =
        set(new MultilayerPerceptronClassifier()).fit(rows).summary().objectiveHistory();

    assertThat(ours[ours.length - 1]).isLessThan(theirs[theirs.length - 1] + 0.02);
  }
}
