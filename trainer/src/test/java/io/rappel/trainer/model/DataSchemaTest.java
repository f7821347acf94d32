package io.rappel.trainer.model;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rappel.trainer.data.Task;
import java.util.List;
import org.junit.jupiter.api.Test;

class DataSchemaTest {

  @Test
  void refusesColumnsThatAreNamedTwice() {
    refuses(List.of("a", "a"), List.of("y"), null, "two columns named 'a'");
    refuses(List.of("a", "y"), List.of("y"), null, "two columns named 'y'");
    refuses(List.of("a"), List.of("y", "y"), null, "two columns named 'y'");
    refuses(List.of("a"), List.of("y"), "a", "two columns named 'a'");
  }

  @Test
  void refusesClassesThatAreNamedTwice() {
    assertThatThrownBy(
            () ->
                new DataSchema(
                    Task.CLASSIFICATION,
                    List.of("a"),
                    List.of("y"),
                    List.of("k", "l", "k"),
                    false,
                    null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a model cannot have two classes named 'k'");
  }

  private static void refuses(
      List<String> features, List<String> labels, String weight, String part) {
    assertThatThrownBy(
            () -> new DataSchema(Task.REGRESSION, features, labels, List.of(), false, weight))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(part);
  }
}
