package rappel.ml;

import io.rappel.trainer.config.TrainingConfig;
import io.rappel.trainer.data.CellRules;
import io.rappel.trainer.data.Task;
import io.rappel.trainer.data.batch.BatchSize;
import io.rappel.trainer.data.shard.ScalingKind;
import io.rappel.trainer.features.NumberEncoding;
import io.rappel.trainer.loss.Loss;
import io.rappel.trainer.math.Precision;
import io.rappel.trainer.network.Activation;
import io.rappel.trainer.network.Initializer;
import io.rappel.trainer.optim.OptimizerKind;
import io.rappel.trainer.optim.schedule.ScheduleKind;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.classification.MultilayerPerceptronClassifier;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Dataset;
import rappel.ml.fit.Fit;
import rappel.ml.param.Wording;

/**
 * MLlib's multilayer perceptron, trained by Rappel: with all of its parameters, defaults and
 * columns, and a model that is one of its own kind. {@link RappelBackend} puts it in the place of
 * MLlib's.
 */
public final class Perceptron extends MultilayerPerceptronClassifier {

  private static final long serialVersionUID = 1L;

  public Perceptron() {
    this(org.apache.spark.ml.util.Identifiable.randomUID("mlpc"));
  }

  public Perceptron(String uid) {
    super(uid);
  }

  @Override
  public PerceptronModel train(Dataset<?> dataset) {
    return Wording.ofParams(
        () -> {
          int[] layers = getLayers();
          Fit fit =
              new Fit(
                  dataset.toDF(),
                  getLabelCol(),
                  List.of(getFeaturesCol()),
                  null,
                  null,
                  Task.CLASSIFICATION,
                  layers[layers.length - 1],
                  List.of(),
                  CellRules.DEFAULT);
          Fit.Trained trained = fit.train(config(), 0, configuration(), layers, null);
          PerceptronModel model =
              new PerceptronModel(
                  uid(), Vectors.dense(trained.model().parameters()), trained.model());
          copyValues(model, ParamMap.empty());
          model.createSummary(dataset, trained.losses());
          return model;
        });
  }

  private TrainingConfig config() {
    int[] layers = getLayers();
    boolean descends = getSolver().equals("gd");
    Initializer initializer =
        isDefined(initialWeights())
            ? Initializer.given(getInitialWeights().toArray())
            : Initializer.of(Initializer.Kind.XAVIER);
    TrainingConfig.Builder builder =
        TrainingConfig.builder()
            .hidden(Arrays.stream(layers, 1, layers.length - 1).boxed().toList())
            .activation(Activation.SIGMOID)
            .loss(Loss.CROSS_ENTROPY)
            .initializer(initializer)
            .scaling(ScalingKind.NONE)
            .encoding(NumberEncoding.none())
            .optimizer(descends ? OptimizerKind.GD : OptimizerKind.LBFGS)
            .schedule(ScheduleKind.CONSTANT)
            .batch(BatchSize.parse("full"))
            .dropout(0.0)
            .l2(0.0)
            .seed(getSeed())
            .epochs(getMaxIter())
            .tolerance(getTol())
            .patience(0)
            .validationFraction(0)
            .precision(Precision.FLOAT64);
    return (descends ? builder.learningRate(getStepSize()) : builder).build();
  }

  private Map<String, Object> configuration() {
    Map<String, Object> configuration = new LinkedHashMap<>();
    configuration.put("layers", Arrays.stream(getLayers()).boxed().toList());
    configuration.put("solver", getSolver());
    configuration.put("maxIter", getMaxIter());
    configuration.put("tol", getTol());
    configuration.put("stepSize", getStepSize());
    configuration.put("seed", getSeed());
    return configuration;
  }

  @Override
  public Perceptron copy(ParamMap extra) {
    return defaultCopy(extra);
  }

  /** Reads an estimator that was saved. */
  public static Perceptron load(String path) {
    return new org.apache.spark.ml.util.DefaultParamsReader<Perceptron>().load(path);
  }
}
