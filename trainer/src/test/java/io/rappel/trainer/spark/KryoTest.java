package io.rappel.trainer.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Registration;
import io.rappel.trainer.data.Example;
import io.rappel.trainer.objective.unit.Workspaces;
import io.rappel.trainer.spark.sum.HeldSums;
import io.rappel.trainer.spark.sum.SumComparison;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.serializer.KryoSerializer;
import org.apache.spark.serializer.SerializerInstance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/** What crosses the network comes out as it went in, with every class registered. */
class KryoTest {

  private static Stream<Object> samples() {
    return KryoSamples.all().stream();
  }

  /** Classes of ours that the registrator registers. */
  private static Set<Class<?>> registered() {
    Set<Class<?>> types = new HashSet<>();
    Kryo recorder =
        new Kryo() {
          @Override
          @SuppressWarnings("rawtypes") // Kryo's own signature
          public Registration register(Class type) {
            types.add(type);
            return super.register(type);
          }
        };
    new RappelKryoRegistrator().registerClasses(recorder);
    types.removeIf(type -> !elementType(type).getName().startsWith("io.rappel"));
    return types;
  }

  private static Class<?> elementType(Class<?> type) {
    return type.isArray() ? elementType(type.getComponentType()) : type;
  }

  @ParameterizedTest
  @MethodSource("samples")
  void comesOutAsItWentIn(Object sample) {
    SerializerInstance serializer = new KryoSerializer(SparkFixture.configuration()).newInstance();
    ClassTag<Object> tag = ClassTag$.MODULE$.apply(Object.class);
    ByteBuffer bytes = serializer.serialize(sample, tag);
    Object copy = serializer.deserialize(bytes, tag);

    assertThat(copy)
        .isNotSameAs(sample)
        .usingRecursiveComparison()
        .withStrictTypeChecking()
        .isEqualTo(sample);
  }

  @Test
  void everyRegisteredClassHasASample() {
    Set<Class<?>> sampled = new HashSet<>();
    samples().forEach(sample -> reach(sample, sampled));

    assertThat(sampled).containsAll(registered());
  }

  /** Collects the classes of an object and of all that it holds. */
  private static void reach(Object object, Set<Class<?>> reached) {
    if (object == null || !elementType(object.getClass()).getName().startsWith("io.rappel")) {
      if (object instanceof java.util.Map<?, ?> map) {
        map.values().forEach(value -> reach(value, reached));
      } else if (object instanceof List<?> list) {
        list.forEach(element -> reach(element, reached));
      }
      return;
    }
    reached.add(object.getClass());
    if (object instanceof Object[] array) {
      Stream.of(array).forEach(element -> reach(element, reached));
    }
    for (Field field : fields(object.getClass())) {
      try {
        field.setAccessible(true);
        reach(field.get(object), reached);
      } catch (IllegalAccessException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static List<Field> fields(Class<?> type) {
    List<Field> fields = new ArrayList<>();
    for (Class<?> c = type;
        c != null && c.getName().startsWith("io.rappel");
        c = c.getSuperclass()) {
      Stream.of(c.getDeclaredFields())
          .filter(field -> !Modifier.isStatic(field.getModifiers()))
          .forEach(fields::add);
    }
    return fields;
  }

  /** Kryo leaves transient fields out without a word, which is meant where they travel empty. */
  @Test
  void registeredClassesHaveNeitherRecordsNorTransientFields() {
    Set<Class<?>> types = registered();
    types.removeAll(Set.of(Workspaces.class, HeldSums.class, SumComparison.Vectors.class));
    for (Class<?> type : types) {
      assertThat(elementType(type).isRecord()).as("%s", type).isFalse();
      for (Field field : fields(type)) {
        assertThat(elementType(field.getType()).isRecord()).as("%s", field).isFalse();
        assertThat(Modifier.isTransient(field.getModifiers())).as("%s", field).isFalse();
      }
    }
  }

  @Test
  void whatIsNotRegisteredIsRefused() {
    SerializerInstance serializer = new KryoSerializer(SparkFixture.configuration()).newInstance();
    Object unknown = List.of(new StringBuilder(), new Example(null, new double[1], 1));

    assertThatThrownBy(() -> serializer.serialize(unknown, ClassTag$.MODULE$.apply(Object.class)))
        .hasMessageContaining("not registered");
  }
}
