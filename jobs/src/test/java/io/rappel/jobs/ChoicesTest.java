package io.rappel.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Options that take one of several names say which, whatever they are given instead. */
class ChoicesTest {

  static List<Arguments> options() {
    List<Arguments> found = new ArrayList<>();
    CommandLine all = command(new StringWriter()).commandLine();
    all.getSubcommands()
        .forEach(
            (name, command) -> {
              for (OptionSpec option : command.getCommandSpec().options()) {
                if (option.type().isEnum()) {
                  List<String> names =
                      Arrays.stream(option.type().getEnumConstants())
                          .map(Object::toString)
                          .toList();
                  found.add(Arguments.of(name, option.longestName(), names));
                }
              }
            });
    return found;
  }

  private static RappelCommand command(StringWriter err) {
    PrintWriter writer = new PrintWriter(err, true);
    return new RappelCommand(writer, writer);
  }

  @ParameterizedTest
  @MethodSource("options")
  void allNamesAreTold(String command, String option, List<String> names) {
    StringWriter err = new StringWriter();
    assertThat(command(err).execute(command, option + "=xyzzy6")).isEqualTo(2);
    assertThat(err.toString())
        .startsWith("rappel: error: %s has no choice 'xyzzy6'".formatted(option))
        .endsWith("(known: %s)%n".formatted(String.join(", ", names)));
  }
}
