package io.rappel.jobs.commands;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** Shows what {@code --help} shows. */
@Command(
    name = "help",
    description = "Shows this text, or that of a command.",
    customSynopsis = "rappel help [COMMAND]")
public final class HelpCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(arity = "0..1", paramLabel = "COMMAND", description = "The command to tell of.")
  private String command;

  @Mixin private HelpOption help;

  @Override
  public Integer call() {
    CommandLine rappel = spec.parent().commandLine();
    CommandLine told = command == null ? rappel : rappel.getSubcommands().get(command);
    if (told == null) {
      throw new UnmatchedArgumentException(rappel, List.of(command));
    }
    told.usage(rappel.getOut());
    return 0;
  }
}
