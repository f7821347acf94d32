package io.rappel.trainer.data.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.rappel.trainer.data.MixedRows;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TableProfileTest {

  @Property(tries = 60)
  void partsInAnyOrderGiveTheWhole(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 900) int count) {
    List<Object[]> rows = MixedRows.random(seed, count);
    TableProfile whole = MixedRows.profile(rows);
    Random random = new Random(seed);
    Collections.shuffle(rows, random);
    TableProfile merged = new TableProfile(4, 1);
    for (int from = 0, to; from < count; from = to) {
      to = Math.min(count, from + 1 + random.nextInt(count));
      merged.merge(MixedRows.profile(rows.subList(from, to)));
    }

    assertSame(merged, whole);
  }

  private static void assertSame(TableProfile actual, TableProfile expected) {
    assertThat(actual.rows()).isEqualTo(expected.rows());
    assertThat(actual.fingerprint()).isEqualTo(expected.fingerprint());
    for (int j = 0; j < 4; j++) {
      ColumnProfile a = actual.feature(j);
      ColumnProfile b = expected.feature(j);
      assertThat(List.of(a.missing(), a.numbers(), a.texts(), a.booleans(), a.moments()))
          .isEqualTo(List.of(b.missing(), b.numbers(), b.texts(), b.booleans(), b.moments()));
      assertThat(a.levels()).isEqualTo(b.levels());
      assertThat(a.differentNumbers()).isEqualTo(b.differentNumbers());
      assertThat(a.differentShare()).isEqualTo(b.differentShare());
      assertThat(a.minimum()).isEqualTo(b.minimum());
      assertThat(a.maximum()).isEqualTo(b.maximum());
    }
  }

  @Test
  void countsWhatThereIs() {
    TableProfile profile =
        MixedRows.profile(
            List.of(
                new Object[] {1.5, "a", 0.0},
                new Object[] {null, "true", 1.0},
                new Object[] {-2.0, "a", 1.0}));
    ColumnProfile number = profile.feature(0);
    ColumnProfile text = profile.feature(1);

    assertThat(number.missing()).isEqualTo(1);
    assertThat(number.numbers()).isEqualTo(2);
    assertThat(number.negative()).isEqualTo(1);
    assertThat(number.fractional()).isEqualTo(1);
    assertThat(number.differentNumbers()).containsExactly(-2, 1.5);
    assertThat(text.levels()).containsExactly("a", "true");
    assertThat(text.booleans()).isEqualTo(1);
    assertThat(profile.label(0).differentNumbers()).containsExactly(0, 1);
  }

  @Test
  void textsLookLikeNumbersOrDatesWhereAllOfThemDo() {
    TableProfile percent = texts("5 %", "7 %");
    assertThat(percent.feature(1).hasWrittenNumbers()).isTrue();
    assertThat(percent.feature(1).hasWrittenDates()).isFalse();
    percent.merge(texts("$8"));
    assertThat(percent.feature(1).hasWrittenNumbers()).isTrue();
    percent.merge(texts("many"));
    assertThat(percent.feature(1).hasWrittenNumbers()).isFalse();

    TableProfile days = texts("31/12/2024");
    days.merge(texts("1/1/2025", "1/1/2025"));
    assertThat(days.feature(1).hasWrittenDates()).isTrue();
    assertThat(days.feature(0).hasWrittenDates()).isFalse();
  }

  private static TableProfile texts(String... texts) {
    return MixedRows.profile(Stream.of(texts).map(text -> new Object[] {1.5, text, 0.0}).toList());
  }

  @Test
  void theShareOfDifferentValuesIsFoundWhereThereAreMany() {
    List<Object[]> rows = new ArrayList<>();
    for (int i = 0; i < 40_000; i++) {
      rows.add(new Object[] {(double) i, (double) (i % 1000), "n" + i / 4, 0.0});
    }
    TableProfile profile = new TableProfile(3, 1);
    for (int from = 0; from < rows.size(); from += 4000) {
      profile.merge(MixedRows.profile(rows.subList(from, from + 4000)));
    }

    assertThat(profile.feature(0).differentShare()).isEqualTo(1);
    assertThat(profile.feature(1).differentShare()).isEqualTo(1 / 40.0);
    assertThat(profile.feature(2).differentShare()).isEqualTo(1 / 4.0);
    assertThat(profile.feature(0).hasTooManyNumbers()).isTrue();
    assertThat(profile.feature(1).hasTooManyNumbers()).isFalse();
  }

  @Test
  void anyRowChangesTheFingerprint() {
    List<Object[]> rows = MixedRows.random(3, 50);
    String fingerprint = MixedRows.profile(rows).fingerprint();
    List<Object[]> twice = new ArrayList<>(rows);
    twice.add(rows.get(0));

    assertThat(MixedRows.profile(rows.subList(1, 50)).fingerprint()).isNotEqualTo(fingerprint);
    assertThat(MixedRows.profile(twice).fingerprint()).isNotEqualTo(fingerprint);
  }
}
