package io.rappel.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples as Airflow itself and a reader of crontabs take them. */
@Tag("long")
class SchedulersIT {

  private static final Path PYTHON = Path.of("target", "airflow", "bin", "python");

  @TempDir private static Path home;

  private static JsonNode found;

  @BeforeAll
  static void readAll() throws IOException, InterruptedException {
    assumeTrue(
        Files.isExecutable(PYTHON),
        "skipped: there is no Airflow in target/airflow; .ci/long installs it");
    ProcessBuilder builder =
        new ProcessBuilder(
            PYTHON.toAbsolutePath().toString(),
            Path.of("src/test/python/check_schedules.py").toAbsolutePath().toString(),
            Path.of("src/schedules").toAbsolutePath().toString());
    builder.directory(home.toFile());
    builder.environment().put("AIRFLOW_HOME", home.toString());
    builder.environment().put("AIRFLOW__CORE__LOAD_EXAMPLES", "False");
    builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
    RappelProcess.Result result = RappelProcess.toEnd(builder);
    assertThat(result.exitCode()).as(result.err()).isZero();
    String[] lines = result.out().split("\n");
    found = new ObjectMapper().readTree(lines[lines.length - 1]);
  }

  @Test
  void airflowImportsTheDag() {
    assertThat(found.get("errors")).isEmpty();
    JsonNode dag = found.at("/dags/rappel_retrain");
    assertThat(dag.at("/tasks/0").asText()).isEqualTo("retrain");
    assertThat(dag.at("/retries/0").asInt()).isEqualTo(3);
    assertThat(dag.get("runs_at_once").asInt()).isEqualTo(1);
    assertThat(dag.get("schedule").asText()).isEqualTo("15 4 * * *");
  }

  @Test
  void exitCodesBecomeWhatThePageSays() {
    JsonNode outcomes = found.get("outcomes");

    for (String rejected : List.of("failed", "skipped")) {
      assertThat(outcomes.get(rejected + " 0").asText()).isEqualTo("success");
      for (int wrong : new int[] {2, 3}) {
        assertThat(outcomes.get(rejected + " " + wrong).asText()).isEqualTo("AirflowFailException");
      }
      for (int again : new int[] {1, 4, 6, 130, -9}) {
        assertThat(outcomes.get(rejected + " " + again).asText()).isEqualTo("AirflowException");
      }
    }
    assertThat(outcomes.get("failed 5").asText()).isEqualTo("AirflowFailException");
    assertThat(outcomes.get("skipped 5").asText()).isEqualTo("AirflowSkipException");
  }

  @Test
  void theCrontabIsOne() {
    JsonNode jobs = found.get("cron");

    assertThat(jobs).hasSize(1);
    assertThat(jobs.at("/0/valid").asBoolean()).isTrue();
    assertThat(jobs.at("/0/command").asText()).startsWith("/opt/rappel/").endsWith("/rappel");
    assertThat(jobs.at("/0/next").asText()).isEqualTo("2026-11-02T04:15:00");
  }
}
