package io.rappel.trainer.objective;

import io.rappel.trainer.data.Permutation;
import io.rappel.trainer.data.Shard;
import io.rappel.trainer.data.Shard64;
import io.rappel.trainer.data.UnitCut;
import io.rappel.trainer.loss.LossKernel64;
import io.rappel.trainer.math.Multiply64;
import io.rappel.trainer.math.Rows64;
import io.rappel.trainer.network.Backpropagation64;

/** Computes units in float64; the float32 twin is generated at build. */
final class UnitComputer64 extends UnitComputer {

  private final WorkSpec spec;
  private final Sections sections;
  private final Backpropagation64 pass;
  private final double[] gradient;
  private final int[] numbers;
  private final double[] weights;
  private double[] targets = new double[0];
  private Rows64 scratch;

  UnitComputer64(WorkSpec spec, Multiply64 multiply, ArithmeticSeen seen) {
    super(seen);
    this.spec = spec;
    int rows = spec.cut().unitRows();
    sections = new Sections(spec.network().layout());
    pass = new Backpropagation64(spec.network(), multiply, rows);
    gradient = new double[spec.network().layout().size()];
    numbers = new int[rows];
    weights = new double[rows];
  }

  @Override
  void compute(Shard shard, int unit, StepWork work, GradientSum sum) {
    Shard64 packed = (Shard64) shard;
    UnitCut cut = spec.cut();
    int from = cut.from(shard.trainRows(), unit);
    int to = cut.from(shard.trainRows(), unit + 1);
    Rows64 x = rows(packed, from, to, work.units().epoch());
    pass.forward(x, work.parameters64());
    /* wide */ double loss = loss(packed, to - from);
    pass.backward(x, work.parameters64(), gradient);
    /* wide */ double weight = 0;
    for (int i = 0; i < to - from; i++) {
      weight += weights[i];
    }
    sum.add(gradient, loss, weight, sections, work.grid());
  }

  /** The unit's features; leaves the unit's row numbers behind. */
  private Rows64 rows(Shard64 shard, int from, int to, int epoch) {
    if (!spec.cut().permuted()) {
      for (int i = from; i < to; i++) {
        numbers[i - from] = i;
      }
      return shard.features().slice(from, to);
    }
    Permutation permutation = spec.cut().permutation(shard.trainRows(), epoch, shard.id());
    for (int i = from; i < to; i++) {
      numbers[i - from] = permutation.at(i);
    }
    if (scratch == null) {
      scratch = shard.features().scratch(numbers.length);
    }
    return shard.features().select(numbers, to - from, scratch);
  }

  /** The loss of the rows in {@code numbers}, for which the pass has gone forward. */
  private /* wide */ double loss(Shard64 shard, int rows) {
    int columns = shard.targetColumns();
    if (targets.length == 0) {
      targets = new double[numbers.length * columns];
    }
    for (int i = 0; i < rows; i++) {
      weights[i] = shard.weights()[numbers[i]];
      System.arraycopy(shard.targets(), numbers[i] * columns, targets, i * columns, columns);
    }
    return LossKernel64.evaluate(
        spec.loss(),
        spec.network().outputActivation(),
        pass.outputPreActivation(),
        pass.output(),
        targets,
        columns,
        weights,
        rows,
        spec.network().outputs(),
        pass.outputDelta());
  }

  @Override
  void score(Shard shard, int from, int to, StepWork work, ScoreSum sum) {
    Shard64 packed = (Shard64) shard;
    int outputs = spec.network().outputs();
    /* wide */ double[] row = new /* wide */ double[outputs];
    /* wide */ double[] target = new /* wide */ double[packed.targetColumns()];
    for (int start = from; start < to; start += numbers.length) {
      int count = Math.min(numbers.length, to - start);
      for (int i = 0; i < count; i++) {
        numbers[i] = start + i;
      }
      pass.forward(packed.features().slice(start, start + count), work.parameters64());
      sum.addLoss(loss(packed, count));
      for (int i = 0; i < count; i++) {
        for (int j = 0; j < outputs; j++) {
          row[j] = pass.output()[i * outputs + j];
        }
        for (int j = 0; j < target.length; j++) {
          target[j] = targets[i * target.length + j];
        }
        sum.addRow(target, row, weights[i]);
        sum.addToSample(shard.id(), start + i, start + i - from, target, row);
      }
    }
  }
}
