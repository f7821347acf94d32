package io.rappel.jobs.rows.columns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rappel.trainer.data.DataException;
import io.rappel.trainer.data.Task;
import io.rappel.trainer.model.DataSchema;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelColumnsTest {

  private static final DataSchema MODEL =
      new DataSchema(Task.REGRESSION, List.of("age", "Age"), List.of("y"), List.of(), false, null);

  private static List<String> found(String... columns) {
    return new ModelColumns(MODEL, List.of(columns), "a.csv").inInput().features();
  }

  @Test
  void namesThatDifferByCaseAloneAreThoseOfTheirOwnColumns() {
    assertThat(found("Age", "age")).containsExactly("age", "Age");
    assertThat(found("AGE", "Age")).containsExactly("AGE", "Age");
  }

  @Test
  void oneColumnIsNotTakenForTwo() {
    assertThatThrownBy(() -> found("AGE", "y"))
        .isInstanceOf(DataException.class)
        .hasMessage("a.csv has the column 'AGE', which could be each of the model's 'age', 'Age'");
  }
}
