package io.rappel.jobs.rows;

import static io.rappel.jobs.rows.LocalSpark.reader;
import static io.rappel.jobs.rows.LocalSpark.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rappel.jobs.rows.source.RowInput;
import io.rappel.trainer.data.DataException;
import io.rappel.trainer.data.Task;
import io.rappel.trainer.math.blas.BlasKind;
import io.rappel.trainer.model.DataSchema;
import java.io.IOException;
import java.nio.file.Files;
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
    ScoringRows rows = read(data, CLASSES);
    assertThat(rows.labelled()).isTrue();
    assertThat(describe(rows)).containsExactly("1.0 2.0 > 1.0 *1.0", "3.0 4.0 > 0.0 *1.0");
  }

  @Test
  void findsColumnsInWhicheverOrderAndCase() {
    List<String> expected = List.of("1.0 2.0 > 1.0 *1.0", "3.0 4.0 > 0.0 *1.0");
    for (String header : List.of("a,b,label", "A,B,Label", "a,B,LABEL")) {
      String data = write(folder.resolve("a.csv"), header, "1,2,yes", "3,4,no");
      assertThat(describe(read(data, CLASSES))).isEqualTo(expected);
      String permuted = write(folder.resolve("b.csv"), reversed(header), "yes,2,1", "no,4,3");
      assertThat(describe(read(permuted, CLASSES))).isEqualTo(expected);
    }
    String both = write(folder.resolve("both.csv"), "A,a,B,label", "9,1,2,yes");
    assertThat(describe(read(both, CLASSES))).containsExactly("1.0 2.0 > 1.0 *1.0");
  }

  private static String reversed(String header) {
    String[] names = header.split(",");
    return names[2] + "," + names[1] + "," + names[0];
  }

  @Test
  void doesNotGuessWhichColumnIsMeant() {
    DataSchema model = Models.numbers(List.of("age", "AGE"), "y");
    String one = write(folder.resolve("one.csv"), "AGE,y", "1,2");
    cannotPredict(one, model, one + " has no column 'age', which the model needs");
    String two = write(folder.resolve("two.csv"), "Age,aGe,b", "1,2,3");
    DataSchema other = Models.numbers(List.of("age", "b"), "y");
    cannotPredict(two, other, two + " has the columns 'Age', 'aGe', and the model's 'age'");
  }

  @Test
  void countsTheColumnsThatAreMissing() {
    String data = write(folder.resolve("a.csv"), "b,y", "1,2");
    DataSchema model = Models.numbers(List.of("a", "b", "c", "d"), "y");
    cannotPredict(
        data, model, data + " lacks 3 of the 4 columns that the model needs: 'a', 'c', 'd'");
  }

  @Test
  void predictsWithoutLabels() throws IOException {
    String data = write(folder.resolve("a.csv"), "b,a", "2,0");
    ScoringRows rows = open(data, CLASSES);
    assertThat(rows.labelled()).isFalse();
    assertThat(predict(data, CLASSES)).isEmpty();
    assertThat(Files.readAllLines(out()).get(1)).isEqualTo("2,0,no,0.5,0.5");
    fails(data, CLASSES, data + " has no label column 'label'");
  }

  @Test
  void readsWeightsWhereTheyAre() {
    DataSchema weighted =
        new DataSchema(Task.REGRESSION, List.of("a"), List.of("y"), List.of(), false, "w");
    String with = write(folder.resolve("with.csv"), "a,w,y", "1,0.5,3");
    String without = write(folder.resolve("without.csv"), "a,y", "1,3");
    assertThat(describe(read(with, weighted))).containsExactly("1.0 > 3.0 *0.5");
    assertThat(describe(read(without, weighted))).containsExactly("1.0 > 3.0 *1.0");
    assertThat(read(with, weighted).notes()).isEmpty();
    assertThat(read(without, weighted).notes())
        .containsExactly(
            "the model's column of weights, 'w', is not among the columns: all rows count alike");
    String negative = write(folder.resolve("negative.csv"), "a,w,y", "1,2,3", "1,-2,3");
    fails(negative, weighted, "weight column 'w' has 1 cell that is negative", "row 2");
  }

  @Test
  void requiresTheModelsFeatures() {
    String lacks = write(folder.resolve("lacks.csv"), "c,b,label", "1,2,yes");
    failsEitherWay(lacks, CLASSES, lacks + " has no column 'a', which the model needs");
    String text = write(folder.resolve("text.csv"), "a,b,label", "1,2,no", "1,two,no");
    failsEitherWay(
        text,
        CLASSES,
        "column 'b' has 1 cell that is not a number, the first 'two' in row 2 of " + text);
    String infinite = write(folder.resolve("infinite.csv"), "a,b,label", "-inf,2,no");
    failsEitherWay(
        infinite,
        CLASSES,
        "column 'a' has 1 cell that is infinite, the first '-inf' in row 1 of " + infinite);
    String empty = write(folder.resolve("empty.csv"), "a,b,label");
    failsEitherWay(empty, CLASSES, empty + " has a header but no rows");
  }

  @Test
  void tellsAllThatDoesNotFitAtOnce() {
    String data =
        write(folder.resolve("a.csv"), "a,b,label", "1,2,no", "x,inf,maybe", "y,2024-01-02,");
    fails(
        data,
        CLASSES,
        data + " has 5 problems:",
        "column 'a' has 2 cells that are not numbers, the first 'x' in row 2 of " + data,
        "column 'b' has 1 cell that is not a number, the first '2024-01-02' in row 3 of " + data,
        "column 'b' has 1 cell that is infinite, the first 'inf' in row 2 of " + data,
        "column 'label' has 1 missing cell, the first in row 3 of " + data);
  }

  @Test
  void fillsMissingCellsAndTellsSo() throws IOException {
    String data = write(folder.resolve("a.csv"), "a,b,label", "1,2,no", "NA,,no", "nan,3,no");
    String[] notes = {
      "column 'a' has 2 missing cells, and had none in training: the mean of training stands for them",
      "column 'b' has 1 missing cell, and had none in training: the mean of training stands for it"
    };
    assertThat(read(data, CLASSES).notes()).containsExactly(notes);
    assertThat(predict(data, CLASSES)).containsExactly(notes);
    assertThat(Files.readAllLines(out()).subList(2, 4))
        .containsExactly("NA,,no,no,0.5,0.5", "nan,3,no,no,0.5,0.5");
  }

  @Test
  void namesUnknownClasses() {
    String data = write(folder.resolve("a.csv"), "a,b,label", "1,2,no", "1,2,maybe", "1,2,perhaps");
    String message =
        "column 'label' has 2 cells with classes unknown to the model, the first 'maybe' in row 2";
    fails(data, CLASSES, message);
    assertThat(predict(data, CLASSES)).isEmpty();
    String missing = write(folder.resolve("missing.csv"), "a,b,label", "1,2,no", "1,2,");
    fails(missing, CLASSES, "column 'label' has 1 missing cell, the first in row 2");
  }

  @Test
  void missingLabelsAndUnknownClassesAreToldTogether() {
    String data = write(folder.resolve("both.csv"), "a,b,label", "1,2,no", "1,2,", "1,2,maybe");
    fails(
        data,
        CLASSES,
        data
            + " has 2 problems:\n  column 'label' has 1 missing cell, the first in row 2 of "
            + data
            + "\n  column 'label' has 1 cell with a class unknown to the model, the first 'maybe'");
    String numbers = write(folder.resolve("numbers.csv"), "a,y", "1,2", "1,", "1,many", "1,1e39");
    fails(
        numbers,
        Models.numbers(List.of("a"), "y"),
        "column 'y' has 1 missing cell, the first in row 2",
        "column 'y' has 1 cell that is not a number, the first 'many' in row 3",
        "column 'y' has 1 cell that is too large, the first '1e39' in row 4");
  }

  @Test
  void recognisesClassesHoweverTheyAreWritten() {
    String numbers = write(folder.resolve("a.csv"), "f1,f2,label", "1,2,+1", "1,2,-1.0", "1,2,1e0");
    assertThat(describe(read(numbers, NUMERIC)))
        .containsExactly("1.0 2.0 > 1.0 *1.0", "1.0 2.0 > 0.0 *1.0", "1.0 2.0 > 1.0 *1.0");
    String booleans = write(folder.resolve("b.csv"), "a,b,label", "1,2,True", "1,2,FALSE");
    DataSchema schema = Models.classes(List.of("a", "b"), false, "false", "true");
    assertThat(describe(read(booleans, schema)))
        .containsExactly("1.0 2.0 > 1.0 *1.0", "1.0 2.0 > 0.0 *1.0");
  }

  @Test
  void fillsLibsvmUpWithZeros() {
    String data = write(folder.resolve("a.libsvm"), "1 1:4", "-1");
    assertThat(describe(read(data, NUMERIC)))
        .containsExactly("4.0 0.0 > 1.0 *1.0", "0.0 0.0 > 0.0 *1.0");
  }

  @Test
  void ignoresFeaturesOfLibsvmThatTrainingNeverSaw() {
    String beyond = write(folder.resolve("beyond.libsvm"), "1 1:4", "-1 2:1 3:9", "1 7:9");
    assertThat(describe(read(beyond, NUMERIC)))
        .containsExactly("4.0 0.0 > 1.0 *1.0", "0.0 1.0 > 0.0 *1.0", "0.0 0.0 > 1.0 *1.0");
  }

  @Test
  void refusesLibsvmThatDoesNotFit() {
    String unknown = write(folder.resolve("unknown.libsvm"), "1 1:4", "0 1:4");
    fails(
        unknown,
        NUMERIC,
        "column 'label' has 1 cell with a class unknown to the model, the first '0' in row 2");
    assertThat(open(unknown, NUMERIC).labelled()).isTrue();
    assertThat(predict(unknown, NUMERIC)).isEmpty();
    String fits = write(folder.resolve("fits.libsvm"), "1 1:4");
    failsEitherWay(fits, CLASSES, "the model's feature 'a' cannot be found in " + fits);
    DataSchema other = Models.numbers(List.of("f1"), "y");
    fails(fits, other, "the model's label 'y' cannot be found in " + fits);
    assertThat(open(fits, other).labelled()).isFalse();
    assertThat(predict(fits, other)).isEmpty();
  }

  @Test
  void readsCsvWithColumnsNamedAsThoseOfLibsvm() {
    String data = write(folder.resolve("a.csv"), "f2,f1,label", "1,2,-1");
    assertThat(describe(read(data, NUMERIC))).containsExactly("2.0 1.0 > 0.0 *1.0");
  }

  private static ScoringRows read(String data, DataSchema schema) {
    return reader().readLabelled(RowInput.files(List.of(data), null), Models.of(schema));
  }

  private static ScoringRows open(String data, DataSchema schema) {
    return reader().openForPrediction(RowInput.files(List.of(data), null), Models.of(schema));
  }

  private List<String> predict(String data, DataSchema schema) {
    return open(data, schema)
        .writePredictions(Models.of(schema), BlasKind.EJML, out().toString(), true);
  }

  private Path out() {
    return folder.resolve("predictions.csv");
  }

  private static List<String> describe(ScoringRows rows) {
    return rows.examples().map(CsvTrainingTest::describe).collect();
  }

  private static void fails(String data, DataSchema schema, String... parts) {
    assertThatThrownBy(() -> read(data, schema))
        .isInstanceOf(DataException.class)
        .message()
        .contains(parts);
  }

  private void cannotPredict(String data, DataSchema schema, String... parts) {
    Path none = folder.resolve("none.csv");
    assertThatThrownBy(
            () ->
                open(data, schema)
                    .writePredictions(Models.of(schema), BlasKind.EJML, none.toString(), false))
        .isInstanceOf(DataException.class)
        .message()
        .contains(parts);
    assertThat(none).doesNotExist();
  }

  private void failsEitherWay(String data, DataSchema schema, String... parts) {
    fails(data, schema, parts);
    cannotPredict(data, schema, parts);
  }
}
