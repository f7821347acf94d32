package io.rappel.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class FrequentRowsTest {

  /** Row numbers in which a few recur often and most do not. */
  private static ContentHash draw(Random random, int distinct) {
    double u = random.nextDouble();
    return ContentHash.of((long) (distinct * u * u * u * u), 1);
  }

  @Property(tries = 40)
  void namesEachRowWithMoreCopies(
      @ForAll long seed,
      @ForAll @IntRange(min = 10, max = 100_000) int distinct,
      @ForAll @IntRange(min = 1, max = 9) int parts) {
    Random random = new Random(seed);
    int rows = 60_000;
    Map<ContentHash, Integer> exact = new HashMap<>();
    List<FrequentRows> summaries = new ArrayList<>();
    for (int p = 0; p < parts; p++) {
      summaries.add(new FrequentRows());
    }
    for (int i = 0; i < rows; i++) {
      ContentHash hash = draw(random, distinct);
      exact.merge(hash, 1, Integer::sum);
      summaries.get(random.nextInt(parts)).add(hash);
    }
    while (summaries.size() > 1) {
      FrequentRows last = summaries.remove(summaries.size() - 1);
      summaries.get(random.nextInt(summaries.size())).merge(last);
    }

    for (int copies : new int[] {rows / FrequentRows.CAPACITY, 50, 1000}) {
      Set<ContentHash> candidates = summaries.get(0).candidates(copies, rows);
      exact.forEach(
          (hash, count) -> {
            if (count > copies) {
              assertThat(candidates).contains(hash);
            }
          });
    }
  }

  @Test
  void namesFewOthers() {
    FrequentRows frequent = new FrequentRows();
    for (int i = 0; i < 100_000; i++) {
      frequent.add(ContentHash.of(i % 4 == 0 ? 7 : i, 0));
    }

    assertThat(frequent.candidates(1000, 100_000)).containsExactly(ContentHash.of(7, 0));
  }
}
