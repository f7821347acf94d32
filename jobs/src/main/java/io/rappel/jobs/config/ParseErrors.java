package io.rappel.jobs.config;

import io.rappel.jobs.text.Suggestions;
import java.util.Collection;
import java.util.Map;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in one sentence what is wrong with the arguments of a call. */
public final class ParseErrors {

  private ParseErrors() {}

  /** The sentence, with the name that may have been meant where one is unknown. */
  public static String sentence(ParameterException e) {
    if (e instanceof UnmatchedArgumentException unmatched) {
      return unknown(unmatched.getUnmatched().get(0), e.getCommandLine().getCommandSpec());
    }
    if (e instanceof OverwrittenOptionException && e.getArgSpec() != null) {
      return name(e.getArgSpec()) + " is given more than once";
    }
    if (e.getCause() instanceof TypeConversionException conversion && e.getArgSpec() != null) {
      return name(e.getArgSpec()) + " " + conversion.getMessage();
    }
    if (e.getArgSpec() != null
        && Map.class.isAssignableFrom(e.getArgSpec().type())
        && e.getValue() != null) {
      return "%s takes %s, not '%s'"
          .formatted(name(e.getArgSpec()), e.getArgSpec().paramLabel(), e.getValue());
    }
    return lowerFirst(e.getMessage().lines().findFirst().orElse("").replace("'", ""));
  }

  private static String unknown(String argument, CommandSpec command) {
    if (argument.startsWith("-")) {
      String name = argument.replaceFirst("=.*", "");
      String hint = Suggestions.hint(name, command.optionsMap().keySet());
      return "unknown option " + name + (hint.isEmpty() ? owner(name, command) : hint);
    }
    if (!command.subcommands().isEmpty()) {
      Collection<String> names = command.subcommands().keySet();
      return "unknown command " + argument + Suggestions.hint(argument, names);
    }
    boolean isPath = argument.matches(".*[./].*") && command.optionsMap().containsKey("--data");
    return "unexpected argument "
        + argument
        + (isPath ? "; rows are named with --data PATH, once for each path" : "");
  }

  /** {@code , which is one of COMMAND} or nothing. */
  private static String owner(String option, CommandSpec command) {
    return command.parent() == null
        ? ""
        : command.parent().subcommands().entrySet().stream()
            .filter(other -> other.getValue().getCommandSpec().findOption(option) != null)
            .map(other -> ", which is one of rappel " + other.getKey())
            .findFirst()
            .orElse("");
  }

  private static String name(ArgSpec argument) {
    return ((OptionSpec) argument).longestName();
  }

  private static String lowerFirst(String text) {
    return text.isEmpty() ? text : Character.toLowerCase(text.charAt(0)) + text.substring(1);
  }
}
