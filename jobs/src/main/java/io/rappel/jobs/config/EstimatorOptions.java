package io.rappel.jobs.config;

import io.rappel.jobs.config.options.ConfigOptions;
import io.rappel.jobs.config.options.RowsOptions;
import io.rappel.jobs.config.options.RunningOptions;
import io.rappel.jobs.config.training.BatchOptions;
import io.rappel.jobs.config.training.DescentOptions;
import io.rappel.jobs.config.training.EndOptions;
import io.rappel.jobs.config.training.NetworkOptions;
import io.rappel.jobs.config.training.ObjectiveOptions;
import io.rappel.jobs.config.values.Converters;
import io.rappel.jobs.config.values.TrainingDefaults;
import io.rappel.trainer.config.ConfigurationException;
import io.rappel.trainer.config.TrainingConfig;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Settings of a training that no command line gives, such as parameters of an estimator, in the
 * words of {@code train}'s options, whose checks and defaults are these.
 */
@Command(name = "fit", defaultValueProvider = TrainingDefaults.class)
public final class EstimatorOptions {

  @Spec private CommandSpec spec;

  @ArgGroup(validate = false)
  private final RowsOptions rows = new RowsOptions();

  @ArgGroup(validate = false)
  private final NetworkOptions network = new NetworkOptions();

  @ArgGroup(validate = false)
  private final ObjectiveOptions objective = new ObjectiveOptions();

  @ArgGroup(validate = false)
  private final DescentOptions descent = new DescentOptions();

  @ArgGroup(validate = false)
  private final BatchOptions batches = new BatchOptions();

  @ArgGroup(validate = false)
  private final EndOptions end = new EndOptions();

  @ArgGroup(validate = false)
  private final RunningOptions running = new RunningOptions();

  private EstimatorOptions() {}

  /**
   * Reads options.
   *
   * @param arguments each {@code --name=value}, or {@code --name} alone
   * @throws ConfigurationException if a value is none of its option
   */
  public static EstimatorOptions parse(List<String> arguments) {
    EstimatorOptions options = new EstimatorOptions();
    CommandLine commandLine = new CommandLine(options);
    Converters.register(commandLine);
    try {
      Arguments.check(
          commandLine
              .setExpandAtFiles(false)
              .setPosixClusteredShortOptionsAllowed(false)
              .parseArgs(arguments.toArray(String[]::new)));
    } catch (ParameterException e) {
      throw new ConfigurationException(ParseErrors.sentence(e));
    }
    return options;
  }

  /**
   * The settings.
   *
   * @throws ConfigurationException if they do not go together
   */
  public TrainingConfig config() {
    return ConfigOptions.builder(rows, network, objective, descent, batches, end, running).build();
  }

  /** Partitions of the packed rows; 0: as many as Spark has cores. */
  public int partitions() {
    return rows.partitions();
  }

  /** The options with their values, for a model's provenance. */
  public Map<String, Object> configuration() {
    return EffectiveConfiguration.of(spec);
  }
}
