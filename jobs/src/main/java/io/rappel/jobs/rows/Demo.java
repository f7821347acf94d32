package io.rappel.jobs.rows;

import io.rappel.trainer.data.Cell;
import io.rappel.trainer.data.Example;
import io.rappel.trainer.data.RowBatch;
import io.rappel.trainer.data.Task;
import io.rappel.trainer.data.Texts;
import io.rappel.trainer.model.DataSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.ml.linalg.Vectors;

/**
 * Rows that are generated, to try things on. The same seed gives the same rows on every machine.
 */
public enum Demo {
  /** Two overlapping normal distributions in the plane, around (0, 0) and (2, 2), 100 rows each. */
  GAUSSIANS(2) {
    @Override
    Example row(int i, Random random) {
      int label = i % 2;
      double centre = 2 * label;
      return of(label, centre + random.nextGaussian(), centre + random.nextGaussian());
    }

    @Override
    int count() {
      return 200;
    }
  },
  /** Two interleaved spirals of one and a half turns, 500 rows each. */
  SPIRALS(2) {
    @Override
    Example row(int i, Random random) {
      int label = i % 2;
      double turned = Math.sqrt(random.nextDouble()) * 3 * Math.PI;
      double angle = turned + label * Math.PI;
      double noise = 0.2;
      return of(
          label,
          turned * StrictMath.cos(angle) + noise * random.nextGaussian(),
          turned * StrictMath.sin(angle) + noise * random.nextGaussian());
    }

    @Override
    int count() {
      return 1_000;
    }
  },
  /** Four clusters at the corners of a square, of one class across each diagonal, 100 rows each. */
  XOR(2) {
    @Override
    Example row(int i, Random random) {
      int right = i % 2;
      int upper = i / 2 % 2;
      double spread = 0.3;
      return of(
          right ^ upper,
          2 * right - 1 + spread * random.nextGaussian(),
          2 * upper - 1 + spread * random.nextGaussian());
    }

    @Override
    int count() {
      return 400;
    }
  },
  /**
   * Friedman's first regression (Multivariate Adaptive Regression Splines, 1991): y = 10 sin(π x1
   * x2) + 20 (x3 − ½)² + 10 x4 + 5 x5 + noise, with ten features from 0 to 1, five of which do
   * nothing, and noise of standard deviation 1.
   */
  FRIEDMAN(10) {
    @Override
    Example row(int i, Random random) {
      double[] x = random.doubles(10).toArray();
      double y =
          10 * StrictMath.sin(Math.PI * x[0] * x[1])
              + 20 * (x[2] - 0.5) * (x[2] - 0.5)
              + 10 * x[3]
              + 5 * x[4]
              + random.nextGaussian();
      return of(y, x);
    }

    @Override
    int count() {
      return 2_000;
    }
  };

  private final int features;

  Demo(int features) {
    this.features = features;
  }

  /** The next row. */
  abstract Example row(int i, Random random);

  /** How many rows there are. */
  abstract int count();

  private static Example of(double target, double... features) {
    return new Example(Vectors.dense(features), new double[] {target}, 1);
  }

  /** What the rows mean. */
  DataSchema schema() {
    List<String> names = IntStream.rangeClosed(1, features).mapToObj(j -> "x" + j).toList();
    return this == FRIEDMAN
        ? new DataSchema(Task.REGRESSION, names, List.of("y"), List.of(), false, null)
        : new DataSchema(
            Task.CLASSIFICATION, names, List.of("label"), List.of("0", "1"), true, null);
  }

  /** All rows. */
  List<Example> rows(long seed) {
    Random random = new Random(seed);
    List<Example> rows = new ArrayList<>(count());
    for (int i = 0; i < count(); i++) {
      rows.add(row(i, random));
    }
    return rows;
  }

  /** The name on the command line. */
  /** The rows as one batch. */
  RowBatch batch(long seed) {
    List<Example> rows = rows(seed);
    long[][] cells = new long[features][rows.size()];
    long[][] labels = new long[1][rows.size()];
    for (int i = 0; i < rows.size(); i++) {
      for (int j = 0; j < features; j++) {
        cells[j][i] = Cell.number(rows.get(i).features().apply(j));
      }
      labels[0][i] = Cell.number(rows.get(i).targets()[0]);
    }
    return RowBatch.table(rows.size(), cells, new Texts[features], labels, new Texts[1], null);
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
