package io.rappel.jobs;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
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

/**
 * Rooms use those above them alone; the root, where a command begins, uses all. Spark ML's
 * estimators have rooms of their own.
 */
class RoomsTest {

  private static final String ROOT = "io.rappel.jobs";
  private static final String ESTIMATORS = "rappel.ml";
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          // ArchUnit's own option knows the folder of the default platform alone.
          .withImportOption(location -> !location.contains("/test-classes/"))
          .importPackages(ROOT, ESTIMATORS);

  /** The rooms with those that each may use besides itself. */
  enum Room {
    TEXT,
    SPARK,
    OUTPUT_FILES(TEXT),
    OUTPUT_CONSOLE(TEXT),
    OUTCOME(SPARK, OUTPUT_FILES),
    OUTPUT(OUTCOME, OUTPUT_CONSOLE),
    ROWS_CELL,
    ROWS_BATCH(ROWS_CELL),
    ROWS_FILES(ROWS_BATCH, OUTPUT_FILES, SPARK),
    ROWS_JSON(ROWS_FILES),
    ROWS_FAULTS(ROWS_JSON),
    ROWS_ORDER(ROWS_FILES),
    ROWS_SOURCE(ROWS_FAULTS, ROWS_ORDER),
    ROWS_COLUMNS(ROWS_SOURCE),
    ROWS_SURVEY(ROWS_COLUMNS),
    ROWS_PREDICT(ROWS_SOURCE),
    ROWS(ROWS_SURVEY, ROWS_PREDICT),
    REGISTRY_LOG(OUTPUT),
    REGISTRY(REGISTRY_LOG),
    WATCH(OUTPUT),
    REPORT_PAGE(TEXT),
    REPORT_CHART(REPORT_PAGE),
    REPORT_SECTION(REPORT_CHART),
    REPORT(OUTPUT, REPORT_SECTION),
    CONFIG_VALUES(ROWS),
    CONFIG_OPTIONS(CONFIG_VALUES, REGISTRY, WATCH),
    CONFIG_TRAINING(CONFIG_OPTIONS),
    CONFIG(CONFIG_TRAINING),
    SESSION(CONFIG),
    RUN(SESSION, REPORT),
    RETRAIN(RUN),
    BENCH_MEASURE(OUTCOME),
    BENCH_ROWS(BENCH_MEASURE, CONFIG_OPTIONS),
    BENCH_CONTEST(BENCH_ROWS),
    BENCH(BENCH_CONTEST),
    COMMANDS(RETRAIN, BENCH),
    COMMANDS_REGISTRY(COMMANDS),
    ML_PARAM(CONFIG),
    ML_FRAME(ML_PARAM),
    ML_FIT(ML_FRAME, RUN),
    ML_MODEL(ML_FRAME),
    ML(ML_FIT, ML_MODEL);

    private final Set<Room> mayUse = new LinkedHashSet<>();

    /** What each of these may use, it may use as well. */
    Room(Room... above) {
      for (Room room : above) {
        mayUse.add(room);
        mayUse.addAll(room.mayUse);
      }
    }

    String packageName() {
      String name = name().toLowerCase(Locale.ROOT).replace('_', '.');
      return (name().startsWith("ML") ? "rappel." : ROOT + ".") + name;
    }

    String[] allowed() {
      return Stream.concat(Stream.of(this), mayUse.stream())
          .map(Room::packageName)
          .toArray(String[]::new);
    }
  }

  @ParameterizedTest
  @EnumSource
  void usesThoseAboveIt(Room room) {
    classes()
        .that()
        .resideInAPackage(room.packageName())
        .should()
        .onlyDependOnClassesThat(
            resideOutsideOfPackages(ROOT + "..", ESTIMATORS + "..")
                .or(resideInAnyPackage(room.allowed())))
        .check(CLASSES);
  }

  @Test
  void everyPackageIsARoom() {
    Set<String> packages =
        CLASSES.stream()
            .map(JavaClass::getPackageName)
            .filter(name -> !name.equals(ROOT))
            .collect(Collectors.toSet());

    assertThat(Stream.of(Room.values()).map(Room::packageName))
        .containsExactlyInAnyOrderElementsOf(packages);
  }
}
