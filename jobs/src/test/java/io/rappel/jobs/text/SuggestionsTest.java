package io.rappel.jobs.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionsTest {

  private static final List<String> KNOWN =
      List.of(
          "--epochs",
          "--l1",
          "--l2",
          "--learning-rate",
          "--label",
          "--loss",
          "--data",
          "--demo",
          "--optimizer");

  @ParameterizedTest
  @CsvSource({
    "--epoch,--epochs",
    "--eopchs,--epochs",
    "--EPOCHS,--epochs",
    "--learn,--learning-rate",
    "--learning_rate,--learning-rate",
    "--learningRate,--learning-rate",
    "-learning-rate,--learning-rate",
    "--los,--loss",
    "--dta,--data"
  })
  void findsWhatWasMeant(String written, String meant) {
    assertThat(Suggestions.of(written, KNOWN)).containsExactly(meant);
  }

  @ParameterizedTest
  @CsvSource({
    "--lr,--learning-rate",
    "--learning_rate_init,--learning-rate",
    "--maxIter,--epochs",
    "--max-iterr,--epochs",
    "--y,--label",
    "--momentum,--optimizer momentum",
    "--reg_lambda,--l2"
  })
  void findsWhatOthersCallIt(String written, String meant) {
    assertThat(Suggestions.of(written, KNOWN)).containsExactly(meant);
  }

  @Test
  void keysAreFoundAsOptionsAreAndWrittenAsKeys() {
    List<String> keys = List.of("learning-rate", "optimizer", "batch");

    assertThat(Suggestions.hint("lr", keys)).isEqualTo("; did you mean learning-rate?");
    assertThat(Suggestions.hint("momentum", keys)).isEqualTo("; did you mean optimizer: momentum?");
    assertThat(Suggestions.hint("batch_size", keys)).isEqualTo("; did you mean batch?");
  }

  @Test
  void aNameOfSeveralThingsFindsThemAll() {
    assertThat(Suggestions.hint("--alpha", KNOWN)).isEqualTo("; did you mean --l2 or --l1?");
  }

  @Test
  void suggestsNothingThatIsFarAway() {
    assertThat(Suggestions.of("--xyzzy", KNOWN)).isEmpty();
    assertThat(Suggestions.hint("--xyzzy", KNOWN)).isEmpty();
  }

  /** A synonym of a name that is known here serves nobody where that name is not. */
  @Test
  void suggestsNothingThatIsUnknownHere() {
    assertThat(Suggestions.of("--lr", List.of("--model", "--data"))).isEmpty();
  }
}
