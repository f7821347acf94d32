package io.rappel.trainer.metrics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Named;

/** What metric_references.py wrote: metrics that scikit-learn computes. */
final class References {

  private static final ObjectMapper JSON = new ObjectMapper();

  private References() {}

  /** The cases of a task by name. */
  static Stream<Named<JsonNode>> cases(String task) {
    JsonNode cases = read().get(task);
    Iterable<String> names = cases::fieldNames;
    return StreamSupport.stream(names.spliterator(), false)
        .map(name -> Named.of(name, cases.get(name)));
  }

  private static JsonNode read() {
    try (InputStream file = References.class.getResourceAsStream("/metric-references.json")) {
      return JSON.readTree(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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

  static List<String> labels(int n) {
    return IntStream.range(0, n).mapToObj(label -> "label " + label).toList();
  }
}
