package io.rappel.jobs.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.rappel.trainer.config.ConfigurationException;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MlflowTest {

  private final List<String> warnings = new CopyOnWriteArrayList<>();
  private TrackingServer server;

  @BeforeEach
  void start() throws IOException {
    server = new TrackingServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Mlflow begin(String url, Map<String, String> environment) {
    Map<String, Object> parameters = new LinkedHashMap<>();
    for (int i = 0; i < 120; i++) {
      parameters.put("p" + i, "x".repeat(1 + 10 * i));
    }
    parameters.put("data", "https://me:secret-word@host/a.csv");
    return Mlflow.begin(
        url, "model", parameters, Map.of("rappel.run", "id"), environment, warnings::add);
  }

  @Test
  void tellsParametersMetricsAndTheEnd() {
    try (Mlflow mlflow = begin(server.url(), Map.of("MLFLOW_EXPERIMENT_NAME", "income 2"))) {
      Reports.tell(mlflow);
    }

    assertThat(warnings).isEmpty();
    assertThat(server.paths())
        .startsWith("experiments/get-by-name", "experiments/create", "runs/create")
        .endsWith("runs/update");
    List<JsonNode> bodies = server.bodies();
    assertThat(bodies.get(1).path("name").asText()).isEqualTo("income 2");
    assertThat(bodies.get(2).path("experiment_id").asText()).isEqualTo("7");
    assertThat(bodies.get(2).path("run_name").asText()).isEqualTo("model");
    int parameters = 0;
    List<String> metrics = new CopyOnWriteArrayList<>();
    for (JsonNode body : bodies) {
      assertThat(body.path("params").size()).isLessThanOrEqualTo(100);
      parameters += body.path("params").size();
      body.path("params")
          .forEach(p -> assertThat(p.path("value").asText().length()).isLessThan(501));
      body.path("metrics")
          .forEach(
              m ->
                  metrics.add(
                      "%s %s %s"
                          .formatted(
                              m.path("key").asText(),
                              m.path("step").asText(),
                              m.path("value").asText())));
    }
    assertThat(parameters).isEqualTo(121);
    assertThat(metrics)
        .contains("step/loss 2 0.5", "validation/accuracy 6 0.75", "validation/loss 6 0.5")
        .noneMatch(metric -> metric.startsWith("validation/loss 4"));
    // Nothing said that it gave a model.
    assertThat(server.status()).isEqualTo("FAILED");
    assertThat(bodies.toString()).doesNotContain("secret-word");
  }

  @Test
  void credentialsComeFromTheEnvironment() {
    try (Mlflow mlflow = begin(server.url(), Map.of("MLFLOW_TRACKING_TOKEN", "t0ken"))) {
      Reports.tell(mlflow);
    }
    assertThat(server.authorizations()).containsOnly("Bearer t0ken");
    server.authorizations().clear();

    Map<String, String> password =
        Map.of("MLFLOW_TRACKING_USERNAME", "me", "MLFLOW_TRACKING_PASSWORD", "pw");
    try (Mlflow mlflow = begin(server.url(), password)) {
      Reports.tell(mlflow);
    }
    assertThat(server.authorizations()).containsOnly("Basic bWU6cHc=");
  }

  @Test
  void aServerThatIsDownCostsAWarningAndSecondsAtTheMost() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    long begun = System.nanoTime();
    try (Mlflow mlflow = begin("http://me:pw@localhost:" + port, Map.of())) {
      Reports.tell(mlflow);
    }

    assertThat((System.nanoTime() - begun) / 1e9).isLessThan(20);
    assertThat(warnings).singleElement().asString().contains("is not tracked any further");
    assertThat(warnings.get(0)).contains("http://localhost:" + port).doesNotContain("pw");
  }

  @Test
  void aServerThatRefusesIsAskedOnce() {
    server.refuse(403);
    try (Mlflow mlflow = begin(server.url(), Map.of())) {
      Reports.tell(mlflow);
    }

    assertThat(warnings).singleElement().asString().contains("with status 403");
    assertThat(server.paths()).hasSize(2);
  }

  @Test
  void whatIsNoUrlIsAConfigurationError() {
    for (String wrong : List.of("mlflow", "ftp://host", "http://a b", "file:/tmp")) {
      assertThatThrownBy(() -> Mlflow.requireUrl(wrong))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageStartingWith("--mlflow " + wrong + " is no URL of a tracking server");
    }
  }
}
