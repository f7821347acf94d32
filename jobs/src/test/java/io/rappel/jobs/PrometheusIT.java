package io.rappel.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rappel.jobs.RappelProcess.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The metrics of a run on the page where Spark shows its own to Prometheus. */
class PrometheusIT {

  @TempDir private Path directory;

  /** A gauge as Spark's servlet writes it. */
  private static String gauge(String when, String name, Object value) {
    return "%s: metrics_run_driver_rappel_%s_Value{type=\"gauges\"} %s"
        .formatted(when, name, value);
  }

  private JsonNode epoch(int number) throws Exception {
    ObjectMapper json = new ObjectMapper();
    List<String> lines = Files.readAllLines(directory.resolve("model/history.jsonl"));
    for (String line : lines) {
      JsonNode node = json.readTree(line);
      if (node.path("kind").asText().equals("epoch") && node.path("epoch").asInt() == number) {
        return node;
      }
    }
    throw new AssertionError("the history has no epoch " + number);
  }

  @Test
  void sparksPageForPrometheusHasTheRunWhileItGoesOn() throws Exception {
    Result result =
        JavaProcess.ofTests(directory)
            .run(
                ScrapedRun.class.getName(),
                "train --demo xor --epochs 3 --batch full --out model".split(" "));

    assertThat(result.exitCode()).as(result.err()).isZero();
    for (int number = 1; number <= 3; number++) {
      JsonNode epoch = epoch(number);
      String when = "epoch " + number;
      assertThat(result.out().lines())
          .contains(
              when + ": status 200",
              gauge(when, "epoch", number),
              gauge(when, "epochs", 3),
              gauge(when, "step", number),
              gauge(when, "loss", epoch.path("data_loss").asDouble()),
              gauge(when, "validation_loss", epoch.path("validation_loss").asDouble()),
              gauge(when, "rows_per_second", epoch.path("examples_per_second").asDouble()),
              gauge(when, "seconds", epoch.path("seconds").asDouble()));
    }
    assertThat(result.out().lines())
        .contains("after the command: status 200")
        .noneMatch(line -> line.contains("after the command: metrics_run_driver_rappel"));
  }
}
