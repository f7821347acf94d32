package io.rappel.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Retrainings as PyPI's MLflow and TensorBoard show them. */
@Tag("long")
class RetrainWatchIT extends RetrainRuns {

  @Test
  void mlflowHasTheRunAndTheDecision() throws Exception {
    PythonEnvironment python = PythonEnvironment.with("mlflow");
    write(1, false);
    try (PythonEnvironment.Server server =
        python.serve(directory, "src/test/python/mlflow_server.py", "ready (\\S+)")) {
      String url = server.said().group(1);
      assertThat(retrain(1, "--mlflow", url)).as(err.toString()).isZero();
      assertThat(err.toString()).doesNotContain("warning");

      RappelProcess.Result result =
          python.run(directory, "src/test/python/mlflow_run.py", url, "rappel");

      assertThat(result.exitCode()).as(result.err()).isZero();
      JsonNode record = versions().path("records").get(0);
      String run = record.path("run").asText();
      assertThat(result.out().lines())
          .contains(
              "status FINISHED",
              "name " + date(1) + "-" + run,
              "param epochs 6",
              "tag rappel.run " + run,
              "tag rappel.decision promoted",
              "tag rappel.model_version " + record.path("version").asText())
          .anyMatch(line -> line.startsWith("metric gate/challenger/log_loss "));
    }
  }

  @Test
  void tensorBoardHasARunADay() throws Exception {
    PythonEnvironment python = PythonEnvironment.with("tensorboard", "setuptools<81");
    write(1, false);
    Path events = directory.resolve("events");
    assertThat(retrain(1, "--tensorboard", events.toString())).as(err.toString()).isZero();
    JsonNode record = versions().path("records").get(0);
    Path ofRun = events.resolve(date(1) + "-" + record.path("run").asText());

    RappelProcess.Result result =
        python.run(directory, "src/test/python/tensorboard_events.py", ofRun.toString());

    assertThat(result.exitCode()).as(result.err()).isZero();
    double score = record.path("challenger").path("score").asDouble();
    assertThat(result.out().lines())
        .anyMatch(line -> line.startsWith("train/loss "))
        .filteredOn(line -> line.startsWith("gate/challenger/log_loss "))
        .singleElement()
        .asString()
        .contains(String.format(Locale.ROOT, "%.5f", score).substring(0, 6));
  }
}
