package io.rappel.jobs.watch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers as an MLflow tracking server without experiments does, and keeps what it was told. */
public final class TrackingServer implements AutoCloseable {

  private static final JsonMapper JSON = new JsonMapper();

  private final List<String> paths = new CopyOnWriteArrayList<>();
  private final List<JsonNode> bodies = new CopyOnWriteArrayList<>();
  private final List<String> authorizations = new CopyOnWriteArrayList<>();
  private final HttpServer server;
  private volatile int refused;

  public TrackingServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/track/api/2.0/mlflow/", this::answer);
    server.start();
  }

  private void answer(HttpExchange call) throws IOException {
    String path = call.getRequestURI().getPath().replaceFirst(".*/mlflow/", "");
    paths.add(path);
    authorizations.add(String.valueOf(call.getRequestHeaders().getFirst("Authorization")));
    byte[] body = call.getRequestBody().readAllBytes();
    bodies.add(body.length == 0 ? JSON.createObjectNode() : JSON.readTree(body));
    String answer =
        switch (path) {
          case "experiments/get-by-name" -> "{}";
          case "experiments/create" -> "{\"experiment_id\": \"7\"}";
          case "runs/create" -> "{\"run\": {\"info\": {\"run_id\": \"r1\"}}}";
          default -> "{}";
        };
    int status = path.equals("experiments/get-by-name") ? 404 : refused == 0 ? 200 : refused;
    call.sendResponseHeaders(status, 0);
    call.getResponseBody().write(answer.getBytes(StandardCharsets.UTF_8));
    call.close();
  }

  /** Refuses all calls from now on with a status. */
  void refuse(int status) {
    refused = status;
  }

  public String url() {
    return "http://localhost:" + server.getAddress().getPort() + "/track";
  }

  /** What was called, in its order. */
  public List<String> paths() {
    return paths;
  }

  /** What was sent, call by call. */
  public List<JsonNode> bodies() {
    return bodies;
  }

  List<String> authorizations() {
    return authorizations;
  }

  /** All pairs of one kind: params, tags or metrics, of which the last of a key counts. */
  public Map<String, String> pairs(String kind) {
    Map<String, String> pairs = new TreeMap<>();
    for (JsonNode body : bodies) {
      body.path(kind)
          .forEach(pair -> pairs.put(pair.path("key").asText(), pair.path("value").asText()));
    }
    return pairs;
  }

  /** The status with which the run ended. */
  public String status() {
    return bodies.get(bodies.size() - 1).path("status").asText();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
