package io.rappel.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionsTest {

  private static final List<String> KNOWN =
      List.of("--epochs", "--l2", "--learning-rate", "--label", "--loss", "--data", "--demo");

  @ParameterizedTest
  @CsvSource({
    "--epoch,--epochs",
    "--eopchs,--epochs",
    "--EPOCHS,--epochs",
    "--learn,--learning-rate",
    "--learning_rate,--learning-rate",
    "--los,--loss",
    "--dta,--data"
  })
  void findsWhatWasMeant(String written, String meant) {
    assertThat(Suggestions.nearest(written, KNOWN)).contains(meant);
  }

  @Test
  void suggestsNothingThatIsFarAway() {
    assertThat(Suggestions.nearest("--xyzzy", KNOWN)).isEmpty();
    assertThat(Suggestions.hint("--xyzzy", KNOWN)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"abc,abc,0", "abc,acb,1", "abc,ab,1", "abc,xbc,1", "abc,'',3", "kitten,sitting,3"})
  void countsEdits(String a, String b, int edits) {
    assertThat(Suggestions.distance(a, b)).isEqualTo(edits);
    assertThat(Suggestions.distance(b, a)).isEqualTo(edits);
  }
}
