package io.rappel.trainer.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.rappel.trainer.data.Example;
import io.rappel.trainer.data.batch.BatchSize;
import io.rappel.trainer.math.Precision;
import io.rappel.trainer.optim.OptimizerKind;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.serializer.JavaSerializer;
import org.apache.spark.serializer.KryoSerializer;
import org.apache.spark.serializer.SerializerInstance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/** Sessions that others have made have serializers of their own. */
class SerializersTest {

  /** Spark's own settings, and Kryo that knows none of our classes. */
  private static List<SparkConf> sessions() {
    SparkConf plain = SparkFixture.configuration().setMaster("local[2]");
    List.of("spark.serializer", "spark.kryo.registrator", "spark.kryo.registrationRequired")
        .forEach(plain::remove);
    return List.of(plain, plain.clone().set("spark.serializer", KryoSerializer.class.getName()));
  }

  private static Stream<Object> samples() {
    return KryoSamples.all().stream();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void whatCrossesComesOutAsItWentIn(Object sample) {
    SparkConf conf = sessions().get(0);
    for (SerializerInstance serializer :
        List.of(new JavaSerializer(conf).newInstance(), new KryoSerializer(conf).newInstance())) {
      ClassTag<Object> tag = ClassTag$.MODULE$.apply(Object.class);
      ByteBuffer bytes = serializer.serialize(sample, tag);

      Object copy = serializer.deserialize(bytes, tag);

      assertThat(copy)
          .isNotSameAs(sample)
          .usingRecursiveComparison()
          .withStrictTypeChecking()
          .isEqualTo(sample);
    }
  }

  @Test
  void trainingsGiveTheSameBits() {
    for (ExactnessCase exactness :
        List.of(
            new ExactnessCase(OptimizerKind.ADAM, BatchSize.of(400), Precision.FLOAT32, false),
            new ExactnessCase(OptimizerKind.LBFGS, BatchSize.full(), Precision.FLOAT64, true))) {
      List<Example> rows = exactness.rows(4000);
      String expected = SparkFixture.withSpark("local[2]", sc -> exactness.onThreads(sc, rows));
      for (SparkConf session : sessions()) {
        try (JavaSparkContext sc = new JavaSparkContext(session)) {
          sc.setLogLevel("ERROR");
          assertThat(exactness.onThreads(sc, rows)).isEqualTo(expected);
          assertThat(exactness.onSpark(sc, rows, 5, 3)).isEqualTo(expected);
        }
      }
    }
  }

  /** So many partitions that sums are added up in slices, and scores in a tree. */
  @Test
  void sumsInSlicesGiveTheSameBits() {
    ExactnessCase exactness =
        new ExactnessCase(OptimizerKind.GD, BatchSize.full(), Precision.FLOAT32, true);
    List<Example> rows = exactness.rows(70_000);
    String expected = SparkFixture.withSpark("local[2]", sc -> exactness.onThreads(sc, rows));
    try (JavaSparkContext sc = new JavaSparkContext(sessions().get(0))) {
      sc.setLogLevel("ERROR");
      assertThat(exactness.onSpark(sc, rows, 4, 128)).isEqualTo(expected);
    }
  }
}
