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
    NETWORK(MATH),
    LOSS(MATH, NETWORK),
    OPTIM,
    DATA(MATH),
    FEATURES(MATH, DATA),
    METRICS(MATH),
    OBJECTIVE(MATH, NETWORK, LOSS, OPTIM, DATA, FEATURES, METRICS),
    GATE(MATH, DATA, METRICS),
    MODEL(OBJECTIVE),
    DRIFT(MODEL),
    CHECKPOINT(MODEL),
    TRAINER(CHECKPOINT),
    SPARK(TRAINER, GATE, DRIFT),
    ONNX(TRAINER),
    ML(SPARK);

    private final Set<Layer> mayUse = new LinkedHashSet<>();

    /** What each of these may use, it may use as well. */
    Layer(Layer... above) {
      for (Layer layer : above) {
        mayUse.add(layer);
        mayUse.addAll(layer.mayUse);
      }
    }

    String packageName() {
      return this == TRAINER ? ROOT : ROOT + "." + name().toLowerCase(Locale.ROOT);
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
        .allowEmptyShould(true) // a layer may not be built yet
        .check(CLASSES);
  }

  @Test
  void everyPackageIsALayer() {
    Set<String> packages =
        CLASSES.stream().map(JavaClass::getPackageName).collect(Collectors.toSet());

    assertThat(Stream.of(Layer.values()).map(Layer::packageName)).containsAll(packages);
  }

  @Test
  void onlyTheLayersForSparkUseSpark() {
    noClasses()
        .that()
        .resideOutsideOfPackages(Layer.SPARK.packageName(), Layer.ML.packageName())
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
