package io.rappel.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.rappel.jobs.RappelProcess.Result;
import io.rappel.jobs.rows.LocalSpark;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rappel.ml.ForeignSession;

/** Estimators in sessions that Rappel has not made, with whatever serializer. */
@Tag("long")
class ForeignSessionIT {

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "org.apache.spark.serializer.JavaSerializer",
        "org.apache.spark.serializer.KryoSerializer"
      })
  void theModelIsThatOfASessionOfRappels(String serializer) throws Exception {
    Result result = JavaProcess.ofTests(directory).run(ForeignSession.class.getName(), serializer);

    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out().strip())
        .endsWith("sha256 " + ForeignSession.sha256(LocalSpark.session()));
  }
}
