package io.rappel.jobs.rows.columns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rappel.jobs.rows.batch.BatchColumns;
import io.rappel.jobs.rows.batch.RowBatches;
import io.rappel.jobs.rows.cell.TextCells;
import io.rappel.trainer.config.ConfigurationException;
import io.rappel.trainer.data.Cell;
import io.rappel.trainer.data.CellRules;
import io.rappel.trainer.data.DataException;
import io.rappel.trainer.data.Task;
import io.rappel.trainer.data.hash.RowHashes;
import io.rappel.trainer.data.profile.TableProfile;
import io.rappel.trainer.model.DataSchema;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;

class LabelChoiceTest {

  @Test
  void textIsAClassInOrderOfCodePoints() {
    // The last two are in the other order by UTF-16 units.
    LabelChoice choice = auto("b", "a", "B", "\uD83D\uDE00", "\uFF5E", "10", "9");
    assertThat(choice.classes())
        .containsExactly("10", "9", "B", "a", "b", "\uFF5E", "\uD83D\uDE00");
    assertThat(choice.numeric()).isFalse();
    assertThat(choice.task()).isEqualTo(Task.CLASSIFICATION);
  }

  @Test
  void integersAreClassesInOrderOfValue() {
    LabelChoice choice = auto("10", "+1", "-1", "3.0", "1", "-0.0", "0", "1e1");
    assertThat(choice.classes()).containsExactly("-1", "0", "1", "3", "10");
    assertThat(choice.numeric()).isTrue();
    assertThat(choice.note()).contains("'y' has 5 integral values (-1, 0, 1, 3, 10)");
  }

  @Test
  void booleansAreClassesHoweverTheyAreWritten() {
    LabelChoice choice = auto("True", "true", "FALSE");
    assertThat(choice.classes()).containsExactly("false", "true");
    assertThat(choice.numeric()).isFalse();
  }

