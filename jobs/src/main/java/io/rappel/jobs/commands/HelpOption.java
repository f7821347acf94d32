package io.rappel.jobs.commands;

import io.rappel.jobs.config.options.SparkOptions;
import picocli.CommandLine.Option;

/** What every command has, behind all other options. */
public final class HelpOption {

  @Option(
      names = {"-h", "--help"},
      order = SparkOptions.LAST,
      usageHelp = true,
      description = "Shows this text.")
  private boolean help;
}
