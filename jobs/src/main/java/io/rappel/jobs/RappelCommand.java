package io.rappel.jobs;

import io.rappel.jobs.commands.BenchCommand;
import io.rappel.jobs.commands.DescribeCommand;
import io.rappel.jobs.commands.EvaluateCommand;
import io.rappel.jobs.commands.ExportCommand;
import io.rappel.jobs.commands.HelpCommand;
import io.rappel.jobs.commands.InspectCommand;
import io.rappel.jobs.commands.PredictCommand;
import io.rappel.jobs.commands.TrainCommand;
import io.rappel.jobs.commands.registry.PromoteCommand;
import io.rappel.jobs.commands.registry.RetrainCommand;
import io.rappel.jobs.commands.registry.RollbackCommand;
import io.rappel.jobs.commands.registry.VersionsCommand;
import io.rappel.jobs.config.Arguments;
import io.rappel.jobs.config.ParseErrors;
import io.rappel.jobs.config.values.Converters;
import io.rappel.jobs.outcome.Failure;
import io.rappel.jobs.outcome.LostThreads;
import io.rappel.jobs.outcome.Outcome;
import io.rappel.jobs.outcome.StandardOutput;
import io.rappel.jobs.outcome.Version;
import io.rappel.jobs.run.Elapsed;
import io.rappel.jobs.session.Signals;
import io.rappel.jobs.session.YarnRecord;
import io.rappel.jobs.text.Printable;
import io.rappel.jobs.text.Secrets;
import io.rappel.trainer.config.ConfigurationException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/** The command {@code rappel}, all of it. */
@Command(
    name = "rappel",
    description = "Trains feed-forward networks on Apache Spark: the same data, the same model.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "rappel COMMAND --help says what a command takes, with examples. A first one:",
      "",
      "  rappel train --demo spirals --out spirals-model"
    },
    subcommands = {
      TrainCommand.class,
      EvaluateCommand.class,
      PredictCommand.class,
      ExportCommand.class,
      InspectCommand.class,
      DescribeCommand.class,
      RetrainCommand.class,
      VersionsCommand.class,
      RollbackCommand.class,
      PromoteCommand.class,
      BenchCommand.class,
      HelpCommand.class
    })
final class RappelCommand implements Runnable, Elapsed {

  /** What Java reads in place of bytes that are no characters. */
  private static final char UNDECODABLE = '\uFFFD';

  private final PrintWriter out;
  private final PrintWriter err;
  private long begun = System.nanoTime();
  private String problem;

  RappelCommand(PrintWriter out, PrintWriter err) {
    this.out = out;
    this.err = err;
  }

  /** The command with this process's streams. */
  static RappelCommand ofProcess() {
    return new RappelCommand(
        new PrintWriter(System.out, true, StandardCharsets.UTF_8),
        new PrintWriter(System.err, true, StandardCharsets.UTF_8));
  }

  /** The same where the process is the command's, which watches what it prints. */
  static RappelCommand ofOwnProcess() {
    StandardOutput.watch();
    return ofProcess();
  }

  /** Runs a command in a JVM of its own, whose other threads it watches. Returns the exit code. */
  int executeWatched(String... arguments) {
    long atWork = System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime();
    begun = System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(atWork);
    LostThreads watch = LostThreads.watch();
    Signals signals = Signals.ending();
    try {
      return execute(arguments);
    } finally {
      signals.close();
      watch.end();
    }
  }

  /** Runs a command; errors are a line on the error stream. Returns the exit code. */
  int execute(String... arguments) {
    try {
      requireLegible(arguments);
      return commandLine().execute(Arguments.withConfigFile(commandLine(), arguments));
    } catch (ParameterException e) {
      return report(e);
    } catch (ConfigurationException e) {
      return report(Failure.of(e));
    } catch (Throwable e) {
      // picocli deals with exceptions, and lets errors pass, such as the want of memory.
      return report(e, Arrays.asList(arguments).contains("--verbose"));
    }
  }

  private static void requireLegible(String... arguments) {
    for (String argument : arguments) {
      if (argument.indexOf(UNDECODABLE) >= 0) {
        throw new ConfigurationException(
            "'%s' has characters that this locale cannot read: set LC_ALL=C.UTF-8"
                .formatted(argument.replace(UNDECODABLE, '?')));
      }
    }
  }

  /** The sentence on what went wrong in the last command; null if nothing did. */
  String problem() {
    return problem;
  }

  @Override
  public double seconds() {
    return (System.nanoTime() - begun) / 1e9;
  }

  CommandLine commandLine() {
    CommandLine commandLine = new CommandLine(this);
    Converters.register(commandLine);
    return commandLine
        .setOut(out)
        .setErr(err)
        .setExpandAtFiles(false)
        // -hidden is a misspelt --hidden, and not -h with more behind it.
        .setPosixClusteredShortOptionsAllowed(false)
        .setUsageHelpWidth(80)
        .setUsageHelpLongOptionsMaxWidth(24)
        .setParameterExceptionHandler((e, given) -> report(e))
        .setExecutionExceptionHandler((e, command, parsed) -> report(e, isVerbose(parsed)))
        .setExecutionStrategy(this::runChecked);
  }

  private int runChecked(ParseResult parsed) {
    try {
      if (parsed.hasSubcommand()) {
        Arguments.check(parsed.subcommand());
      }
    } catch (ConfigurationException e) {
      throw new ExecutionException(parsed.commandSpec().commandLine(), e.getMessage(), e);
    }
    int exitCode = new RunLast().execute(parsed);
    if (exitCode != Outcome.DONE.exitCode()) {
      return exitCode;
    }
    Optional<String> lost = lostOutput(parsed);
    if (lost.isPresent()) {
      return report(new Failure(Outcome.FAILED, "the output is lost: " + lost.get()));
    }
    YarnRecord.complete();
    return exitCode;
  }

  /**
   * Why what was printed is lost; of the commands that leave files, only what they print instead.
   */
  private Optional<String> lostOutput(ParseResult parsed) {
    boolean leavesFiles =
        parsed.hasSubcommand()
            && List.of("train", "retrain").contains(parsed.subcommand().commandSpec().name())
            && !parsed.subcommand().matchedOptionValue("--print-config", false);
    return out.checkError() && !leavesFiles ? StandardOutput.failure() : Optional.empty();
  }

  private static boolean isVerbose(ParseResult parsed) {
    return parsed.hasSubcommand() && parsed.subcommand().matchedOptionValue("--verbose", false);
  }

  private int report(ParameterException thrown) {
    return report(new Failure(Outcome.CONFIGURATION, ParseErrors.sentence(thrown)));
  }

  private int report(Throwable thrown, boolean verbose) {
    if (verbose) {
      StringWriter trace = new StringWriter();
      thrown.printStackTrace(new PrintWriter(trace));
      err.print(Printable.lines(Secrets.masked(trace.toString())));
    }
    return report(Failure.of(thrown));
  }

  private int report(Failure failure) {
    problem = failure.message();
    err.println("rappel: error: " + failure.message());
    return failure.outcome().exitCode();
  }

  @Override
  public void run() {
    throw new ConfigurationException(
        "which command? train, evaluate, predict, retrain, versions, rollback, promote, export, inspect, describe or bench; rappel --help says more");
  }
}
