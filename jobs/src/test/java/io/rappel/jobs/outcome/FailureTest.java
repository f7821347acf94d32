package io.rappel.jobs.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import io.rappel.trainer.TrainingInterruptedException;
import io.rappel.trainer.checkpoint.CheckpointException;
import io.rappel.trainer.config.ConfigurationException;
import io.rappel.trainer.data.DataException;
import io.rappel.trainer.objective.DivergedException;
import io.rappel.trainer.objective.sum.ArithmeticMismatchException;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.ZipException;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;

class FailureTest {

  @Test
  void oursHaveCodesOfTheirOwnHoweverTheyAreWrapped() {
    assertThat(Failure.of(new ConfigurationException("no")))
        .isEqualTo(new Failure(Outcome.CONFIGURATION, "no"));
    assertThat(Failure.of(new DivergedException("inf")))
        .isEqualTo(new Failure(Outcome.DIVERGED, "inf"));
    assertThat(Failure.of(new SparkException("job", new ArithmeticMismatchException("other"))))
        .isEqualTo(new Failure(Outcome.CONFIGURATION, "other"));
    Throwable onExecutor =
        new SparkException(
            "Job aborted due to stage failure", new IOException(new DataException("row 3")));
    assertThat(Failure.of(onExecutor)).isEqualTo(new Failure(Outcome.DATA, "row 3"));
  }

  @Test
  void unreadableFilesAreTheDatasFault() {
    assertThat(Failure.of(new FileNotFoundException("/a")).outcome()).isEqualTo(Outcome.DATA);
    assertThat(Failure.of(new SparkException("aborted", new EOFException("cut"))))
        .isEqualTo(new Failure(Outcome.DATA, "the data cannot be read: cut"));
    assertThat(Failure.of(new UncheckedIOException(new ZipException("bad"))).outcome())
        .isEqualTo(Outcome.DATA);
  }

  @Test
  void otherFailuresTellTheirFirstCauseInALine() {
    assertThat(Failure.of(new IllegalStateException("outer", new IOException("disk\nfull"))))
        .isEqualTo(new Failure(Outcome.FAILED, "disk"));
    assertThat(Failure.of(new NullPointerException()))
        .isEqualTo(new Failure(Outcome.FAILED, "NullPointerException"));
    assertThat(Failure.of(new RuntimeException(new OutOfMemoryError("Java heap space"))).message())
        .startsWith("out of memory (Java heap space)");
  }

  @Test
  void allProblemsOfATableAreTold() {
    String told = "a.csv has 2 problems:\n  column 'b' has text\n  column 'c' has dates";
    assertThat(Failure.of(new SparkException("job", new DataException(told))).message())
        .isEqualTo(told);
    assertThat(Failure.of(new DataException(told + "\n\tat org.apache.spark.A")).message())
        .isEqualTo(told);
    assertThat(Failure.of(new IllegalStateException(told)).message())
        .isEqualTo("a.csv has 2 problems:");
  }

  @Test
  void errorsOfTheMachineAreSentences() {
    assertThat(Failure.of(new NoClassDefFoundError("org/x/Y")))
        .isEqualTo(
            new Failure(
                Outcome.FAILED,
                "a class is missing, or of another version than Rappel was built with"
                    + " (java.lang.NoClassDefFoundError: org/x/Y)"));
    assertThat(Failure.of(new RuntimeException(new StackOverflowError())).message())
        .startsWith("something is nested too deeply");
    assertThat(Failure.of(new OutOfMemoryError("Requested array size exceeds VM limit")).message())
        .isEqualTo(
            "something is too large for one array (Requested array size exceeds VM limit),"
                + " which more memory does not help");
  }

  @Test
  void aCheckpointSaysMoreThanTheDiskThatIsFull() {
    IOException disk = new IOException("No space left on device");

    assertThat(Failure.of(new CheckpointException("checkpoint 7 could not be written", disk)))
        .isEqualTo(new Failure(Outcome.FAILED, "checkpoint 7 could not be written"));
    assertThat(Failure.of(new TrainingInterruptedException("interrupted after 3 steps")))
        .isEqualTo(new Failure(Outcome.INTERRUPTED, "interrupted after 3 steps"));
  }

  @Test
  void anInnermostCauseIsToldWithWhatItIsAbout() {
    IOException lost = new IOException("the connection is lost");
    IOException about =
        new IOException("a could not be renamed to b: the connection is lost", lost);

    assertThat(Failure.of(about).message()).isEqualTo(about.getMessage());
    assertThat(Failure.of(new IllegalStateException(about)).message())
        .isEqualTo(about.getMessage());
    assertThat(Failure.of(new IllegalStateException(lost)).message()).isEqualTo(lost.getMessage());
  }

  @Test
  void exitCodesAreThoseOfTheContract() {
    assertThat(Outcome.values())
        .extracting(Outcome::exitCode)
        .containsExactly(0, 1, 2, 3, 4, 5, 6, 130);
  }
}
