package io.rappel.jobs.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rappel.trainer.ConfigurationException;
import io.rappel.trainer.data.DataException;
import io.rappel.trainer.data.Task;
import io.rappel.trainer.model.DataSchema;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.IntStream;
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
    assertThat(choose("classification", null, "007", "7").classes()).containsExactly("007", "7");
    assertThat(auto(codes(21)).classes()).hasSize(21);
    assertThat(choose("regression", null, "01", "02").task()).isEqualTo(Task.REGRESSION);
    assertThat(choose("auto", Task.REGRESSION, "01", "02").task()).isEqualTo(Task.REGRESSION);
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
    ColumnProfile profile = new ColumnProfile(false, true);
    profile.add(9007199254740993L);
    profile.add(new BigDecimal("9007199254740992.0"));
    LabelChoice typed = LabelChoice.of("auto", null, "y", profile);
    assertThat(typed.classes()).containsExactly("9007199254740992", "9007199254740993");
    assertThat(typed.numeric()).isTrue();
    assertThat(index(typed).of(9007199254740993L)).isEqualTo(1);
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
    assertThat(choose("regression", null, "0", "1").task()).isEqualTo(Task.REGRESSION);
    assertThat(choose("auto", Task.REGRESSION, "0", "1").task()).isEqualTo(Task.REGRESSION);
    assertThat(choose("auto", Task.REGRESSION, "a", "b").task()).isEqualTo(Task.CLASSIFICATION);
    assertThat(choose("classification", Task.REGRESSION, "0", "1").task())
        .isEqualTo(Task.CLASSIFICATION);
    assertThat(choose("auto", Task.CLASSIFICATION, integers(21)).classes()).hasSize(21);
    assertThat(choose("classification", null, "2.5", "-1e300").classes())
        .containsExactly("-1e300", "2.5");
  }

  @Test
  void typedNumbersAreClassesByValue() {
    ColumnProfile profile = new ColumnProfile(false, true);
    profile.add(0.1f);
    profile.add(new BigDecimal("3.00"));
    profile.add(3);
    LabelChoice choice = LabelChoice.of("classification", null, "y", profile);
    assertThat(choice.classes()).containsExactly(Double.toString(0.1f), "3");
    ClassIndex index = index(choice);
    assertThat(index.of(0.1f)).isZero();
    assertThat(index.of(3.0)).isEqualTo(1);
    assertThat(index.of("3.00")).isEqualTo(1);
    assertThat(index.of(4)).isEqualTo(-1);
    assertThat(index.of(null)).isEqualTo(-1);
  }

  @Test
  void tooFewAndTooManyClasses() {
    assertThat(choose("classification", null, integers(10_000)).classes()).hasSize(10_000);
    assertThatThrownBy(() -> choose("classification", null, integers(10_001)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("'y' has more than 10000");
    assertThatThrownBy(() -> auto("1", "1.0"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("the one value '1'");
  }

  @Test
  void severalLabelsAreNumbers() {
    assertThat(LabelChoice.several("auto", List.of("a", "b")).task()).isEqualTo(Task.REGRESSION);
    assertThatThrownBy(() -> LabelChoice.several("classification", List.of("a", "b")))
        .isInstanceOf(ConfigurationException.class);
  }

  @Test
  void profilesMergeToTheSameInAnyOrder() {
    String[] cells = {"1", "2.5", "", "x", "true", "nan", "-3", null, "1"};
    ColumnProfile whole = profile(cells);
    for (int cut = 0; cut <= cells.length; cut++) {
      ColumnProfile left = profile(List.of().toArray(String[]::new));
      ColumnProfile right = profile(List.of().toArray(String[]::new));
      for (int i = 0; i < cells.length; i++) {
        (i < cut ? left : right).add(cells[i]);
      }
      right.merge(left);
      assertThat(right).usingRecursiveComparison().isEqualTo(whole);
    }
    assertThat(whole.missing()).isEqualTo(2);
    assertThat(whole.notFinite()).isEqualTo(1);
    assertThat(whole.negative()).isEqualTo(1);
    assertThat(whole.values()).containsExactlyInAnyOrder("1", "2.5", "x", "true", "nan", "-3");
  }

  private static String[] integers(int count) {
    return IntStream.range(0, count).mapToObj(Integer::toString).toArray(String[]::new);
  }

  private static LabelChoice auto(String... cells) {
    return choose("auto", null, cells);
  }

  private static LabelChoice choose(String task, Task taskOfLoss, String... cells) {
    return LabelChoice.of(task, taskOfLoss, "y", profile(cells));
  }

  private static ColumnProfile profile(String... cells) {
    ColumnProfile profile = new ColumnProfile(true, true);
    for (String cell : cells) {
      profile.add(cell);
    }
    return profile;
  }
}
