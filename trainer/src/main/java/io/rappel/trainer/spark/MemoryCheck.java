package io.rappel.trainer.spark;

import io.rappel.trainer.config.ConfigurationException;
import io.rappel.trainer.network.Layer;
import io.rappel.trainer.objective.unit.WorkSpec;
import io.rappel.trainer.optim.OptimizerKind;
import io.rappel.trainer.spark.engine.ExecutorTasks;
import java.util.Locale;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Refuses, before anything is computed, a network that cannot fit the memory: arrays as long as the
 * parameters on the driver, the sum that an executor holds, and for each task one sum, the
 * gradients of two units and the activations of one.
 */
final class MemoryCheck {

  /** Share of a heap that arrays can fill. */
  private static final double USABLE = 0.9;

  private final OptimizerKind optimizer;
  private final WorkSpec spec;
  private final long rowBytes;
  private final boolean centred;

  /**
   * @param spec of the units
   * @param rowBytes of the features of a packed row, dense or sparse as it is, on average
   * @param centred whether units see other parameters than the driver, see {@link
   *     io.rappel.trainer.objective.Centering}
   */
  MemoryCheck(OptimizerKind optimizer, WorkSpec spec, long rowBytes, boolean centred) {
    this.optimizer = optimizer;
    this.spec = spec;
    this.rowBytes = rowBytes;
    this.centred = centred;
  }

  /**
   * Bytes of the driver's own arrays: parameters, gradient, sum, best parameters, state, and units'
   * parameters and gradient.
   */
  long driverBytes() {
    return (4L + optimizer.vectors() + (centred ? 2 : 0)) * Double.BYTES * size();
  }

  /** Bytes of what each task that runs at the same time needs. */
  long taskBytes() {
    long widths = spec.network().layers().stream().mapToLong(Layer::outputs).sum();
    long widest = spec.network().layers().stream().mapToLong(Layer::outputs).max().orElseThrow();
    long activations = widths * (spec.dropout().isNone() ? 1 : 3) + 3 * widest;
    // Rows of a full batch are read where they lie; those of others are gathered, and sparse ones
    // differ in length.
    long gathered = spec.cut().contiguous() ? 0 : 2 * rowBytes;
    return (Double.BYTES + 2L * spec.precision().bytes()) * size()
        + (activations * spec.precision().bytes() + gathered) * spec.cut().unitRows();
  }

  private long size() {
    return spec.network().layout().size();
  }

  /**
   * Compares with what there is.
   *
   * @param onDriver whether tasks run on the driver's threads
   * @throws ConfigurationException if it is too little
   */
  void check(JavaSparkContext context, boolean onDriver) {
    long driverNeeds = driverBytes();
    SparkConf conf = context.getConf();
    if (onDriver || context.isLocal()) {
      driverNeeds += taskBytes() * context.defaultParallelism();
    } else {
      int tasks = ExecutorTasks.atOnce(context);
      long executor = conf.getSizeAsBytes("spark.executor.memory", "1g");
      long executorNeeds =
          taskBytes() * tasks + (long) (Double.BYTES + spec.precision().bytes()) * size();
      require(
          executorNeeds,
          executor,
          "an executor with %d tasks".formatted(tasks),
          "spark.executor.memory");
    }
    require(
        driverNeeds,
        Runtime.getRuntime().maxMemory(),
        "the driver",
        "RAPPEL_MEMORY or spark.driver.memory");
  }

  private void require(long needed, long there, String who, String setting) {
    if (needed > USABLE * there) {
      throw new ConfigurationException(
          "a network of %,d parameters with --optimizer %s needs about %s on %s, which has %s: raise %s or make --hidden smaller"
              .formatted(size(), optimizer, text(needed), who, text(there), setting));
    }
  }

  private static String text(long bytes) {
    return String.format(Locale.ROOT, "%.1f GiB", bytes / 0x1p30);
  }
}
