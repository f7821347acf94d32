package io.rappel.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the program says where it does not run. */
class PlatformTest {

  private static final int JAVA_8 = 52;

  private static final Platform BUILT = new Platform("4.1.0", "2.13", "17");

  @ParameterizedTest
  @CsvSource({
    "4.1.0, 2.13.17, 17.0.15",
    "4.1.3-amzn-1, 2.13.18, 21",
    "4.1.0.7.3.1.0-197, 2.13.0, 25-ea",
  })
  void itRunsOnWhatItWasBuiltFor(String spark, String scala, String java) {
    assertThat(new Platform(spark, scala, java).mismatch(BUILT)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "3.5.6, 2.12.18, 17.0.15, is Spark 3.5.6 with Scala 2.12.18 on Java 17.0.15",
    "3.5.6-amzn-1, 2.13.8, 17.0.15, is Spark 3.5.6-amzn-1 with Scala 2.13.8 on Java 17.0.15",
    "4.0.1, 2.13.16, 17.0.15, is Spark 4.0.1 with Scala 2.13.16 on Java 17.0.15",
    "4.10.0, 2.13.16, 17.0.15, is Spark 4.10.0 with Scala 2.13.16 on Java 17.0.15",
    "4.1.0, 2.12.18, 17.0.15, is Spark 4.1.0 with Scala 2.12.18 on Java 17.0.15",
    "4.1.0, 2.13.17, 11.0.13, is Spark 4.1.0 with Scala 2.13.17 on Java 11.0.13",
    "4.1.0, 2.13.17, 1.8.0_402, is Spark 4.1.0 with Scala 2.13.17 on Java 1.8.0_402",
    ", , 21, is no Spark (spark-submit brings it) on Java 21",
  })
  void whatDiffersIsNamed(String spark, String scala, String java, String here) {
    assertThat(new Platform(spark, scala, java).mismatch(BUILT).orElseThrow())
        .startsWith("this program is built for Spark 4.1 with Scala 2.13 on Java 17 or newer, ")
        .contains("and here " + here + " (");
  }

  @Test
  void thisPlatformIsTheOneThatItWasBuiltFor() {
    assertThat(Platform.mismatch()).isEmpty();
  }

  /** Whatever class is missed first: Spark needs some 100 files beside its 200 jars. */
  @Test
  void aLimitOfOpenFilesBelowTheClassPathIsTold() {
    assertThat(Platform.fewFiles(64, 201).orElseThrow())
        .isEqualTo(
            "the system lets this process open 64 files, fewer than it needs for the 201 of its"
                + " class path and some more: raise the limit, such as with ulimit -n 4096");
    assertThat(Platform.fewFiles(264, 201)).isPresent();
    assertThat(Platform.fewFiles(265, 201)).isEmpty();
    assertThat(Platform.fewFiles(Long.MAX_VALUE, 201)).isEmpty();
    assertThat(Platform.fewFiles(-1, 201)).as("no limit").isEmpty();
    assertThat(Platform.fewFiles()).isEmpty();
  }

  /** An older Java can load the classes that tell it what it lacks. */
  @ParameterizedTest
  @ValueSource(classes = {Rappel.class, Host.class, Platform.class, CommandFailedException.class})
  void theEntryIsForJava8(Class<?> entry) throws IOException {
    try (DataInputStream in =
        new DataInputStream(entry.getResourceAsStream(entry.getSimpleName() + ".class"))) {
      in.readInt();
      in.readUnsignedShort();
      assertThat(in.readUnsignedShort()).isEqualTo(JAVA_8);
    }
  }
}