  @Test
  void codesAreText() {
    LabelChoice choice = auto("02", "01", "03", "1");
    assertThat(choice.classes()).containsExactly("01", "02", "03", "1");
    assertThat(choice.numeric()).isFalse();
    assertThat(choice.note()).contains("'y' has 4 code values (01, 02, 03, 1)");
    assertThat(auto("001.1", "2").classes()).containsExactly("001.1", "2");
    assertThat(auto("-01", "-1").numeric()).isFalse();
    assertThat(choose(Task.CLASSIFICATION, null, "007", "7").classes()).containsExactly("007", "7");
    assertThat(auto(codes(21)).classes()).hasSize(21);
    assertThat(choose(Task.REGRESSION, null, "01", "02").task()).isEqualTo(Task.REGRESSION);
    assertThat(choose(null, Task.REGRESSION, "01", "02").task()).isEqualTo(Task.REGRESSION);
    assertThatThrownBy(() -> auto(codes(10_001)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("--task regression");
  }

  @Test
  void integersThatDoublesCannotTellApartAreDifferentClasses() {
    String[] cells = {"9007199254740993", "9007199254740992"};
    LabelChoice text = auto(cells);
    assertThat(text.classes()).containsExactly("9007199254740992", "9007199254740993");
    assertThat(text.numeric()).isFalse();
    LabelChoice typed = typed(null, 9007199254740993L, new BigDecimal("9007199254740992.0"));
    assertThat(typed.classes()).containsExactly("9007199254740992", "9007199254740993");
    assertThat(typed.numeric()).isTrue();
    assertThat(index(typed).of("9007199254740993")).isEqualTo(1);
  }

  @Test
  void classesAreNamedAsTheDataNamesThem() {
    assertThat(auto("+1", "-1").classes()).containsExactly("-1", "+1");
    assertThat(auto("1.0", "0.0", "0.0").classes()).containsExactly("0.0", "1.0");
    assertThat(auto("True", "False").classes()).containsExactly("False", "True");
    LabelChoice choice = auto(" 1.0", "+2");
    assertThat(choice.classes()).containsExactly("1.0", "+2");
    assertThat(List.of("1", "1.00", "2", "2e0", "x"))
        .map(index(choice)::of)
        .containsExactly(0, 0, 1, 1, -1);
    assertThat(List.of("true", "FALSE", "1"))
        .map(index(auto("True", "False"))::of)
        .containsExactly(1, 0, -1);
    assertThat(List.of("01", "1", "1.0"))
        .map(index(auto("01", "02"))::of)
        .containsExactly(0, -1, -1);
  }

  private static String[] codes(int count) {
    return IntStream.range(0, count).mapToObj("%06d"::formatted).toArray(String[]::new);
  }

  private static ClassIndex index(LabelChoice choice) {
    return new ClassIndex(
        new DataSchema(
            Task.CLASSIFICATION,
            List.of("a"),
            List.of("y"),
            choice.classes(),
            choice.numeric(),
            null));
  }

  @Test
  void upToTwentyIntegersAreClasses() {
    assertThat(auto(integers(20)).task()).isEqualTo(Task.CLASSIFICATION);
    assertThat(auto(integers(21)).task()).isEqualTo(Task.REGRESSION);
    assertThat(auto(integers(21)).note()).contains("more than 20 different values");
    assertThat(auto("1", "2.5").task()).isEqualTo(Task.REGRESSION);
    assertThat(auto("1", "2.5").note()).contains("not integral");
  }

  @Test
  void theTaskOrTheLossDecides() {
    assertThat(choose(Task.REGRESSION, null, "0", "1").task()).isEqualTo(Task.REGRESSION);
    assertThat(choose(null, Task.REGRESSION, "0", "1").task()).isEqualTo(Task.REGRESSION);
    assertThat(choose(null, Task.REGRESSION, "a", "b").task()).isEqualTo(Task.CLASSIFICATION);
    assertThat(choose(Task.CLASSIFICATION, Task.REGRESSION, "0", "1").task())
        .isEqualTo(Task.CLASSIFICATION);
    assertThat(choose(null, Task.CLASSIFICATION, integers(21)).classes()).hasSize(21);
    assertThat(choose(Task.CLASSIFICATION, null, "2.5", "-1e300").classes())
        .containsExactly("-1e300", "2.5");
  }

  @Test
  void typedNumbersAreClassesByValue() {
    LabelChoice choice = typed(Task.CLASSIFICATION, 0.1f, new BigDecimal("3.00"), 3);
    assertThat(choice.classes()).containsExactly(Double.toString(0.1f), "3");
    ClassIndex index = index(choice);
    assertThat(index.of(Cell.textOf(0.1f))).isZero();
    assertThat(index.of("3")).isEqualTo(1);
    assertThat(index.of("3.00")).isEqualTo(1);
    assertThat(index.of("4")).isEqualTo(-1);
  }

  @Test
  void typedTextIsNoNumber() {
    LabelChoice choice = typed(null, "1.0", "2", "1");
    assertThat(choice.classes()).containsExactly("1", "1.0", "2");
    assertThat(choice.numeric()).isFalse();
    assertThat(choice.note()).contains("'y' has 3 text values (1, 1.0, 2)");
    assertThat(typed(null, true, false).classes()).containsExactly("false", "true");
  }

  @Test
  void tooFewAndTooManyClasses() {
    assertThat(choose(Task.CLASSIFICATION, null, integers(10_000)).classes()).hasSize(10_000);
    assertThatThrownBy(() -> choose(Task.CLASSIFICATION, null, integers(10_001)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("'y' has more than 10000");
    assertThatThrownBy(() -> auto("1", "1.0"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("the one value '1'");
  }

  @Test
  void severalLabelsAreNumbers() {
    assertThat(LabelChoice.several(null, List.of("a", "b")).task()).isEqualTo(Task.REGRESSION);
    assertThatThrownBy(() -> LabelChoice.several(Task.CLASSIFICATION, List.of("a", "b")))
        .isInstanceOf(ConfigurationException.class);
  }

  /** Whichever cells are profiled together, and in whichever order. */
  @Test
  void profilesMergeToTheSameInAnyOrder() {
    Object[] cells = {"1", "2.50", "", "x", "true", "nan", "-3", null, "1"};
    LabelValues whole = new LabelValues(profile(cells).label(0), true, true);
    for (int cut = 0; cut <= cells.length; cut++) {
      TableProfile right = profile(Arrays.copyOfRange(cells, cut, cells.length));
      right.merge(profile(Arrays.copyOf(cells, cut)));
      LabelValues merged = new LabelValues(right.label(0), true, true);
      assertThat(merged.values()).isEqualTo(whole.values());
      assertThat(right.label(0).missing()).isEqualTo(3);
      assertThat(right.label(0).negative()).isEqualTo(1);
    }
    assertThat(whole.values()).containsExactlyInAnyOrder("1", "2.50", "x", "true", "-3");
  }

  private static String[] integers(int count) {
    return IntStream.range(0, count).mapToObj(Integer::toString).toArray(String[]::new);
  }

  private static LabelChoice auto(String... cells) {
    return choose(null, null, cells);
  }

  private static LabelChoice choose(Task task, Task taskOfLoss, String... cells) {
    LabelValues values = new LabelValues(profile((Object[]) cells).label(0), true, true);
    return LabelChoice.of(task, taskOfLoss, "y", values);
  }

  /** Of columns with a type, as in Parquet. */
  private static LabelChoice typed(Task task, Object... cells) {
    boolean text = cells[0] instanceof String;
    BatchColumns columns = columns(false);
    return LabelChoice.of(
        task, null, "y", new LabelValues(profile(columns, cells).label(0), false, text));
  }

  private static TableProfile profile(Object... cells) {
    return profile(columns(true), cells);
  }

  private static BatchColumns columns(boolean findsTypes) {
    return new BatchColumns(
        new int[0],
        new int[] {0},
        -1,
        -1,
        1,
        new boolean[0],
        findsTypes,
        new TextCells(CellRules.DEFAULT, false));
  }

  private static TableProfile profile(BatchColumns columns, Object... cells) {
    TableProfile profile = new TableProfile(0, 1);
    RowHashes hashes = new RowHashes();
    new RowBatches(columns)
        .call(Stream.of(cells).map(cell -> RowFactory.create(new Object[] {cell})).iterator())
        .forEachRemaining(
            batch -> {
              hashes.compute(batch);
              profile.add(batch, hashes);
            });
    return profile;
  }
}
