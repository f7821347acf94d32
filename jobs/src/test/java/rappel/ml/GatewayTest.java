package rappel.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.rappel.jobs.rows.LocalSpark;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import py4j.reflection.ReflectionEngine;

/** What PySpark calls in classic sessions, by the gateway that it calls it through. */
class GatewayTest {

  private static Dataset<Row> frame;
  private static RappelClassifier classifier;
  private static RappelClassificationModel classes;
  private static RappelRegressor regressor;
  private static RappelRegressionModel numbers;

  @BeforeAll
  static void train() {
    frame =
        LocalSpark.session()
            .range(400)
            .select(
                functions.expr("cast(id % 7 as double)").as("a"),
                functions.expr("if(id % 2 = 0, 'even', 'odd')").as("b"),
                functions.expr("cast(1 + id % 2 as double)").as("y"));
    classifier =
        new RappelClassifier()
            .setFeaturesCols(new String[] {"a", "b"})
            .setHidden(new int[] {8})
            .setMaxIter(100);
    classifier.setLabelCol("y");
    classes = classifier.fit(frame);
    regressor =
        new RappelRegressor()
            .setFeaturesCols(new String[] {"a", "b"})
            .setHidden(new int[] {8})
            .setMaxIter(2);
    regressor.setLabelCol("y");
    numbers = regressor.fit(frame);
  }

  private static Object call(Object object, String method) {
    ReflectionEngine engine = new ReflectionEngine();
    return engine.invoke(object, engine.getMethod(object, method, new Object[0]), new Object[0]);
  }

  @ParameterizedTest
  @ValueSource(strings = {"uid", "params", "write", "toString"})
  void ofStages(String method) {
    for (Object stage : List.of(classifier, regressor, classes, numbers)) {
      assertThat(call(stage, method)).as("%s of %s", method, stage.getClass()).isNotNull();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"hasSummary", "summary", "numFeatures", "weightsSha256"})
  void ofModels(String method) {
    for (Object model : List.of(classes, numbers)) {
      assertThat(call(model, method)).as("%s of %s", method, model.getClass()).isNotNull();
    }
    assertThat(call(classes, "numClasses")).isEqualTo(2);
    assertThat(call(classes, "weights")).isEqualTo(classes.weights());
  }

  @Test
  void ofSummaries() {
    assertThat(call(classes.summary(), "accuracy")).isEqualTo(1.0);
    assertThat((double[]) call(classes.summary(), "labels")).containsExactly(0, 1);
    for (Object summary : List.of(classes.summary(), numbers.summary())) {
      Stream.of(summary.getClass().getMethods())
          .filter(method -> isForPeople(method))
          .forEach(
              method ->
                  assertThatCode(() -> call(summary, method.getName()))
                      .as("%s of %s", method.getName(), summary.getClass())
                      .doesNotThrowAnyException());
    }
  }

  private static boolean isForPeople(Method method) {
    return method.getParameterCount() == 0
        && !Modifier.isStatic(method.getModifiers())
        && method.getDeclaringClass() != Object.class
        && !method.getName().contains("$");
  }
}
