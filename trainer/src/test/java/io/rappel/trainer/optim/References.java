package io.rappel.trainer.optim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** What optimizer_trajectories.py wrote: points that PyTorch, SciPy and scikit-learn reach. */
final class References {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonNode ALL = read();

  private References() {}

  private static JsonNode read() {
    try (InputStream file = References.class.getResourceAsStream("/optimizer-trajectories.json")) {
      return JSON.readTree(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode get(String name) {
    return ALL.get(name);
  }

  static double[] vector(JsonNode node) {
    return JSON.convertValue(node, double[].class);
  }

  static double[][] rows(JsonNode node) {
    return JSON.convertValue(node, double[][].class);
  }

  static int[] integers(JsonNode node) {
    return JSON.convertValue(node, int[].class);
  }
}
