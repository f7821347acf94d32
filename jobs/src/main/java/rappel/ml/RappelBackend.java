package rappel.ml;

import java.util.Optional;
import org.apache.spark.ml.classification.MultilayerPerceptronClassificationModel;
import org.apache.spark.ml.classification.MultilayerPerceptronClassifier;
import org.apache.spark.sql.connect.plugin.MLBackendPlugin;

/**
 * Has scripts that train MLlib's multilayer perceptron over Spark Connect train it on Rappel,
 * unchanged: the server is given {@code spark.connect.ml.backend.classes=rappel.ml.RappelBackend}.
 */
public final class RappelBackend implements MLBackendPlugin {

  @Override
  public Optional<String> transform(String name) {
    if (name.equals(MultilayerPerceptronClassifier.class.getName())) {
      return Optional.of(Perceptron.class.getName());
    }
    return name.equals(MultilayerPerceptronClassificationModel.class.getName())
        ? Optional.of(PerceptronModel.class.getName())
        : Optional.empty();
  }
}
