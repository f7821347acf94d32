package io.rappel.trainer;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Packages depend on those above them alone, and only those for Spark know of Spark. */
class LayeringTest {

  private static final String ROOT = "io.rappel.trainer";
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          // ArchUnit's own option knows the folder of the default platform alone.
          .withImportOption(location -> !location.contains("/test-classes/"))
          .importPackages(ROOT);

  /** The packages with those that each may use besides itself. */
  enum Layer {
    MATH,
    MATH_EXACT,
    MATH_BLAS(MATH),
    MATH_ROWS(MATH_BLAS),
    NETWORK(MATH_ROWS),
    LOSS(NETWORK),
    OPTIM_RULE(MATH),
    OPTIM_SCHEDULE(OPTIM_RULE),
    OPTIM(OPTIM_SCHEDULE),
    DATA(MATH),
    DATA_BATCH(MATH),
    DATA_HASH(DATA),
    DATA_PROFILE(DATA_HASH),
    DATA_PACK(DATA_PROFILE),
    DATA_SHARD(DATA_PACK, MATH_ROWS, MATH_EXACT),
    FEATURES(DATA_SHARD),
    METRICS(MATH_EXACT),
    OBJECTIVE_SCORE(LOSS, METRICS, DATA_SHARD),
    OBJECTIVE_SUM(NETWORK),
    OBJECTIVE_UNIT(OBJECTIVE_SCORE, OBJECTIVE_SUM, DATA_BATCH),
    OBJECTIVE(OBJECTIVE_UNIT, FEATURES),
    GATE_METRIC(DATA, METRICS),
    GATE(GATE_METRIC),
    MODEL_FILE(NETWORK),
    MODEL(OBJECTIVE, MODEL_FILE),
    DRIFT_REPORT,
    DRIFT(DRIFT_REPORT, MODEL),
    CHECKPOINT_STATE(OPTIM),
    CHECKPOINT(CHECKPOINT_STATE, MODEL),
    CONFIG(FEATURES, DATA_BATCH, LOSS, OPTIM),
    PROGRESS(NETWORK),
    TRAINER(CONFIG, PROGRESS, CHECKPOINT),
    SPARK_ENGINE(TRAINER),
    SPARK_SUM(SPARK_ENGINE),
    SPARK_DEAL(SPARK_SUM),
    SPARK_GATE(SPARK_SUM, GATE_METRIC, DRIFT),
    SPARK_ROWS(SPARK_DEAL),
    SPARK(SPARK_ROWS),
    ONNX(TRAINER);

    private final Set<Layer> mayUse = new LinkedHashSet<>();

    /** What each of these may use, it may use as well. */
    Layer(Layer... above) {
      for (Layer layer : above) {
        mayUse.add(layer);
        mayUse.addAll(layer.mayUse);
      }
    }

    String packageName() {
      return this == TRAINER
          ? ROOT
          : ROOT + "." + name().toLowerCase(Locale.ROOT).replace('_', '.');
    }

    String[] allowed() {
      return Stream.concat(Stream.of(this), mayUse.stream())
          .map(Layer::packageName)
          .toArray(String[]::new);
    }
  }

  @ParameterizedTest
  @EnumSource
  void usesThoseAboveIt(Layer layer) {
    classes()
        .that()
        .resideInAPackage(layer.packageName())
        .should()
        .onlyDependOnClassesThat(
            resideOutsideOfPackage(ROOT + "..").or(resideInAnyPackage(layer.allowed())))
        .check(CLASSES);
  }

  @Test
  void everyPackageIsALayer() {
    Set<String> packages =
        CLASSES.stream().map(JavaClass::getPackageName).collect(Collectors.toSet());

    assertThat(Stream.of(Layer.values()).map(Layer::packageName))
        .containsExactlyInAnyOrderElementsOf(packages);
  }

  @Test
  void onlyTheLayersForSparkUseSpark() {
    noClasses()
        .that()
        .resideOutsideOfPackage(Layer.SPARK.packageName() + "..")
        .should()
        .dependOnClassesThat(
            resideInAPackage("org.apache.spark..")
                .and(resideOutsideOfPackage("org.apache.spark.ml.linalg..")))
        .check(CLASSES);
  }

  @Test
  void noLayerUsesTheCommands() {
    noClasses().should().dependOnClassesThat().resideInAPackage("io.rappel.jobs..").check(CLASSES);
  }
}
