package io.rappel.jobs.config;

import io.rappel.jobs.config.values.ConfigFile;
import io.rappel.jobs.config.values.TrainingDefaults;
import io.rappel.jobs.text.Secrets;
import io.rappel.trainer.config.ConfigurationException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The arguments of a call: joined with those of a configuration file, and checked as a whole. */
public final class Arguments {

  private static final String DEMO = "--demo";

  /** Options that generated rows know beside their name; of those about rows, all others do not. */
  private static final Set<String> WITH_DEMO =
      Set.of(DEMO, "--test", "--validation", "--validation-fraction", "--partitions");

  private Arguments() {}

  /**
   * The arguments with those of {@code --config} before them, as far as the call itself does not
   * say otherwise.
   *
   * @throws ConfigurationException if the file cannot be read, or has an unknown key
   */
  public static String[] withConfigFile(CommandLine commandLine, String[] given) {
    String[] arguments = withVersionsKept(given);
    ParseResult command = commandLine.parseArgs(arguments).subcommand();
    if (command == null || !command.hasMatchedOption(ConfigFile.OPTION)) {
      return arguments;
    }
    Path path = command.matchedOptionValue(ConfigFile.OPTION, null);
    List<String> complete = new ArrayList<>(Arrays.asList(arguments));
    complete.addAll(
        complete.indexOf(command.commandSpec().name()) + 1,
        new ConfigFile(path, command.commandSpec()).arguments(said(command)));
    return withVersionsKept(complete.toArray(String[]::new));
  }

  /** Of retrain, {@code --keep} with a number is how many versions to keep, not which epoch. */
  private static String[] withVersionsKept(String[] arguments) {
    String[] plain = arguments.clone();
    boolean retrains = Arrays.asList(arguments).contains("retrain");
    for (int i = 0; retrains && i < plain.length; i++) {
      if (plain[i].matches("--keep=\\d+")) {
        plain[i] = plain[i].replace("--keep=", "--keep-versions=");
      } else if (plain[i].equals("--keep")
          && i + 1 < plain.length
          && plain[i + 1].matches("\\d+")) {
        plain[i] = "--keep-versions";
      }
    }
    return plain;
  }

  private static Set<String> said(ParseResult command) {
    Set<String> names = new HashSet<>();
    command.matchedOptions().forEach(option -> names.add(option.longestName()));
    return Rivals.with(names);
  }

  /** A value that was redacted where it was recorded would be taken for the secret itself. */
  private static void refuseRedacted(OptionSpec option) {
    Object value = option.getValue();
    Collection<?> values =
        value instanceof Map<?, ?> map
            ? map.entrySet()
            : value instanceof Collection<?> list ? list : Collections.singletonList(value);
    for (Object one : values) {
      if (String.valueOf(one).contains(Secrets.REDACTED)) {
        throw new ConfigurationException(
            "%s %s lost its secret where it was printed or recorded; give the whole value, on the command line or in a file of your own"
                .formatted(option.longestName(), one));
      }
    }
  }

  /**
   * Refuses rivals side by side, repetitions, values that were redacted, {@code auto} where there
   * is nothing to choose, settings that are none of Spark's, and options about rows beside a demo
   * that knows them not.
   *
   * @throws ConfigurationException if the arguments do not go together
   */
  public static void check(ParseResult command) {
    Rivals.refuse(command);
    for (OptionSpec option : command.matchedOptions()) {
      if (!option.isMultiValue() && option.originalStringValues().size() > 1) {
        throw new ConfigurationException(option.longestName() + " is given more than once");
      }
    }
    for (OptionSpec option : command.matchedOptions()) {
      refuseRedacted(option);
      if (option.getValue() == null && !TrainingDefaults.canBeAuto(option)) {
        throw new ConfigurationException(
            option.longestName()
                + " cannot be auto; its default is "
                + option.defaultValueString());
      }
    }
    SettingsCheck.check(command);
    requireEffect(command);
  }

  private static void requireEffect(ParseResult command) {
    if (!command.hasMatchedOption(DEMO)) {
      return;
    }
    ArgGroupSpec aboutRows = command.matchedOption(DEMO).group();
    boolean files = command.hasMatchedOption("--test") || command.hasMatchedOption("--validation");
    List<String> idle =
        command.matchedOptions().stream()
            .filter(option -> option.group() == aboutRows && option.getValue() != null)
            .filter(option -> !TrainingDefaults.isDefault(option))
            .map(OptionSpec::longestName)
            .filter(name -> !WITH_DEMO.contains(name) && !(files && name.equals("--format")))
            .sorted()
            .toList();
    if (!idle.isEmpty()) {
      throw new ConfigurationException(
          "%s %s no effect with --demo, whose rows are generated with their columns"
              .formatted(String.join(" and ", idle), idle.size() == 1 ? "has" : "have"));
    }
  }
}
