package io.rappel.jobs.watch;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import io.rappel.trainer.progress.EpochReport;
import io.rappel.trainer.progress.RunDescription;
import io.rappel.trainer.progress.StepReport;
import io.rappel.trainer.progress.TrainingListener;
import org.apache.spark.SparkEnv;
import org.apache.spark.metrics.MetricsSystem;
import org.apache.spark.metrics.source.Source;

/**
 * A source of Spark's metrics system, which hands the numbers of a run to whatever the session is
 * configured for, such as Prometheus. It is there from the first step to the end of the run. Of two
 * runs at once in one session the first one is shown.
 */
public final class SparkMetrics implements TrainingListener, Source, AutoCloseable {

  private static final String NAME = "rappel";

  private final MetricRegistry registry = new MetricRegistry();
  private MetricsSystem system;
  private volatile long step;
  private volatile int epoch;
  private volatile double loss = Double.NaN;
  private volatile double validationLoss = Double.NaN;
  private volatile double rowsPerSecond = Double.NaN;
  private volatile double seconds;

  /** For a run that has not begun. */
  public SparkMetrics() {
    gauge("step", () -> step);
    gauge("epoch", () -> epoch);
    gauge("loss", () -> loss);
    gauge("validation_loss", () -> validationLoss);
    gauge("rows_per_second", () -> rowsPerSecond);
    gauge("seconds", () -> seconds);
  }

  private void gauge(String name, Gauge<Number> value) {
    registry.register(name, value);
  }

  @Override
  public String sourceName() {
    return NAME;
  }

  @Override
  public MetricRegistry metricRegistry() {
    return registry;
  }

  @Override
  public void started(RunDescription run) {
    gauge("epochs", run::epochs);
    MetricsSystem found = SparkEnv.get().metricsSystem();
    if (found.getSourcesByName(NAME).isEmpty()) {
      system = found;
      system.registerSource(this);
    }
  }

  @Override
  public void stepped(StepReport report) {
    step = report.step();
    loss = report.dataLoss();
    seconds = report.seconds();
  }

  @Override
  public void epochEnded(EpochReport report) {
    epoch = report.epoch();
    validationLoss = report.validationLoss();
    rowsPerSecond = report.examplesPerSecond();
    seconds = report.seconds();
  }

  /** Takes the source away. */
  @Override
  public void close() {
    if (system != null) {
      system.removeSource(this);
    }
  }
}
