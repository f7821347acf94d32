package io.rappel.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.rappel.jobs.RappelProcess.Result;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands in a JVM that somebody else has started, in real processes. */
class HostIT {

  private static final String RAPPEL = Rappel.class.getName();

  @TempDir private Path directory;

  private static String[] words(String arguments) {
    return arguments.split(" ");
  }

  @Test
  void aProgramThatHasSparkGoesOnAfterACommand() throws Exception {
    Result result =
        JavaProcess.ofSpark(directory, JavaProcess.TESTS, JavaProcess.JAR, JavaProcess.SPARK)
            .run(Notebook.class.getName(), words("train --demo xor --epochs 1 --out model"));

    assertThat(result.out()).contains("the command has returned", "rows counted after it: 42");
    assertThat(result.exitCode()).as(result.err()).isEqualTo(Notebook.EXIT_CODE);
    assertThat(directory.resolve("model/weights.safetensors")).isNotEmptyFile();
  }

  @Test
  void aProgramThatHasSparkIsToldOfAFailure() throws Exception {
    Result result =
        JavaProcess.ofSpark(directory, JavaProcess.TESTS, JavaProcess.JAR, JavaProcess.SPARK)
            .run(Notebook.class.getName(), words("train --data no.csv --label y --out model"));

    assertThat(result.out())
        .containsPattern("the command has thrown: .*no\\.csv")
        .contains("rows counted after it: 42");
    assertThat(result.exitCode()).as(result.err()).isEqualTo(Notebook.EXIT_CODE);
  }

  @Test
  void missingOptionsOfTheJvmAreSpeltOut() throws Exception {
    JavaProcess plain = JavaProcess.plain(directory, JavaProcess.JAR, JavaProcess.SPARK);
    String[] train = words("train --demo xor --epochs 1 --out model --overwrite");

    Result refused = plain.run(RAPPEL, train);
    List<String> options =
        Pattern.compile("--add-opens=\\S+")
            .matcher(refused.err())
            .results()
            .map(MatchResult::group)
            .toList();
    Result trained = plain.with(options).run(RAPPEL, train);

    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err().lines()).hasSize(1);
    assertThat(refused.err())
        .startsWith("rappel: error: this JVM was started without what Spark needs on Java ");
    assertThat(options).hasSizeGreaterThan(5);
    assertThat(trained.exitCode()).as(trained.err()).isZero();
  }

  @Test
  void aSingleMissingOptionIsTheOneThatIsNamed() throws Exception {
    List<String> others =
        JavaProcess.SPARK_OPTIONS.stream().filter(option -> !option.contains("java.nio=")).toList();

    Result refused =
        JavaProcess.plain(directory, JavaProcess.JAR, JavaProcess.SPARK)
            .with(others)
            .run(RAPPEL, words("train --demo xor --out model"));

    assertThat(refused.err())
        .contains(
            "on Java %d: add --add-opens=java.base/java.nio=ALL-UNNAMED (with"
                .formatted(Runtime.version().feature()));
    assertThat(refused.exitCode()).isEqualTo(2);
  }

  @Test
  void aMasterThatAJarBringsIsWarnedOfAndUsed() throws Exception {
    Result result =
        JavaProcess.ofSpark(directory, JavaProcess.TESTS, JavaProcess.JAR, JavaProcess.SPARK)
            .run(
                RAPPEL,
                words("train --demo xor --epochs 1 --out model --master " + ForeignMaster.URL));

    assertThat(result.err())
        .contains("rappel: warning: the master custom:foreign is none of local[*], ")
        .contains(
            "Spark %s on custom:foreign"
                .formatted(org.apache.spark.package$.MODULE$.SPARK_VERSION()));
    assertThat(result.exitCode()).as(result.err()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"spork://x", "local[0]", "LOCAL", "spark://nowhere", "local-cluster[2]"})
  void aMasterThatNobodyKnowsIsNamedWithThoseThatAre(String master) throws Exception {
    Result result =
        JavaProcess.ofSpark(directory, JavaProcess.JAR, JavaProcess.SPARK)
            .run(RAPPEL, words("train --demo xor --out model --master " + master));

    assertThat(result.err())
        .contains("rappel: error: Spark does not start on the master " + master + " (")
        .contains("); it takes local[*], local[N], local-cluster[N,CORES,MB], spark://HOST:PORT,");
    assertThat(result.exitCode()).isEqualTo(2);
  }

  @Test
  void aClusterManagerWhoseJarIsMissingIsNamed() throws Exception {
    Result result =
        JavaProcess.ofSpark(directory, JavaProcess.JAR, JavaProcess.SPARK)
            .run(RAPPEL, words("train --demo xor --out model --master yarn"));

    assertThat(result.err())
        .contains("does not start on the master yarn, whose jar is not on the class path; use");
    assertThat(result.exitCode()).isEqualTo(2);
  }

  @Test
  void anotherSparkIsNamedBeforeAnythingElse() throws Exception {
    Result result =
        JavaProcess.plain(directory, JavaProcess.JAR, JavaProcess.OTHER_SPARK)
            .run(RAPPEL, words("train --demo xor --out model"));

    assertThat(result.err().lines()).hasSize(1);
    assertThat(result.err())
        .matches(
            "(?s)rappel: error: this program is built for Spark [34]\\.\\d with Scala 2\\.1[23] on Java 17"
                + " or newer, and here is Spark 3\\.5\\.6 with Scala 2\\.1[23]\\.\\d+ on Java .*");
    assertThat(result.exitCode()).isEqualTo(2);
  }
}
