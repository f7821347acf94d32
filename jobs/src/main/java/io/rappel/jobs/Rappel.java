package io.rappel.jobs;

import io.rappel.jobs.commands.EvaluateCommand;
import io.rappel.jobs.commands.InspectCommand;
import io.rappel.jobs.commands.PredictCommand;
import io.rappel.jobs.commands.TrainCommand;
import io.rappel.jobs.config.Arguments;
import io.rappel.jobs.config.Converters;
import io.rappel.jobs.config.ParseErrors;
import io.rappel.trainer.ConfigurationException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/** The command {@code rappel}. */
@Command(
    name = "rappel",
    description = "Trains feed-forward networks on Apache Spark: the same data, the same model.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    footer = {"", "rappel COMMAND --help says what a command takes."},
    subcommands = {
      TrainCommand.class,
      EvaluateCommand.class,
      PredictCommand.class,
      InspectCommand.class
    })
public final class Rappel implements Runnable {

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  /** Runs a command; errors are a line on the error stream. Returns the exit code. */
  static int run(String... arguments) {
    try {
      return commandLine().execute(Arguments.withConfigFile(commandLine(), arguments));
    } catch (ParameterException e) {
      return report(new Failure(Outcome.CONFIGURATION, ParseErrors.sentence(e)));
    } catch (ConfigurationException e) {
      return report(Failure.of(e));
    }
  }

  private static CommandLine commandLine() {
    CommandLine commandLine = new CommandLine(new Rappel());
    Converters.register(commandLine);
    return commandLine
        .setExpandAtFiles(false)
        .setUsageHelpWidth(100)
        .setUsageHelpLongOptionsMaxWidth(32)
        .setParameterExceptionHandler(
            (e, given) -> report(new Failure(Outcome.CONFIGURATION, ParseErrors.sentence(e))))
        .setExecutionExceptionHandler((e, command, parsed) -> report(e, isVerbose(parsed)))
        .setExecutionStrategy(Rappel::execute);
  }

  private static int execute(ParseResult parsed) {
    if (parsed.hasSubcommand()) {
      Arguments.check(parsed.subcommand());
    }
    return new RunLast().execute(parsed);
  }

  private static boolean isVerbose(ParseResult parsed) {
    return parsed.hasSubcommand() && parsed.subcommand().hasMatchedOption("--verbose");
  }

  private static int report(Exception thrown, boolean verbose) {
    if (verbose) {
      thrown.printStackTrace();
    }
    return report(Failure.of(thrown));
  }

  private static int report(Failure failure) {
    System.err.println("rappel: error: " + failure.message());
    return failure.outcome().exitCode();
  }

  @Override
  public void run() {
    throw new ConfigurationException(
        "which command? train, evaluate, predict or inspect; rappel --help says more");
  }
}
