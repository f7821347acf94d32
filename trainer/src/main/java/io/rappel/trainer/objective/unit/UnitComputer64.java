package io.rappel.trainer.objective.unit;

import io.rappel.trainer.data.shard.Shard;
import io.rappel.trainer.data.shard.Shard64;
import io.rappel.trainer.loss.LossKernel64;
import io.rappel.trainer.math.blas.Multiply64;
import io.rappel.trainer.math.rows.Rows64;
import io.rappel.trainer.network.Backpropagation64;
import io.rappel.trainer.objective.score.ScoreSum;
import io.rappel.trainer.objective.sum.ArithmeticSeen;
import io.rappel.trainer.objective.sum.GradientSum;
import io.rappel.trainer.objective.sum.Sections;
import io.rappel.trainer.objective.sum.UnitGradient;
import io.rappel.trainer.objective.sum.UnitGradient64;

/** Computes units in float64; the float32 twin is generated at build. */
@SuppressWarnings("cast") // the float32 twin needs the casts
final class UnitComputer64 extends UnitComputer {

  private final WorkSpec spec;
  private final Sections sections;
  private final Backpropagation64 pass;
  private final SpareGradients spare;
  private final int[] numbers;
  private final long[] dropoutKeys;
  private final double[] weights;
  private double[] targets = new double[0];
  private Rows64 scratch;

  UnitComputer64(WorkSpec spec, Multiply64 multiply, ArithmeticSeen seen, SpareGradients spare) {
    super(seen);
    this.spec = spec;
    this.spare = spare;
    int rows = spec.cut().unitRows();
    sections = new Sections(spec.network().layout());
    pass = new Backpropagation64(spec.network(), multiply, rows, spec.dropout());
    numbers = new int[rows];
    dropoutKeys = new long[spec.dropout().isNone() ? 0 : rows];
    weights = new double[rows];
  }

  @Override
  void compute(Shard shard, int unit, StepWork work, GradientSum sum) {
    Shard64 packed = (Shard64) shard;
    int rows = spec.cut().rows(shard.trainRows(), shard.id(), unit, work.units(), numbers);
    Rows64 x = features(packed, rows);
    for (int i = 0; i < dropoutKeys.length && i < rows; i++) {
      dropoutKeys[i] = spec.dropout().key(work.units().step(), shard.id(), numbers[i]);
    }
    pass.forward(x, work.parameters64(), dropoutKeys);
    gather(packed, rows);
    weighByClass(rows);
    /* wide */ double loss = loss(packed, rows);
    UnitGradient64 gradient = gradient();
    pass.backward(x, work.parameters64(), gradient.entries());
    /* wide */ double weight = 0;
    for (int i = 0; i < rows; i++) {
      weight += weights[i];
    }
    sum.add(gradient, loss, weight, sections, work.grid(), spare::push);
  }

  private UnitGradient64 gradient() {
    UnitGradient made = spare.poll();
    return made == null
        ? new UnitGradient64(new double[sections.entries()])
        : (UnitGradient64) made;
  }

  /** The features of the rows in {@code numbers}. */
  private Rows64 features(Shard64 shard, int rows) {
    if (spec.cut().contiguous()) {
      return shard.features().slice(numbers[0], numbers[0] + rows);
    }
    if (scratch == null) {
      scratch = shard.features().scratch(numbers.length);
    }
    return shard.features().select(numbers, rows, scratch);
  }

  /** Collects targets and weights of the rows in {@code numbers}. */
  private void gather(Shard64 shard, int rows) {
    int columns = shard.targetColumns();
    if (targets.length == 0) {
      targets = new double[numbers.length * columns];
    }
    for (int i = 0; i < rows; i++) {
      weights[i] = shard.weights()[numbers[i]];
      System.arraycopy(shard.targets(), numbers[i] * columns, targets, i * columns, columns);
    }
  }

  private void weighByClass(int rows) {
    if (spec.classWeights().length > 0) {
      for (int i = 0; i < rows; i++) {
        weights[i] *= (double) spec.classWeights()[(int) targets[i]];
      }
    }
  }

  /** The loss of the gathered rows, for which the pass has gone forward. */
  private /* wide */ double loss(Shard64 shard, int rows) {
    return LossKernel64.evaluate(
        spec.loss(),
        spec.network().outputActivation(),
        pass.outputPreActivation(),
        pass.output(),
        targets,
        shard.targetColumns(),
        weights,
        rows,
        spec.network().outputs(),
        pass.outputDelta());
  }

  @Override
  /* wide */ double[] idleUnits(Shard shard, int rows, StepWork work) {
    pass.forward(((Shard64) shard).features().slice(0, rows), work.parameters64());
    return pass.idleUnits(rows);
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
      pass.score(packed.features().slice(start, start + count), work.parameters64());
      gather(packed, count);
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
