package io.rappel.jobs.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.rappel.jobs.PythonEnvironment;
import io.rappel.jobs.RappelProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A tracking server of PyPI's mlflow. */
@Tag("long")
class MlflowIT {

  @TempDir private Path directory;

  @Test
  void theServerHasTheRun() throws Exception {
    PythonEnvironment python = PythonEnvironment.with("mlflow");
    List<String> warnings = new ArrayList<>();
    try (PythonEnvironment.Server server =
        python.serve(directory, "src/test/python/mlflow_server.py", "ready (\\S+)")) {
      String url = server.said().group(1);
      try (Mlflow mlflow =
          Mlflow.begin(
              url,
              "model",
              Map.of("epochs", 3, "hidden", List.of(2, 1)),
              Map.of("rappel.run", "id"),
              Map.of("MLFLOW_EXPERIMENT_NAME", "incomes"),
              warnings::add)) {
        Reports.tell(mlflow);
      }
      assertThat(warnings).isEmpty();

      RappelProcess.Result result =
          python.run(directory, "src/test/python/mlflow_run.py", url, "incomes");

      assertThat(result.exitCode()).as(result.err()).isZero();
      assertThat(result.out().lines())
          .contains(
              "status FAILED",
              "name model",
              "param epochs 3",
              "param hidden [2, 1]",
              "tag rappel.run id",
              "tag rappel.rows 100",
              "metric step/loss 1:1.0 2:0.5 3:0.3333333333333333 4:0.25 5:0.2 6:0.16666666666666666",
              "metric validation/loss 2:0.5 6:0.5");
    }
  }
}
