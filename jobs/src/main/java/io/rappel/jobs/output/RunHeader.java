package io.rappel.jobs.output;

import io.rappel.trainer.RunDescription;
import io.rappel.trainer.TrainingListener;
import java.io.PrintWriter;

/** Says what a run is about to do, when it is about to do it. */
public final class RunHeader implements TrainingListener {

  private final PrintWriter out;

  public RunHeader(PrintWriter out) {
    this.out = out;
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
    line("network", run.network() + ", " + Amounts.count(run.parameters()) + " parameters");
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
    out.printf("%-10s  %s%n", about, Printable.line(Secrets.masked(text)));
  }
}
