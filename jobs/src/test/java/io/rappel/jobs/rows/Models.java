package io.rappel.jobs.rows;

import io.rappel.jobs.outcome.Outcome;
import io.rappel.jobs.output.ModelFiles;
import io.rappel.jobs.output.RunDirectory;
import io.rappel.jobs.output.RunStatus;
import io.rappel.trainer.data.Task;
import io.rappel.trainer.data.shard.Scaling;
import io.rappel.trainer.features.FeatureEncoder;
import io.rappel.trainer.loss.Loss;
import io.rappel.trainer.math.Precision;
import io.rappel.trainer.model.DataSchema;
import io.rappel.trainer.model.Model;
import io.rappel.trainer.network.Activation;
import io.rappel.trainer.network.Network;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;

/** Models without hidden layers, whose predictions can be told beforehand. */
public final class Models {

  private Models() {}

  /** Some model of these columns. */
  public static Model of(DataSchema schema) {
    return schema.task() == Task.CLASSIFICATION ? logistic(schema) : sums(schema);
  }

  public static DataSchema classes(List<String> features, boolean numeric, String... classes) {
    return new DataSchema(
        Task.CLASSIFICATION, features, List.of("label"), List.of(classes), numeric, null);
  }

  public static DataSchema numbers(List<String> features, String... labels) {
    return new DataSchema(Task.REGRESSION, features, List.of(labels), List.of(), false, null);
  }

  /** Of two classes: the second is as probable as σ(first feature). */
  public static Model logistic(DataSchema schema) {
    double[] weights = new double[schema.features().size()];
    weights[0] = 1;
    return of(schema, 1, Activation.SIGMOID, Loss.LOGISTIC, weights);
  }

  /** Each output is the sum of the features, times the output's number from 1 on. */
  public static Model sums(DataSchema schema) {
    int inputs = schema.features().size();
    int outputs = schema.labels().size();
    double[] weights = new double[inputs * outputs];
    // Row-major [inputs, outputs].
    for (int i = 0; i < weights.length; i++) {
      weights[i] = i % outputs + 1;
    }
    return of(schema, outputs, Activation.IDENTITY, Loss.SQUARED, weights);
  }

  private static Model of(
      DataSchema schema, int outputs, Activation activation, Loss loss, double[] weights) {
    int inputs = schema.features().size();
    Network network = Network.of(inputs, new int[0], outputs, false, Activation.RELU, activation);
    return new Model(
        schema,
        network,
        weights,
        Precision.FLOAT64,
        loss,
        FeatureEncoder.of(schema.features(), Scaling.identity(inputs)),
        Scaling.identity(outputs),
        Map.of());
  }

  /** Leaves some model of a column x and the classes a and b in a new directory. */
  public static void save(Path directory) throws IOException {
    try (RunDirectory run = RunDirectory.claim(directory.toString(), false, new Configuration())) {
      ModelFiles.write(of(classes(List.of("x"), false, "a", "b")), run.files(), run.staging());
      run.publish(new RunStatus(Outcome.DONE, "done"));
    }
  }
}
