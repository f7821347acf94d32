package io.rappel.jobs.output.console;

import io.rappel.jobs.text.Amounts;
import io.rappel.jobs.text.Printable;
import io.rappel.jobs.text.Secrets;
import io.rappel.trainer.progress.RunDescription;
import io.rappel.trainer.progress.TrainingListener;
import java.io.PrintWriter;

/** Says what a run is about to do, when it is about to do it. */
public final class RunHeader implements TrainingListener {

  /** Where what there is to say begins. */
  private static final int INDENT = 12;

  /** On terminals that are narrower than this, lines break where the terminal breaks them. */
  private static final int NARROWEST = 40;

  private final PrintWriter out;
  private final int width;

  /**
   * @param width characters of a line, after which it goes on indented; 0: lines are not broken
   */
  public RunHeader(PrintWriter out, int width) {
    this.out = out;
    this.width = width;
  }

  @Override
  public void started(RunDescription run) {
    line(
        "rows",
        "%s to train on, %s to validate on; %s features, %s, %s packed, %s"
            .formatted(
                Amounts.count(run.rows()),
                run.validationRows() == 0 ? "none" : Amounts.count(run.validationRows()),
                Amounts.count(run.features()),
                run.storage(),
                Amounts.bytes(run.packedBytes()),
                run.shards() == 1 ? "1 shard" : Amounts.count(run.shards()) + " shards"));
    line("network", run.networks() + ", " + Amounts.count(run.parameters()) + " parameters");
    line("loss", run.loss());
    line(
        "descent",
        "%s; batch: %s; steps an epoch: %s"
            .formatted(run.optimizer(), run.batch(), Amounts.count(run.stepsPerEpoch())));
    line("runs on", run.runner());
    line("arithmetic", run.arithmetic());
    run.notes().forEach(note -> line("note", note));
  }

  /** A line of the header: what it is about, and what there is to say. */
  public void line(String about, String text) {
    String line = "%-10s  %s".formatted(about, Printable.line(Secrets.masked(text)));
    while (width >= NARROWEST && line.length() > width) {
      int blank = line.lastIndexOf(' ', width);
      int end = blank > INDENT ? blank : width;
      out.println(line.substring(0, end));
      line = " ".repeat(INDENT) + line.substring(end).stripLeading();
    }
    out.println(line);
  }
}
