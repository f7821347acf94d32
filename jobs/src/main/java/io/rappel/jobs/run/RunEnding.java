package io.rappel.jobs.run;

import io.rappel.jobs.outcome.Failure;
import io.rappel.jobs.outcome.InterruptedCommandException;
import io.rappel.jobs.outcome.Outcome;
import io.rappel.jobs.output.RunDirectory;
import io.rappel.jobs.output.RunMetrics;
import io.rappel.jobs.output.RunStatus;
import io.rappel.jobs.output.files.HadoopPaths;
import io.rappel.jobs.output.files.LockedException;
import io.rappel.jobs.session.Interruption;
import io.rappel.jobs.text.Secrets;
import io.rappel.trainer.TrainingInterruptedException;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import org.apache.hadoop.fs.Path;

/**
 * Sees to it that a run's directory tells how the run ended, whatever happened.
 *
 * @param goesOn what goes on from the run's checkpoint, for people; null: there is none
 * @param progress where a person is told
 */
record RunEnding(
    RunDirectory directory, Interruption interruption, String goesOn, PrintWriter progress) {

  /** What a run does. */
  @FunctionalInterface
  interface Work {
    RunMetrics run() throws IOException;
  }

  /** Does the work; where it fails, the directory tells why. */
  RunMetrics recorded(Work work) throws IOException {
    try {
      return work.run();
    } catch (LockedException locked) {
      // The model is complete, and beside the place that another has filled.
      throw locked;
    } catch (Throwable thrown) {
      Optional<InterruptedCommandException> cancelled = interruption.insteadOf(thrown);
      if (cancelled.isPresent()) {
        recordFailure(cancelled.get());
        throw cancelled.get();
      }
      // Whatever it was, and Spark throws checked exceptions undeclared: status.json has to tell.
      recordFailure(thrown);
      throw thrown;
    }
  }

  /**
   * Publishes the model of a run that was told to end.
   *
   * @throws TrainingInterruptedException if it was
   */
  void requireFinished(RunMetrics metrics) throws IOException {
    if (!metrics.result().interrupted()) {
      return;
    }
    String sentence = "interrupted after %d steps".formatted(metrics.result().steps());
    Path left = directory.interrupt(new RunStatus(Outcome.INTERRUPTED, sentence));
    throw new TrainingInterruptedException(
        "%s: %s in %s%s"
            .formatted(
                sentence,
                left.equals(directory.directory())
                    ? "the model so far is"
                    : "the finished model that was there stays, and the record of this run is",
                HadoopPaths.display(left),
                goesOn == null ? "" : "; %s goes on from its checkpoint".formatted(goesOn)));
  }

  private void recordFailure(Throwable thrown) {
    try {
      Path record = directory.fail(RunStatus.of(Failure.of(thrown)));
      if (!record.equals(directory.directory())) {
        progress.printf(
            "The model in %s is as it was; the record of this run is beside it, in %s%n",
            Secrets.masked(HadoopPaths.display(directory.directory())),
            Secrets.masked(HadoopPaths.display(record)));
      }
    } catch (IOException e) {
      thrown.addSuppressed(e);
    }
  }
}
