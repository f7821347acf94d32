package io.rappel.trainer.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SortedScoresTest {

  private static final double[] SCORES = {-0.0, 0.0, 0.25, 0.5, 0.5000001, 1, -3, 1e300};

  /** Rows that all count the same are ranked by their numbers, others by sums of their weights. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void rowsOfOneWeightAreRankedAsThoseOfMany(int seed) {
    Random random = new Random(seed);
    SortedScores whole = new SortedScores();
    SortedScores divided = new SortedScores();
    for (int i = 0; i < 200; i++) {
      double score = SCORES[random.nextInt(SCORES.length)];
      boolean positive = random.nextInt(3) == 0;
      whole.add(score, positive, 1);
      divided.add(score, positive, 0.25);
      divided.add(score, positive, 0.75);
    }

    assertThat(whole.area()).isEqualTo(divided.area()).isBetween(0.3, 0.7);
  }

  @Test
  void noughtsOfBothSignsAreOneScore() {
    SortedScores scores = new SortedScores();
    scores.add(-0.0, true, 1);
    scores.add(0.0, false, 1);

    assertThat(scores.area()).isEqualTo(0.5);
  }
}
