package io.rappel.jobs.config.options;

import io.rappel.trainer.config.ConfigurationException;
import io.rappel.trainer.data.Task;
import io.rappel.trainer.gate.GateSettings;
import io.rappel.trainer.gate.GateTest;
import io.rappel.trainer.gate.metric.GateMetric;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** When a challenger may become the champion. */
public final class GateOptions {

  private static final Pattern PERCENT = Pattern.compile("([0-9]+(?:\\.[0-9]+)?) ?%");
  private static final double PERCENTS = 100;
  private static final double USUAL_SHARE = 0.2;

  @Option(
      names = "--gate",
      paramLabel = "METRIC",
      description = {
        "What is compared: ${COMPLETION-CANDIDATES}, or auto: log-loss of classes and rmse of"
            + " numbers.",
        "Example: --gate accuracy"
      })
  private GateMetric metric;

  @Option(
      names = "--gate-test",
      paramLabel = "TEST",
      description = {
        "What has to be shown: ${COMPLETION-CANDIDATES}.",
        "Example: --gate-test superior"
      })
  private GateTest test;

  @Option(
      names = "--gate-margin",
      paramLabel = "SHARE",
      description = {
        "By which share of the champion's loss a challenger may be worse and not be inferior; of"
            + " slices too.",
        "Example: --gate-margin 0.01"
      })
  private Double margin;

  @Option(
      names = "--gate-floor",
      paramLabel = "X",
      description = {
        "The worst score of a challenger, in the metric's units.",
        "Example: --gate-floor 0.35"
      })
  private Double floor;

  @Option(
      names = "--gate-slice",
      paramLabel = "COL",
      description = {
        "Of no value of this feature with 200 rows or more may a challenger be shown to be worse"
            + " by more than the margin.",
        "Example: --gate-slice country"
      })
  private String slice;

  @Option(
      names = "--gate-share",
      paramLabel = "P%",
      description = {
        "Share of the rows that judge and are never trained on; a registry keeps what it was"
            + " founded with, 20%% without this option.",
        "Example: --gate-share 10%%"
      })
  private String share;

  /**
   * Checks what does not need the rows.
   *
   * @throws ConfigurationException if a number makes no sense
   */
  public void check() {
    share();
    if (!(margin >= 0 && margin < 1)) {
      throw new ConfigurationException(
          "--gate-margin must be a share from 0 to below 1, not " + margin);
    }
  }

  /** The share of rows that judge, where a registry has none yet. */
  public double share() {
    if (share == null) {
      return USUAL_SHARE;
    }
    Matcher percent = PERCENT.matcher(share);
    double value = percent.matches() ? Double.parseDouble(percent.group(1)) / PERCENTS : 0;
    if (!(value > 0 && value < 1)) {
      throw new ConfigurationException(
          "--gate-share must be a percentage above 0% and below 100%, such as 20%, not " + share);
    }
    return value;
  }

  /** Whether a share was given. */
  public boolean hasShare() {
    return share != null;
  }

  /** By which share of the champion's loss a challenger may be worse. */
  public double margin() {
    return margin;
  }

  /** The column of slices, or null. */
  public String slice() {
    return slice;
  }

  /**
   * How challengers are judged.
   *
   * @param classes how many there are; of numbers, 0
   * @throws ConfigurationException if the metric is none of the task
   */
  public GateSettings settings(Task task, int classes) {
    GateMetric chosen = metric == null ? GateMetric.of(task) : metric;
    if (chosen.task() != task) {
      throw new ConfigurationException("--gate %s is no metric of a %s".formatted(chosen, task));
    }
    if (chosen == GateMetric.AUC && classes != 2) {
      throw new ConfigurationException(
          "--gate auc is a metric of two classes, and there are " + classes);
    }
    return new GateSettings(chosen, test, margin, floor, GateSettings.SLICE_ROWS);
  }
}
