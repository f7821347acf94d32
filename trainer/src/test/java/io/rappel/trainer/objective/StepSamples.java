package io.rappel.trainer.objective;

import io.rappel.trainer.data.batch.UnitSet;
import io.rappel.trainer.data.shard.Scaling;
import io.rappel.trainer.loss.Loss;
import io.rappel.trainer.math.Precision;
import io.rappel.trainer.network.Activation;
import io.rappel.trainer.network.Network;
import io.rappel.trainer.objective.score.OutputDecoder;
import io.rappel.trainer.objective.score.ScoreSpec;
import io.rappel.trainer.objective.score.ScoreSum;
import io.rappel.trainer.objective.sum.ArithmeticSeen;
import io.rappel.trainer.objective.sum.GradientSum;
import io.rappel.trainer.objective.sum.Grid;
import io.rappel.trainer.objective.sum.Sections;
import io.rappel.trainer.objective.sum.UnitGradient;
import io.rappel.trainer.objective.sum.UnitGradient64;
import io.rappel.trainer.objective.unit.Workspaces;
import java.util.ArrayList;
import java.util.List;

/** Filled objects of what goes out for a step and comes back, for tests of serialization. */
public final class StepSamples {

  private StepSamples() {}

  public static List<Object> all(UnitSet units) {
    List<Object> samples = new ArrayList<>();
    Network network = Network.of(2, new int[] {3}, 1, true, Activation.RELU, Activation.SIGMOID);
    Sections sections = new Sections(network.layout());
    double[] gradient = new double[network.layout().size()];
    gradient[4] = -3;
    Grid grid = Grid.of(new double[] {1, 2, 3, 4, 5, 6}, 8, 10, Precision.FLOAT64);
    samples.add(grid);
    for (Precision precision : Precision.values()) {
      samples.add(UnitCase.work(gradient, precision, units, grid));
    }
    ArithmeticSeen seen = new ArithmeticSeen("a", "node-1");
    for (UnitGradient unit : List.of(UnitCase.narrow(gradient), new UnitGradient64(gradient))) {
      GradientSum sum = new GradientSum();
      sum.notes().seen(seen);
      sum.add(unit, 0.5, 2, sections, grid, spare -> {});
      samples.add(sum);
      samples.add(new GradientSum[] {sum});
      GradientSum two = new GradientSum();
      two.add(unit, 0.5, 2, sections, grid, spare -> {});
      two.add(unit, 0.5, 2, sections, grid, spare -> {});
      samples.add(two);
      two.slices(2).forEachRemaining(samples::add);
    }
    samples.add(seen);
    samples.add(ArithmeticSeen.merge(seen, new ArithmeticSeen("b", "node-2")));
    samples.addAll(scores());
    samples.add(new Workspaces());
    return samples;
  }

  private static List<Object> scores() {
    List<Object> samples = new ArrayList<>();
    OutputDecoder classes = OutputDecoder.classes(2, Loss.LOGISTIC, Activation.SIGMOID);
    OutputDecoder values =
        OutputDecoder.values(new Scaling(new double[] {1, 2}, new double[] {3, 4}));
    samples.add(classes);
    samples.add(values);
    for (boolean binned : new boolean[] {false, true}) {
      ScoreSum score = new ScoreSum(new ScoreSpec(classes, binned, 0, true, 0));
      score.addLoss(0.3);
      score.addRow(new double[] {1}, new double[] {0.7}, 2);
      samples.add(score);
      samples.add(new ScoreSum[] {score});
    }
    ScoreSum score = new ScoreSum(new ScoreSpec(values, false, 1, false, 0));
    score.addRow(new double[] {1, 2}, new double[] {0.7, 0.5}, 2);
    score.addToSample(3, 5, 0, new double[] {1, 2}, new double[] {0.7, 0.5});
    samples.add(score);
    return samples;
  }
}
