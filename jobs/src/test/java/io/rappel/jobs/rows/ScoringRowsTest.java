package io.rappel.jobs.rows;

import static io.rappel.jobs.rows.LocalSpark.reader;
import static io.rappel.jobs.rows.LocalSpark.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rappel.trainer.data.DataException;
import io.rappel.trainer.data.Task;
import io.rappel.trainer.model.DataSchema;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoringRowsTest {

  private static final DataSchema CLASSES = Models.classes(List.of("a", "b"), false, "no", "yes");
  private static final DataSchema NUMERIC = Models.classes(List.of("f1", "f2"), true, "-1", "1");

  @TempDir Path folder;

  @Test
  void findsColumnsByName() {
    String data = write(folder.resolve("a.csv"), "label,extra,b,a", "yes,x,2,1", "no,,4,3");
    ScoringRows rows = score(data, CLASSES, true);
    assertThat(rows.labelled()).isTrue();
    assertThat(describe(rows)).containsExactly("1.0 2.0 > 1.0 *1.0", "3.0 4.0 > 0.0 *1.0");
  }

  @Test
  void findsColumnsInWhicheverOrderAndCase() {
    List<String> expected = List.of("1.0 2.0 > 1.0 *1.0", "3.0 4.0 > 0.0 *1.0");
    for (String header : List.of("a,b,label", "A,B,Label", "a,B,LABEL")) {
      String data = write(folder.resolve("a.csv"), header, "1,2,yes", "3,4,no");
      assertThat(describe(score(data, CLASSES, true))).isEqualTo(expected);
      String permuted = write(folder.resolve("b.csv"), reversed(header), "yes,2,1", "no,4,3");
      assertThat(describe(score(permuted, CLASSES, true))).isEqualTo(expected);
    }
    String both = write(folder.resolve("both.csv"), "A,a,B,label", "9,1,2,yes");
    assertThat(describe(score(both, CLASSES, true))).containsExactly("1.0 2.0 > 1.0 *1.0");
  }

  private static String reversed(String header) {
    String[] names = header.split(",");
    return names[2] + "," + names[1] + "," + names[0];
  }

  @Test
  void doesNotGuessWhichColumnIsMeant() {
    DataSchema model = Models.numbers(List.of("age", "AGE"), "y");
    String one = write(folder.resolve("one.csv"), "AGE,y", "1,2");
    fails(one, model, false, one + " has no column 'age', which the model needs");
    String two = write(folder.resolve("two.csv"), "Age,aGe,b", "1,2,3");
    DataSchema other = Models.numbers(List.of("age", "b"), "y");
    fails(two, other, false, two + " has the columns 'Age', 'aGe', and the model's 'age'");
  }

  @Test
  void countsTheColumnsThatAreMissing() {
    String data = write(folder.resolve("a.csv"), "b,y", "1,2");
    DataSchema model = Models.numbers(List.of("a", "b", "c", "d"), "y");
    fails(
        data, model, false, data + " lacks 3 of the 4 columns that the model needs: 'a', 'c', 'd'");
  }

  @Test
  void leavesTargetsEmptyWhereThereAreNoLabels() {
    String data = write(folder.resolve("a.csv"), "b,a", "2,1");
    ScoringRows rows = score(data, CLASSES, false);
    assertThat(rows.labelled()).isFalse();
    assertThat(describe(rows)).containsExactly("1.0 2.0 >  *1.0");
    fails(data, CLASSES, true, data + " has no label column 'label'");
  }

  @Test
  void readsWeightsWhereTheyAre() {
    DataSchema weighted =
        new DataSchema(Task.REGRESSION, List.of("a"), List.of("y"), List.of(), false, "w");
    String with = write(folder.resolve("with.csv"), "a,w,y", "1,0.5,3");
    String without = write(folder.resolve("without.csv"), "a,y", "1,3");
    assertThat(describe(score(with, weighted, true))).containsExactly("1.0 > 3.0 *0.5");
    assertThat(describe(score(without, weighted, true))).containsExactly("1.0 > 3.0 *1.0");
    String negative = write(folder.resolve("negative.csv"), "a,w,y", "1,2,3", "1,-2,3");
    fails(negative, weighted, true, "weight column 'w' has 1 cell that is negative", "row 2");
  }

  @Test
  void requiresTheModelsFeatures() {
    String lacks = write(folder.resolve("lacks.csv"), "c,b,label", "1,2,yes");
    fails(lacks, CLASSES, false, lacks + " has no column 'a', which the model needs");
    String missing = write(folder.resolve("missing.csv"), "a,b,label", "1,2,no", "1,,no", ",,no");
    fails(missing, CLASSES, false, "column 'a' has 1 missing cell, the first in row 3");
    String text = write(folder.resolve("text.csv"), "a,b,label", "1,2,no", "1,two,no");
    fails(
        text,
        CLASSES,
        false,
        "column 'b' has 1 cell that is not a number, the first 'two' in row 2");
    String infinite = write(folder.resolve("infinite.csv"), "a,b", "nan,2");
    fails(infinite, CLASSES, false, "column 'a' has 1 cell that is NaN", "row 1 of " + infinite);
    String empty = write(folder.resolve("empty.csv"), "a,b");
    fails(empty, CLASSES, false, empty + " has a header but no rows");
  }

  @Test
  void namesUnknownClasses() {
    String data = write(folder.resolve("a.csv"), "a,b,label", "1,2,no", "1,2,maybe", "1,2,perhaps");
    String message =
        "column 'label' has 2 cells with classes unknown to the model, the first 'maybe' in row 2";
    fails(data, CLASSES, true, message);
    ScoringRows rows = score(data, CLASSES, false);
    assertThatThrownBy(rows::examples)
        .isInstanceOf(DataException.class)
        .hasMessageContaining(message);
    String missing = write(folder.resolve("missing.csv"), "a,b,label", "1,2,no", "1,2,");
    fails(missing, CLASSES, true, "column 'label' has 1 missing cell, the first in row 2");
  }

  @Test
  void recognisesClassesHoweverTheyAreWritten() {
    String numbers = write(folder.resolve("a.csv"), "f1,f2,label", "1,2,+1", "1,2,-1.0", "1,2,1e0");
    assertThat(describe(score(numbers, NUMERIC, true)))
        .containsExactly("1.0 2.0 > 1.0 *1.0", "1.0 2.0 > 0.0 *1.0", "1.0 2.0 > 1.0 *1.0");
    String booleans = write(folder.resolve("b.csv"), "a,b,label", "1,2,True", "1,2,FALSE");
    DataSchema schema = Models.classes(List.of("a", "b"), false, "false", "true");
    assertThat(describe(score(booleans, schema, true)))
        .containsExactly("1.0 2.0 > 1.0 *1.0", "1.0 2.0 > 0.0 *1.0");
  }

  @Test
  void fillsLibsvmUpWithZeros() {
    String data = write(folder.resolve("a.libsvm"), "1 1:4", "-1");
    assertThat(describe(score(data, NUMERIC, true)))
        .containsExactly("4.0 0.0 > 1.0 *1.0", "0.0 0.0 > 0.0 *1.0");
  }

  @Test
  void ignoresFeaturesOfLibsvmThatTrainingNeverSaw() {
    String beyond = write(folder.resolve("beyond.libsvm"), "1 1:4", "-1 2:1 3:9", "1 7:9");
    assertThat(describe(score(beyond, NUMERIC, true)))
        .containsExactly("4.0 0.0 > 1.0 *1.0", "0.0 1.0 > 0.0 *1.0", "0.0 0.0 > 1.0 *1.0");
  }

  @Test
  void refusesLibsvmThatDoesNotFit() {
    String unknown = write(folder.resolve("unknown.libsvm"), "1 1:4", "0 1:4");
    fails(
        unknown,
        NUMERIC,
        true,
        "column 'label' has 1 cell with a class unknown to the model, the first '0' in row 2");
    assertThat(score(unknown, NUMERIC, false).labelled()).isTrue();
    String fits = write(folder.resolve("fits.libsvm"), "1 1:4");
    fails(fits, CLASSES, false, "the model's feature 'a' cannot be found in " + fits);
    DataSchema other = Models.numbers(List.of("f1"), "y");
    fails(fits, other, true, "the model's label 'y' cannot be found in " + fits);
    assertThat(score(fits, other, false).labelled()).isFalse();
  }

  @Test
  void readsCsvWithColumnsNamedAsThoseOfLibsvm() {
    String data = write(folder.resolve("a.csv"), "f2,f1,label", "1,2,-1");
    assertThat(describe(score(data, NUMERIC, true))).containsExactly("2.0 1.0 > 0.0 *1.0");
  }

  private static ScoringRows score(String data, DataSchema schema, boolean labelsRequired) {
    return reader().readForScoring(RowInput.files(List.of(data), null), schema, labelsRequired);
  }

  private static List<String> describe(ScoringRows rows) {
    return rows.examples().map(CsvTrainingTest::describe).collect();
  }

  private static void fails(
      String data, DataSchema schema, boolean labelsRequired, String... parts) {
    assertThatThrownBy(() -> score(data, schema, labelsRequired))
        .isInstanceOf(DataException.class)
        .message()
        .contains(parts);
  }
}
