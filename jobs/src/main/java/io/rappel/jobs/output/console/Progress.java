package io.rappel.jobs.output.console;

import io.rappel.jobs.text.Amounts;
import io.rappel.trainer.progress.EpochReport;
import io.rappel.trainer.progress.RunDescription;
import io.rappel.trainer.progress.StepReport;
import io.rappel.trainer.progress.TrainingListener;
import java.io.PrintWriter;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/**
 * Shows a training as it goes: on a terminal one line that is redrawn, elsewhere a line an epoch,
 * fewer where there are many.
 */
public final class Progress implements TrainingListener, AutoCloseable {

  private static final long REDRAW_NANOS = 200_000_000L;
  private static final long PLAIN_NANOS = 10_000_000_000L;
  private static final int PLAIN_LINES = 20;

  private final PrintWriter out;
  private final boolean live;
  private final IntSupplier width;
  private final LongSupplier nanos;
  private int epochs;
  private boolean drawn;
  private boolean lineOpen;
  private long lastNanos;
  private ProgressLine latest;
  private String validation = "";
  private String metric = "";
  private double rate = Double.NaN;

  /**
   * @param live whether to redraw one line
   * @param width characters in a line of the terminal, asked for each time that it is redrawn
   * @param nanos the clock, as {@link System#nanoTime()}
   */
  public Progress(PrintWriter out, boolean live, IntSupplier width, LongSupplier nanos) {
    this.out = out;
    this.live = live;
    this.width = width;
    this.nanos = nanos;
  }

  @Override
  public void started(RunDescription run) {
    epochs = run.epochs();
    lastNanos = nanos.getAsLong();
  }

  @Override
  public void stepped(StepReport step) {
    if (due()) {
      double done = step.epoch() - 1 + (double) step.stepInEpoch() / step.stepsInEpoch();
      show(line(step.epoch(), step.step(), step.dataLoss(), left(done, step.seconds())));
    }
  }

  @Override
  public void epochEnded(EpochReport epoch) {
    rate = epoch.examplesPerSecond();
    validated(epoch);
    latest =
        line(epoch.epoch(), epoch.steps(), epoch.dataLoss(), left(epoch.epoch(), epoch.seconds()));
    boolean milestone =
        epoch.epoch() == 1
            || epoch.epoch() == epochs
            || epoch.epoch() % Math.max(1, epochs / PLAIN_LINES) == 0;
    if (due() || !live && milestone) {
      show(latest);
    }
  }

  private ProgressLine line(int epoch, long step, double loss, String left) {
    return new ProgressLine(
        "epoch %d/%d".formatted(epoch, epochs),
        "step " + Amounts.count(step),
        "loss " + Amounts.metric(loss),
        validation,
        metric,
        Double.isNaN(rate) ? "" : Amounts.rate(rate) + " rows/s",
        left);
  }

  private void validated(EpochReport epoch) {
    if (Double.isNaN(epoch.validationLoss())) {
      return;
    }
    validation = "validation " + Amounts.metric(epoch.validationLoss());
    Map<String, Object> metrics = epoch.validation();
    String name = metrics.containsKey("accuracy") ? "accuracy" : "r2";
    metric =
        metrics.get(name) instanceof Number value
            ? "(%s %s%s)"
                .formatted(name, Amounts.metric(value.doubleValue()), training(epoch, name))
            : "";
  }

  private static String training(EpochReport epoch, String name) {
    return epoch.training().get(name) instanceof Number value
        ? ", training " + Amounts.metric(value.doubleValue())
        : "";
  }

  private String left(double epochsDone, double seconds) {
    return epochsDone >= epochs
        ? ""
        : "at most %s left"
            .formatted(Amounts.duration(seconds / epochsDone * (epochs - epochsDone)));
  }

  private boolean due() {
    return live && !drawn || nanos.getAsLong() - lastNanos >= (live ? REDRAW_NANOS : PLAIN_NANOS);
  }

  private void show(ProgressLine line) {
    lastNanos = nanos.getAsLong();
    drawn = true;
    if (live) {
      // Erases to the end of the line, so that a shorter text leaves nothing of a longer one.
      out.print("\r" + line.text(width.getAsInt() - 1) + "\u001b[K");
      out.flush();
      lineOpen = true;
    } else {
      out.println(line.text());
    }
  }

  /** Ends the line that is redrawn, so that what follows begins on its own. */
  @Override
  public void close() {
    if (live && latest != null) {
      show(latest);
    }
    if (lineOpen) {
      out.println();
      lineOpen = false;
    }
  }
}
