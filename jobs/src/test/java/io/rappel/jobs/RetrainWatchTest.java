package io.rappel.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.rappel.jobs.watch.TrackingServer;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Retrainings that others are told of. */
class RetrainWatchTest extends RetrainRuns {

  @Test
  void theServerIsToldOfTheRunAndWhatBecameOfItsModel() throws IOException {
    write(1, false);
    write(2, true);
    try (TrackingServer server = new TrackingServer()) {
      assertThat(retrain(1, "--mlflow", server.url())).as(err.toString()).isZero();

      JsonNode record = versions().path("records").get(0);
      String run = record.path("run").asText();
      String version = record.path("version").asText();
      JsonNode begun = server.bodies().get(server.paths().indexOf("runs/create"));
      assertThat(begun.path("run_name").asText()).isEqualTo(date(1) + "-" + run);
      assertThat(server.pairs("tags"))
          .containsEntry("mlflow.source.name", "rappel retrain")
          .containsEntry("rappel.run", run)
          .containsEntry("rappel.logical_date", date(1))
          .containsEntry("rappel.registry", registry)
          .containsEntry("rappel.decision", "promoted")
          .containsEntry("rappel.record", record.path("number").asText())
          .containsEntry("rappel.model_version", version)
          .containsEntry("rappel.weights_sha256", version)
          .containsEntry("rappel.model", registry + "/models/" + version)
          .doesNotContainKey("rappel.previous_version");
      assertThat(server.pairs("params")).containsEntry("epochs", "6").containsKey("gate-margin");
      assertThat(server.pairs("metrics"))
          .containsEntry(
              "gate/challenger/log_loss", record.path("challenger").path("score").asText())
          .containsKeys("step/loss", "validation/loss", "final/train/log_loss");
      assertThat(server.status()).isEqualTo("FINISHED");
    }
    try (TrackingServer server = new TrackingServer()) {
      assertThat(retrain(2, "--mlflow", server.url())).as("shuffled labels").isEqualTo(5);

      JsonNode record = versions().path("records").get(1);
      assertThat(server.pairs("tags"))
          .containsEntry("rappel.decision", "rejected")
          .containsEntry("rappel.decided_because", record.path("why").asText())
          .containsEntry("rappel.previous_version", record.path("previous").asText());
      assertThat(server.pairs("metrics"))
          .containsEntry("gate/champion/log_loss", record.path("champion").path("score").asText());
      assertThat(server.status()).isEqualTo("FINISHED");
    }
  }

  @Test
  void whoWatchesIsNoPartOfTheRun() throws IOException {
    write(1, false);
    Path events = directory.resolve("events");
    assertThat(retrain(1, "--tensorboard", events.toString())).as(err.toString()).isZero();
    String run = versions().path("records").get(0).path("run").asText();
    try (Stream<Path> files = Files.list(events.resolve(date(1) + "-" + run))) {
      assertThat(files.filter(file -> file.toString().contains("tfevents"))).hasSize(1);
    }

    try (TrackingServer server = new TrackingServer()) {
      assertThat(retrain(1, "--mlflow", server.url())).isZero();
      assertThat(out.toString()).contains("run " + run + " is recorded already");
      assertThat(server.paths()).as("nothing was done").isEmpty();
    }
    assertThat(kinds(versions())).containsExactly("promoted");
  }

  @Test
  void aReplayIsNotToldToThoseWhoWatchedThen() throws IOException {
    write(1, false);
    try (TrackingServer server = new TrackingServer()) {
      assertThat(retrain(1, "--mlflow", server.url())).as(err.toString()).isZero();
      int calls = server.paths().size();
      String days = date(1) + ".." + date(1);
      String[] replay = {"retrain", "--registry", registry, "--replay", days, "--into"};

      assertThat(run(with(replay, directory.resolve("again").toString()))).isZero();
      assertThat(server.paths()).hasSize(calls);

      assertThat(run(with(replay, directory.resolve("told").toString(), "--mlflow", server.url())))
          .isZero();
      assertThat(server.paths()).hasSizeGreaterThan(calls);
    }
  }

  @Test
  void aServerThatIsDownCostsAWarningAndWhatIsNoUrlTheRun() throws IOException {
    write(1, false);
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    for (Map.Entry<String, Integer> server :
        Map.of("ftp://host", 2, "http://localhost:" + port, 0).entrySet()) {
      assertThat(retrain(1, "--mlflow", server.getKey())).isEqualTo(server.getValue());
      assertThat(err.toString()).contains("--mlflow");
    }
    assertThat(kinds(versions())).isEqualTo(List.of("promoted"));
  }
}
