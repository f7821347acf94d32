package io.rappel.jobs.config;

import io.rappel.jobs.config.values.TrainingDefaults;
import io.rappel.trainer.config.ConfigurationException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Options that say the same thing in different ways, of which a call has one at most. */
final class Rivals {

  private static final List<List<String>> ALL =
      List.of(
          List.of("--data", "--table", "--demo"),
          List.of("--features", "--exclude"),
          List.of("--out", "--out-table"),
          List.of("--validation", "--validation-group", "--validation-after"),
          List.of("--validation", "--validation-fraction"),
          List.of("--validation-after", "--validation-fraction"));

  private Rivals() {}

  /** The options with all of their rivals. */
  static Set<String> with(Set<String> options) {
    return Stream.concat(options.stream(), options.stream().flatMap(Rivals::of))
        .collect(Collectors.toSet());
  }

  private static Stream<String> of(String option) {
    return ALL.stream().filter(rivals -> rivals.contains(option)).flatMap(List::stream);
  }

  /**
   * Refuses rivals side by side.
   *
   * @throws ConfigurationException if there are some
   */
  static void refuse(ParseResult command) {
    for (List<String> rivals : ALL) {
      List<String> given = rivals.stream().filter(command::hasMatchedOption).toList();
      if (given.size() > 1) {
        throw new ConfigurationException(String.join(" and ", given) + " cannot be given together");
      }
    }
  }

  /** Whether an option has its default alone, which does not count beside a rival that has more. */
  static boolean exclude(CommandSpec command, OptionSpec option) {
    return TrainingDefaults.isDefault(option)
        && of(option.longestName())
            .map(command::findOption)
            .anyMatch(
                rival ->
                    rival != null
                        && rival.getValue() != null
                        && !TrainingDefaults.isDefault(rival));
  }
}
