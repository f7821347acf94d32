package io.rappel.trainer.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.rappel.trainer.gate.metric.GateMetric;
import io.rappel.trainer.gate.metric.GateRows;
import io.rappel.trainer.gate.metric.TrivialPrediction;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is decided, why, and that it depends on the rows alone. */
class GateDecisionTest {

  private static final GateSettings MAE = GateSettings.of(GateMetric.MAE);

  /** A row whose losses are given. */
  private record Row(long key, double weight, String slice, double challenger, double champion) {
    void addTo(GateRows rows) {
      rows.add(
          key, weight, slice, new double[1], new double[] {challenger}, new double[] {champion});
    }
  }

  private static GateRows collect(List<Row> rows) {
    GateRows collected = none();
    rows.forEach(row -> row.addTo(collected));
    return collected;
  }

  private static GateRows none() {
    return new GateRows(GateMetric.MAE, TrivialPrediction.ofValues(new double[] {3}));
  }

  private static List<Row> rows(int count, double times, String... slices) {
    Random random = new Random(5);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double champion = 0.5 + random.nextDouble();
      double challenger = champion * times * (1 + 0.02 * random.nextGaussian());
      String slice = slices.length == 0 ? null : slices[i % slices.length];
      rows.add(new Row(random.nextLong(), 1, slice, challenger, champion));
    }
    return rows;
  }

  @Test
  void neitherOrderNorPartsMatter() {
    List<Row> rows = new ArrayList<>(rows(500, 1.001, "a", "b"));
    rows.addAll(rows.subList(0, 100)); // copies share a key
    rows.add(new Row(rows.get(0).key(), 2.5, "c", 7, 8));
    Map<String, Object> expected = Gate.decide(collect(rows), MAE, 9).toMap();

    Collections.shuffle(rows, new Random(1));
    GateRows merged = none();
    for (int from = 0; from < rows.size(); from += 100) {
      merged.merge(collect(rows.subList(from, Math.min(rows.size(), from + 100))));
    }

    assertThat(Gate.decide(merged, MAE, 9).toMap()).isEqualTo(expected);
    assertThat(Gate.decide(merged, MAE, 10).toMap()).isNotEqualTo(expected);
  }

  /** As bytes, which is how they come from other processes. */
  @Test
  void crossesBetweenProcesses() throws IOException, ClassNotFoundException {
    GateRows rows = collect(rows(200, 1, "a", "b"));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(rows);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      GateRows copy = (GateRows) in.readObject();

      assertThat(Gate.decide(copy, MAE, 9)).isEqualTo(Gate.decide(rows, MAE, 9));
    }
  }

  @Test
  void rowsOfNoWeightCountForNothing() {
    List<Row> rows = new ArrayList<>(rows(200, 1));
    Map<String, Object> expected = Gate.decide(collect(rows), MAE, 9).toMap();
    rows.add(new Row(3, 0, null, 1e9, 0));

    assertThat(Gate.decide(collect(rows), MAE, 9).toMap()).isEqualTo(expected);
  }

  @Test
  void weightsAreThoseOfTheMean() {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      rows.add(new Row(i, 1 + i % 2, null, 1 + i % 2, 2));
    }

    GateDecision decision = Gate.decide(collect(rows), MAE, 1);

    assertThat(decision.champion().challenger()).isCloseTo(5.0 / 3, within(1e-12));
    assertThat(decision.champion().change()).isCloseTo(-1.0 / 6, within(1e-12));
  }

  @Test
  void anEqualChallengerIsAccepted() {
    GateDecision decision = Gate.decide(collect(rows(1000, 1)), MAE, 9);

    assertThat(decision.accepted()).isTrue();
    assertThat(decision.reason())
        .startsWith("the challenger's mae is 1.021 and the champion's 1.020 on 1,000 rows")
        .endsWith("within the margin of 2 %");
    assertThat(decision.champion().low()).isNegative();
    assertThat(decision.champion().high()).isBetween(0.0, 0.02);
    assertThat(decision.power().isEnough()).isTrue();
  }

  @Test
  void theSameModelIsNotWorseAndNotBetter() {
    List<Row> rows =
        rows(200, 1).stream()
            .map(row -> new Row(row.key(), 1, null, row.champion(), row.champion()))
            .toList();

    assertThat(Gate.decide(collect(rows), MAE, 9).accepted()).isTrue();
    assertThat(Gate.decide(collect(rows), MAE.with(GateTest.SUPERIOR), 9).accepted()).isFalse();
  }

  @Test
  void aWorseChallengerIsRejected() {
    GateDecision decision = Gate.decide(collect(rows(1000, 1.1)), MAE, 9);

    assertThat(decision.accepted()).isFalse();
    assertThat(decision.reason()).contains("% higher").endsWith("margin of 2 %");
  }

  @Test
  void aBetterChallengerIsSuperior() {
    GateDecision decision = Gate.decide(collect(rows(1000, 0.9)), MAE.with(GateTest.SUPERIOR), 9);

    assertThat(decision.accepted()).isTrue();
    assertThat(decision.reason()).endsWith("so it is better");
  }

  @Test
  void withoutSkillItIsRejectedWhateverTheChampionDoes() {
    List<Row> rows =
        rows(300, 1).stream()
            .map(row -> new Row(row.key(), 1, null, 3 * row.challenger(), 100))
            .toList();

    GateDecision decision = Gate.decide(collect(rows), MAE, 9);

    assertThat(decision.champion().high()).isNegative();
    assertThat(decision.accepted()).isFalse();
    assertThat(decision.reason()).endsWith("it shows no skill");
  }

  @Test
  void theFloorIsInTheUnitsOfTheMetric() {
    List<Row> rows = rows(300, 1);

    assertThat(Gate.decide(collect(rows), MAE.withFloor(1.2), 9).accepted()).isTrue();
    GateDecision decision = Gate.decide(collect(rows), MAE.withFloor(0.8), 9);
    assertThat(decision.accepted()).isFalse();
    assertThat(decision.reason()).endsWith("higher than the floor of 0.8000");
  }

  @Test
  void theFirstModelNeedsSkillAlone() {
    GateRows rows = none();
    rows(100, 1)
        .forEach(
            row ->
                rows.add(row.key(), 1, null, new double[1], new double[] {row.challenger()}, null));

    GateDecision decision = Gate.decide(rows, MAE, 9);

    assertThat(decision.accepted()).isTrue();
    assertThat(decision.champion()).isNull();
    assertThat(decision.reasons()).contains("there is no champion to compare with");
  }

  @Test
  void onAFewRowsNothingIsShown() {
    GateDecision decision = Gate.decide(collect(rows(29, 0.1)), MAE, 9);

    assertThat(decision.accepted()).isFalse();
    assertThat(decision.reason()).contains("only 29 rows");
    assertThat(decision.toMap()).containsEntry("skill", null);
  }

  @Test
  void tellsHowManyRowsItWouldTake() {
    List<Row> noisy =
        rows(200, 1).stream()
            .map(
                row ->
                    new Row(row.key(), 1, null, 0.5 + (row.key() & 0xFF) / 256.0, row.champion()))
            .toList();

    GateDecision decision = Gate.decide(collect(noisy), MAE, 9);

    assertThat(decision.power().isEnough()).isFalse();
    double errors = decision.champion().standardError() / 0.02 * (1.959964 + 0.841621);
    assertThat((double) decision.power().rowsNeeded())
        .isCloseTo(200 * errors * errors, within(1.5));
    assertThat(decision.reasons().toString()).contains("rows would make it 0.8");
  }

  @Test
  void aSliceThatIsWorseRejects() {
    List<Row> rows = new ArrayList<>(rows(2000, 0.98, "north", "south"));
    rows(200, 1.3, "islands").forEach(rows::add);
    rows(199, 2, "sea").forEach(rows::add);

    GateDecision decision = Gate.decide(collect(rows), MAE.withMargin(0.1), 9);

    assertThat(decision.accepted()).isFalse();
    assertThat(decision.reasons()).anyMatch(reason -> reason.contains("slice 'islands'"));
    assertThat(decision.slices())
        .extracting(SliceComparison::name)
        .containsExactly("islands", "north", "south");
    assertThat(decision.slices())
        .extracting(SliceComparison::worse)
        .containsExactly(true, false, false);
  }

  @Test
  void aChampionWithoutLossIsNotReached() {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      rows.add(new Row(i, 1, null, i % 10 == 0 ? 0.001 : 0, 0));
    }

    GateDecision decision = Gate.decide(collect(rows), MAE, 9);

    assertThat(decision.accepted()).isFalse();
    assertThat(decision.champion().toMap()).containsEntry("change", null);
  }

  @Test
  void auditedRowsAreOfTheMetricThatJudges() {
    GateRows rows = none();
    GateSettings other = GateSettings.of(GateMetric.RMSE);

    assertThatThrownBy(() -> Gate.decide(rows, other, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("mae");
    assertThatThrownBy(() -> rows.merge(new GateRows(GateMetric.RMSE, null)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
