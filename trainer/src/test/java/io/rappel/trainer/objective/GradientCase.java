package io.rappel.trainer.objective;

import io.rappel.trainer.data.Example;
import io.rappel.trainer.data.batch.BatchSize;
import io.rappel.trainer.data.shard.Scaling;
import io.rappel.trainer.loss.Loss;
import io.rappel.trainer.math.Precision;
import io.rappel.trainer.network.Activation;
import io.rappel.trainer.network.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.spark.ml.linalg.Vectors;

/**
 * One of the whole cross product of networks with any hidden layers, losses, penalties, ways to
 * store rows and batches; every output activation comes with one kind of hidden layer and none.
 *
 * @param hidden units of the hidden layers
 * @param batch full, or a mini-batch of two units out of both shards
 */
record GradientCase(
    List<Integer> hidden,
    boolean bias,
    Activation activation,
    Loss loss,
    Activation output,
    double l2,
    boolean sparse,
    BatchSize batch) {

  private static final int INPUTS = 4;
  private static final int ROWS = 80;
  private static final Scaling SCALING =
      new Scaling(new double[] {0.3, 0, -0.2, 0.1}, new double[] {1.5, 1, 0.5, 2});

  static Stream<GradientCase> all() {
    List<GradientCase> cases = new ArrayList<>();
    for (boolean bias : new boolean[] {true, false}) {
      for (Loss loss : Loss.values()) {
        for (Activation output : loss.outputActivations()) {
          cases.addAll(inEveryWay(List.of(), bias, Activation.IDENTITY, loss, output));
          cases.addAll(inEveryWay(List.of(3), bias, Activation.TANH, loss, output));
        }
        for (Activation activation : Activation.values()) {
          if (activation.forHiddenLayers()) {
            Activation output = loss.defaultOutputActivation();
            cases.addAll(inEveryWay(List.of(3), bias, activation, loss, output));
            cases.addAll(inEveryWay(List.of(3, 4), bias, activation, loss, output));
          }
        }
      }
    }
    return cases.stream();
  }

  private static List<GradientCase> inEveryWay(
      List<Integer> hidden, boolean bias, Activation activation, Loss loss, Activation output) {
    List<GradientCase> cases = new ArrayList<>();
    for (double l2 : new double[] {0, 0.3}) {
      for (boolean sparse : new boolean[] {false, true}) {
        BatchSize batch = l2 == 0 ? BatchSize.of(66) : BatchSize.full();
        cases.add(new GradientCase(hidden, bias, activation, loss, output, l2, sparse, batch));
      }
    }
    return cases;
  }

  private int outputs() {
    boolean one = loss == Loss.LOGISTIC || loss.ofMargins() && bias;
    return one ? 1 : classes() ? 3 : 2;
  }

  private boolean classes() {
    return output == Activation.SOFTMAX || !loss.forNumbers();
  }

  Network network() {
    int[] units = hidden.stream().mapToInt(n -> n).toArray();
    return Network.of(INPUTS, units, outputs(), bias, activation, output);
  }

  /** Weights and biases that are all different from 0. */
  double[] parameters() {
    Random random = new Random(toString().hashCode());
    return random.doubles(network().layout().size(), -0.8, 0.8).toArray();
  }

  LocalProblem problem(Precision precision) {
    LocalProblem.Setting setting =
        new LocalProblem.Setting(network(), loss, l2, SCALING, sparse, 2, 0, precision, batch);
    return new LocalProblem(setting, rows());
  }

  /** Rows of which half the features and a tenth of the weights are 0. */
  private List<Example> rows() {
    Random random = new Random(5);
    List<Example> rows = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      double[] x = random.doubles(INPUTS, -1, 1).map(v -> random.nextBoolean() ? v : 0).toArray();
      double weight = random.nextInt(10) == 0 ? 0 : random.nextInt(1, 8) / 4.0;
      rows.add(new Example(Vectors.dense(x), targets(random), weight));
    }
    return rows;
  }

  private double[] targets(Random random) {
    if (classes()) {
      return new double[] {random.nextInt(Math.max(2, outputs()))};
    }
    double least = loss.refusesNegativeTargets() ? 0 : -1.5;
    return random.doubles(outputs(), least, 1.5).toArray();
  }
}
