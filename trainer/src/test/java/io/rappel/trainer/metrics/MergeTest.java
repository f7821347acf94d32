package io.rappel.trainer.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.objenesis.strategy.StdInstantiatorStrategy;

/** The algebra of merging, the same for every kind of sums: results have the same bits. */
class MergeTest {

  enum Kind {
    TWO_CLASSES(2, () -> new ClassificationSums(2, false)),
    TWO_CLASSES_BINNED(2, () -> new ClassificationSums(2, true)),
    MANY_CLASSES(12, () -> new ClassificationSums(12, false)),
    MANY_CLASSES_WITH_CURVES(12, () -> new ClassificationSums(12, false, true)),
    ONE_OUTPUT(1, () -> new RegressionSums(1)),
    OUTPUTS(3, () -> new RegressionSums(3));

    private final int width;
    private final Supplier<MetricSums> empty;

    Kind(int width, Supplier<MetricSums> empty) {
      this.width = width;
      this.empty = empty;
    }

    /** Rows of a range in which plain additions would differ. */
    List<Consumer<MetricSums>> rows(int count) {
      Random random = new Random(17);
      return Stream.generate(() -> row(random)).limit(count).toList();
    }

    private Consumer<MetricSums> row(Random random) {
      double weight = wide(random) * random.nextInt(4);
      if (empty.get() instanceof RegressionSums) {
        double[] target = random.doubles(width).map(x -> wide(random)).toArray();
        double[] prediction = random.doubles(width).map(x -> wide(random)).toArray();
        return sums -> ((RegressionSums) sums).add(target, prediction, weight);
      }
      double[] scores = random.doubles(width).map(x -> Math.round(30 * x) / 30.0).toArray();
      int actual = random.nextInt(width);
      int predicted = random.nextInt(width);
      return sums -> ((ClassificationSums) sums).add(actual, scores, predicted, weight);
    }

    private static double wide(Random random) {
      return Math.scalb(random.nextDouble(), random.nextInt(80) - 40);
    }

    MetricSums sums(List<Consumer<MetricSums>> rows) {
      MetricSums sums = empty.get();
      rows.forEach(row -> row.accept(sums));
      return sums;
    }

    Map<String, Object> map(MetricSums sums) {
      Map<String, Object> map = sums.toMap(References.labels(width));
      map.put("curves", sums.curves());
      return map;
    }
  }

  @ParameterizedTest
  @EnumSource
  void anEmptySideChangesNothing(Kind kind) {
    List<Consumer<MetricSums>> rows = kind.rows(100);
    MetricSums left = kind.empty.get();
    left.merge(kind.sums(rows));
    MetricSums right = kind.sums(rows);
    right.merge(kind.empty.get());
    Map<String, Object> whole = kind.map(kind.sums(rows));

    assertThat(kind.map(left)).isEqualTo(whole);
    assertThat(kind.map(right)).isEqualTo(whole);
  }

  @ParameterizedTest
  @EnumSource
  void splitsInAnyOrderEqualTheWhole(Kind kind) {
    List<Consumer<MetricSums>> rows = new ArrayList<>(kind.rows(400));
    Map<String, Object> whole = kind.map(kind.sums(rows));
    Random random = new Random(3);
    for (int trial = 0; trial < 30; trial++) {
      Collections.shuffle(rows, random);
      int first = random.nextInt(rows.size());
      int second = first + random.nextInt(rows.size() - first);
      MetricSums middle = kind.sums(rows.subList(first, second));
      middle.merge(kind.sums(rows.subList(second, rows.size())));
      middle.merge(kind.sums(rows.subList(0, first)));

      assertThat(kind.map(middle)).isEqualTo(whole);
    }
  }

  @ParameterizedTest
  @EnumSource
  void mergingLeavesTheOtherAsItWas(Kind kind) {
    List<Consumer<MetricSums>> rows = kind.rows(100);
    MetricSums other = kind.sums(rows);
    Map<String, Object> before = kind.map(other);
    MetricSums sums = kind.empty.get();
    sums.merge(other);
    rows.forEach(row -> row.accept(sums));

    assertThat(kind.map(other)).isEqualTo(before);
  }

  @ParameterizedTest
  @EnumSource
  void survivesKryoWithRegistration(Kind kind) {
    List<Consumer<MetricSums>> rows = kind.rows(100);
    Kryo kryo = new Kryo();
    kryo.setRegistrationRequired(true);
    kryo.setInstantiatorStrategy(new StdInstantiatorStrategy());
    MetricSums.serializedClasses().forEach(kryo::register);
    Output output = new Output(1024, -1);
    kryo.writeClassAndObject(output, kind.sums(rows.subList(0, 60)));
    MetricSums sums = (MetricSums) kryo.readClassAndObject(new Input(output.toBytes()));
    sums.merge(kind.sums(rows.subList(60, 100)));

    assertThat(kind.map(sums)).isEqualTo(kind.map(kind.sums(rows)));
  }
}
