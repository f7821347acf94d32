package io.rappel.trainer.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.rappel.trainer.drift.report.ColumnDrift;
import io.rappel.trainer.drift.report.DataFinding;
import io.rappel.trainer.drift.report.DriftReport;
import io.rappel.trainer.drift.report.DriftSettings;
import io.rappel.trainer.drift.report.Severity;
import io.rappel.trainer.features.FeatureSpec;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DataChecksTest {

  private static final LocalDate DAY = LocalDate.of(2026, 10, 5);

  private static ColumnCounts numbers(long... counts) {
    return new ColumnCounts(
        ColumnBins.numbers("age", List.of(10.0, 20.0)),
        Arrays.stream(counts).boxed().toList(),
        List.of());
  }

  private static ColumnCounts colours(List<String> unknown, long... counts) {
    return new ColumnCounts(
        ColumnBins.levels("colour", List.of("blue", "red")),
        Arrays.stream(counts).boxed().toList(),
        unknown);
  }

  private static ColumnCounts label(long... counts) {
    return new ColumnCounts(
        ColumnBins.levels("late", List.of("no", "yes")),
        Arrays.stream(counts).boxed().toList(),
        List.of());
  }

  private static DataManifest manifest(
      LocalDate newest, ColumnCounts age, ColumnCounts colour, ColumnCounts late) {
    return new DataManifest(
        age.rows(),
        newest,
        DAY,
        List.of(age, colour),
        List.of(late),
        List.of(
            new ColumnCounts(
                ColumnBins.numbers("probability of yes", List.of(0.5)),
                List.of(0L, age.rows() / 2, age.rows() - age.rows() / 2),
                List.of())));
  }

  private static final DataManifest CHAMPION =
      manifest(
          DAY.minusDays(1),
          numbers(0, 500, 700, 800),
          colours(List.of(), 0, 0, 1000, 1000, 0),
          label(0, 0, 1500, 500, 0));

  private static DriftReport compare(DataManifest now) {
    return DataChecks.compare(CHAMPION, now, DriftSettings.DEFAULT);
  }

  private static DriftReport compare(ColumnCounts age, ColumnCounts colour, ColumnCounts late) {
    return compare(manifest(DAY.minusDays(1), age, colour, late));
  }

  @Test
  void theSameRowsGiveNoFinding() {
    DriftReport report = compare(CHAMPION);

    assertThat(report.findings()).isEmpty();
    assertThat(report.features()).extracting(ColumnDrift::psi).containsExactly(0.0, 0.0);
    assertThat(report.acts()).isFalse();
    assertThat(report.hasErrors()).isFalse();
  }

  @Test
  void aManifestIsReadBack() {
    assertThat(DataManifest.fromMap(CHAMPION.toMap())).isEqualTo(CHAMPION);
    assertThatThrownBy(() -> DataManifest.fromMap(Map.of("version", 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("this is no manifest of data");
  }

  @Test
  void columnsThatMoveAreToldAndAct() {
    DriftReport told =
        compare(
            numbers(0, 600, 700, 700),
            colours(List.of(), 0, 0, 600, 1400, 0),
            label(0, 0, 1500, 500, 0));

    assertThat(told.findings())
        .extracting(DataFinding::severity, DataFinding::check, DataFinding::column)
        .containsExactly(tuple(Severity.TOLD, "drift", "colour"));
    assertThat(told.findings().get(0).sentence())
        .isEqualTo("column 'colour' has moved: its stability index is 0.17");

    DriftReport acts =
        compare(
            numbers(0, 1400, 300, 300),
            colours(List.of(), 0, 0, 600, 1400, 0),
            label(0, 0, 1500, 500, 0));
    assertThat(acts.acts()).isTrue();
    assertThat(acts.findings())
        .extracting(DataFinding::severity, DataFinding::column)
        .containsExactly(tuple(Severity.ACTS, "age"), tuple(Severity.TOLD, "colour"));
  }

  @Test
  void tooFewAndTooManyRowsAreErrors() {
    ColumnCounts age = numbers(0, 250, 350, 399);
    ColumnCounts colour = colours(List.of(), 0, 0, 500, 499, 0);
    DriftReport few = compare(age, colour, label(0, 0, 750, 249, 0));

    assertThat(few.of(Severity.ERROR))
        .extracting(DataFinding::sentence)
        .containsExactly(
            "there are 999 rows, and the champion had 2,000: not between 0.5 and 2 times as many");
    assertThat(few.features()).extracting(ColumnDrift::psi).containsOnlyNulls();
    DriftReport many =
        compare(
            numbers(0, 1000, 1400, 1601),
            colours(List.of(), 0, 0, 2001, 2000, 0),
            label(0, 0, 3000, 1001, 0));
    assertThat(many.of(Severity.ERROR)).extracting(DataFinding::check).containsExactly("rows");
  }

  @Test
  void missingCells() {
    DriftReport told =
        compare(
            numbers(120, 480, 650, 750),
            colours(List.of(), 0, 0, 1000, 1000, 0),
            label(0, 0, 1500, 500, 0));
    assertThat(told.findings())
        .extracting(DataFinding::severity, DataFinding::check)
        .contains(tuple(Severity.TOLD, "missing"));

    DriftReport empty =
        compare(
            numbers(2000, 0, 0, 0),
            colours(List.of(), 0, 0, 1000, 1000, 0),
            label(0, 0, 1500, 500, 0));
    assertThat(empty.hasErrors()).isTrue();
    assertThat(empty.findings().get(0).sentence())
        .isEqualTo("column 'age' has no values, and 0.0 % of the champion's were missing");
  }

  @Test
  void levelsThatComeAndGo() {
    DriftReport report =
        compare(
            numbers(0, 500, 700, 800),
            colours(List.of("green"), 0, 40, 1960, 0, 0),
            label(0, 0, 1500, 500, 0));

    assertThat(report.findings())
        .extracting(DataFinding::sentence)
        .contains(
            "2.0 % of column 'colour' are levels that the champion does not know, such as 'green'",
            "'red' has vanished from column 'colour', of which it was 50.0 %");
  }

  @Test
  void labels() {
    DriftReport moved =
        compare(
            numbers(0, 500, 700, 800),
            colours(List.of(), 0, 0, 1000, 1000, 0),
            label(0, 0, 1000, 1000, 0));
    assertThat(moved.findings())
        .extracting(DataFinding::severity, DataFinding::check)
        .containsExactly(tuple(Severity.ACTS, "labels"));

    DriftReport alone =
        compare(
            numbers(0, 500, 700, 800),
            colours(List.of(), 0, 0, 1000, 1000, 0),
            label(0, 0, 2000, 0, 0));
    assertThat(alone.of(Severity.ERROR))
        .extracting(DataFinding::sentence)
        .containsExactly("label 'late' has one class alone");
  }

  @Test
  void theAgeOfTheNewestPartition() {
    DataManifest old =
        manifest(
            DAY.minusDays(3),
            numbers(0, 500, 700, 800),
            colours(List.of(), 0, 0, 1000, 1000, 0),
            label(0, 0, 1500, 500, 0));

    assertThat(compare(old).findings())
        .extracting(DataFinding::severity, DataFinding::sentence)
        .containsExactly(
            tuple(Severity.TOLD, "the newest partition is 3 days old, and the champion's was 1"));
    assertThat(
            DataChecks.compare(CHAMPION, old, DriftSettings.DEFAULT.withMostDaysOld(2)).findings())
        .extracting(DataFinding::severity, DataFinding::check)
        .containsExactly(tuple(Severity.ERROR, "age"));
  }

  @Test
  void otherBinsAreNotCompared() {
    DataManifest other =
        new DataManifest(0, null, null, List.of(), CHAMPION.labels(), CHAMPION.predictions());

    assertThatThrownBy(() -> compare(other)).isInstanceOf(IllegalArgumentException.class);
  }

  /** Whether those that a champion needs are there is asked where it is used. */
  @Test
  void newColumnsAreTold() {
    assertThat(
            DataChecks.newColumns(
                CHAMPION,
                List.of(FeatureSpec.number("age"), FeatureSpec.category("colour", List.of("red")))))
        .isEmpty();
    assertThat(
            DataChecks.newColumns(
                CHAMPION,
                List.of(FeatureSpec.category("age", List.of()), FeatureSpec.number("height"))))
        .extracting(DataFinding::severity, DataFinding::sentence)
        .containsExactly(tuple(Severity.TOLD, "column 'height' is new"));
  }
}
