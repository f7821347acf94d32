package io.rappel.trainer.spark;

import io.rappel.trainer.config.TrainingConfig;
import io.rappel.trainer.config.TrainingConfig.Builder;
import io.rappel.trainer.data.ClassWeights;
import io.rappel.trainer.data.Example;
import io.rappel.trainer.data.batch.BatchSize;
import io.rappel.trainer.data.batch.SamplingKind;
import io.rappel.trainer.data.shard.ScalingKind;
import io.rappel.trainer.loss.Loss;
import io.rappel.trainer.model.DataSchema;
import io.rappel.trainer.network.Activation;
import io.rappel.trainer.network.Initializer;
import io.rappel.trainer.optim.OptimizerKind;
import io.rappel.trainer.optim.schedule.ScheduleKind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.spark.ml.linalg.Vectors;

/**
 * One thing that a user can choose, with data that it is for; everything else is as in a small
 * training that learns.
 */
record Choice(String name, Data data, UnaryOperator<Builder> change) {

  private static final int FEATURES = 4;

  /** What the labels are. */
  enum Data {
    TWO_CLASSES,
    THREE_CLASSES,
    NUMBERS,
    COUNTS;

    DataSchema schema() {
      return switch (this) {
        case TWO_CLASSES -> SparkFixture.classes(FEATURES, 2);
        case THREE_CLASSES -> SparkFixture.classes(FEATURES, 3);
        case NUMBERS, COUNTS -> SparkFixture.values(FEATURES, 1);
      };
    }

    /** Rows of wide weights, whose targets follow a smooth function of the features. */
    List<Example> rows(int count) {
      Random random = new Random(8);
      List<Example> rows = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        double[] x = random.doubles(FEATURES, -1, 1).toArray();
        double signal = 1.5 * x[0] - x[1] * x[1] + 0.5 * x[2] + 0.3;
        double target =
            switch (this) {
              case TWO_CLASSES -> signal > 0 ? 1 : 0;
              case THREE_CLASSES -> signal < -0.5 ? 0 : signal < 0.5 ? 1 : 2;
              case NUMBERS -> 3 + 2 * signal;
              case COUNTS -> Math.floor(Math.exp(1 + signal));
            };
        double weight = Math.scalb(1.0, random.nextInt(4));
        rows.add(new Example(Vectors.dense(x), new double[] {target}, weight));
      }
      return rows;
    }
  }

  /** The whole configuration. */
  Builder settings() {
    return change.apply(
        TrainingConfig.builder()
            .hidden(List.of(9))
            .optimizer(OptimizerKind.ADAM)
            .activation(Activation.TANH)
            .learningRate(0.02)
            .batch(BatchSize.of(50))
            .l2(1e-4)
            .patience(0)
            .tolerance(0));
  }

  /** Every activation, loss, initializer, optimizer, schedule, plan and whatever else there is. */
  static Stream<Choice> all() {
    List<Choice> all = new ArrayList<>();
    for (Activation activation : Activation.values()) {
      if (activation.forHiddenLayers()) {
        all.add(of("activation " + activation, Data.NUMBERS, b -> b.activation(activation)));
      }
      if (activation == Activation.SIGMOID || activation == Activation.TANH) {
        all.add(
            of(
                "output " + activation,
                Data.TWO_CLASSES,
                b -> b.loss(Loss.SQUARED).outputActivation(activation)));
      }
    }
    for (Loss loss : Loss.values()) {
      if (loss != Loss.LOGISTIC && loss.forClasses()) {
        all.add(of("loss " + loss, Data.THREE_CLASSES, b -> b.loss(loss)));
      }
      if (loss.forClasses()) {
        all.add(of("loss " + loss, Data.TWO_CLASSES, b -> b.loss(loss)));
      }
      if (loss.forNumbers()) {
        Data data = loss.refusesNegativeTargets() ? Data.COUNTS : Data.NUMBERS;
        all.add(of("loss " + loss, data, b -> b.loss(loss)));
      }
    }
    for (String text : List.of("xavier", "he", "lecun", "normal:0.3", "uniform:0.4")) {
      all.add(of("init " + text, Data.NUMBERS, b -> b.initializer(Initializer.parse(text))));
    }
    all.add(
        of(
            "init zeros",
            Data.TWO_CLASSES,
            b -> b.hidden(List.of()).initializer(Initializer.parse("zeros"))));
    for (OptimizerKind kind : OptimizerKind.values()) {
      all.add(of("optimizer " + kind, Data.NUMBERS, b -> optimizer(b, kind)));
    }
    for (ScheduleKind kind : ScheduleKind.values()) {
      all.add(of("schedule " + kind, Data.NUMBERS, b -> b.schedule(kind)));
    }
    all.add(of("warm-up", Data.NUMBERS, b -> b.warmUp(30)));
    all.add(of("clip by norm", Data.NUMBERS, b -> b.clipNorm(0.5)));
    all.add(of("clip by value", Data.NUMBERS, b -> b.clipValue(0.1)));
    all.add(of("L1", Data.NUMBERS, b -> b.l1(1e-4)));
    for (String size : List.of("20", "10%", "full")) {
      all.add(of("batch " + size, Data.NUMBERS, b -> b.batch(BatchSize.parse(size))));
    }
    for (SamplingKind kind : SamplingKind.values()) {
      all.add(of("sampling " + kind, Data.NUMBERS, b -> b.sampling(kind)));
    }
    all.add(
        of(
            "sampling bernoulli with dropout",
            Data.THREE_CLASSES,
            b -> b.hidden(List.of(30)).sampling(SamplingKind.BERNOULLI).dropout(0.2)));
    all.add(
        of(
            "sampling fixed with class weights and patience",
            Data.THREE_CLASSES,
            b -> b.sampling(SamplingKind.FIXED).classWeights(ClassWeights.balanced()).patience(5)));
    all.add(
        of(
            "class weights",
            Data.TWO_CLASSES,
            b -> b.classWeights(ClassWeights.parse("0:2.5,1:0.5"))));
    // These rows are sparse, for which there is no robust scaling.
    for (ScalingKind kind : EnumSet.complementOf(EnumSet.of(ScalingKind.ROBUST))) {
      all.add(of("scaling " + kind, Data.NUMBERS, b -> b.scaling(kind)));
    }
    all.add(of("no bias", Data.NUMBERS, b -> b.bias(false)));
    all.add(of("two hidden layers", Data.THREE_CLASSES, b -> b.hidden(List.of(8, 6))));
    return all.stream();
  }

  private static Choice of(String name, Data data, UnaryOperator<Builder> change) {
    return new Choice(name, data, change);
  }

  private static Builder optimizer(Builder builder, OptimizerKind kind) {
    return kind == OptimizerKind.LBFGS
        ? builder.optimizer(kind).batch(BatchSize.full())
        : builder.optimizer(kind).learningRate(kind == OptimizerKind.GD ? 0.2 : 0.02);
  }

  @Override
  public String toString() {
    return name + ", " + data;
  }
}
