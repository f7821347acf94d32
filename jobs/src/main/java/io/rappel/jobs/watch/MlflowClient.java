package io.rappel.jobs.watch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.rappel.jobs.text.Secrets;
import io.rappel.trainer.config.ConfigurationException;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * The calls of MLflow's REST API that a run needs; see
 * https://mlflow.org/docs/latest/rest-api.html.
 */
final class MlflowClient {

  private static final String API = "api/2.0/mlflow/";
  private static final Duration CONNECTING = Duration.ofSeconds(5);
  private static final Duration ANSWERING = Duration.ofSeconds(10);
  private static final int NOT_FOUND = 404;
  private static final int FIRST_FAILURE = 300;
  private static final JsonMapper JSON = new JsonMapper();

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECTING).build();
  private final URI base;
  private final String authorization;

  /** The server has answered, and refused. */
  static final class RefusedException extends IOException {
    private static final long serialVersionUID = 1L;
    private final int status;

    RefusedException(String message, int status) {
      super(message);
      this.status = status;
    }
  }

  /**
   * @param url of the tracking server
   * @param environment with MLFLOW_TRACKING_TOKEN, or MLFLOW_TRACKING_USERNAME and …_PASSWORD
   * @throws ConfigurationException if it is no such URL
   */
  MlflowClient(String url, Map<String, String> environment) {
    URI given;
    try {
      given = new URI(url.endsWith("/") ? url : url + "/");
      this.base =
          new URI(
              given.getScheme(),
              null,
              given.getHost(),
              given.getPort(),
              given.getPath(),
              null,
              null);
    } catch (URISyntaxException e) {
      throw noUrl(url);
    }
    if (given.getHost() == null || !List.of("http", "https").contains(given.getScheme())) {
      throw noUrl(url);
    }
    this.authorization = authorization(given.getUserInfo(), environment);
  }

  private static ConfigurationException noUrl(String url) {
    return new ConfigurationException(
        "--mlflow %s is no URL of a tracking server, such as http://localhost:5000"
            .formatted(Secrets.masked(url)));
  }

  private static String authorization(String userInfo, Map<String, String> environment) {
    String token = environment.get("MLFLOW_TRACKING_TOKEN");
    if (token != null && !token.isBlank()) {
      return "Bearer " + token.trim();
    }
    String user = environment.get("MLFLOW_TRACKING_USERNAME");
    String password = environment.getOrDefault("MLFLOW_TRACKING_PASSWORD", "");
    String both = user != null && !user.isBlank() ? user + ":" + password : userInfo;
    return both == null
        ? null
        : "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
  }

  /** The id of the experiment of a name, which is made where there is none. */
  String experiment(String name) throws IOException {
    String query = "?experiment_name=" + URLEncoder.encode(name, StandardCharsets.UTF_8);
    try {
      return get("experiments/get-by-name" + query).at("/experiment/experiment_id").asText();
    } catch (RefusedException e) {
      if (e.status != NOT_FOUND) {
        throw e;
      }
      return post("experiments/create", Map.of("name", name)).path("experiment_id").asText();
    }
  }

  /** Begins a run; gives its id. */
  String begin(String experiment, String name, long millis, List<Map<String, Object>> tags)
      throws IOException {
    Map<String, Object> run =
        Map.of("experiment_id", experiment, "run_name", name, "start_time", millis, "tags", tags);
    return post("runs/create", run).at("/run/info/run_id").asText();
  }

  /** Adds metrics, parameters and tags, few enough for one call. */
  void log(
      String run,
      List<Map<String, Object>> metrics,
      List<Map<String, Object>> params,
      List<Map<String, Object>> tags)
      throws IOException {
    post(
        "runs/log-batch",
        Map.of("run_id", run, "metrics", metrics, "params", params, "tags", tags));
  }

  /** Ends a run. */
  void end(String run, String status, long millis) throws IOException {
    post("runs/update", Map.of("run_id", run, "status", status, "end_time", millis));
  }

  private JsonNode get(String call) throws IOException {
    return send(request(call).GET());
  }

  private JsonNode post(String call, Map<String, Object> body) throws IOException {
    BodyPublisher json = BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body));
    return send(request(call).header("Content-Type", "application/json").POST(json));
  }

  private HttpRequest.Builder request(String call) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve(API + call)).timeout(ANSWERING);
    return authorization == null ? request : request.header("Authorization", authorization);
  }

  private JsonNode send(HttpRequest.Builder builder) throws IOException {
    HttpRequest request = builder.build();
    HttpResponse<String> response;
    try {
      response = http.send(request, BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (IOException e) {
      String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      throw new IOException("%s does not answer: %s".formatted(base, why), e);
    }
    if (response.statusCode() >= FIRST_FAILURE) {
      throw new RefusedException(
          "%s answers %s with status %d"
              .formatted(base, request.uri().getPath(), response.statusCode()),
          response.statusCode());
    }
    return JSON.readTree(response.body());
  }
}
