package io.rappel.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.rappel.jobs.config.options.RowsOptions;
import io.rappel.jobs.config.values.ConfigFile;
import io.rappel.jobs.config.values.Converters;
import io.rappel.jobs.rows.columns.ColumnNames;
import io.rappel.jobs.rows.columns.RowsRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Names of columns with commas, on the command line and in files. */
class ColumnListsTest {

  @TempDir Path folder;

  @Test
  void namesAreSeparatedByCommasOutsideQuotes() {
    assertThat(excluded("a, b,c")).containsExactly("a", "b", "c");
    assertThat(excluded("\"price, usd\",b")).containsExactly("price, usd", "b");
    assertThat(excluded("b", "\"x,y\"")).containsExactly("b", "x,y");
    assertThat(excluded("\" padded \"")).containsExactly(" padded ");
  }

  @Test
  void listsAreWrittenAsTheyAreRead() {
    List<String> names = List.of("a", "price, usd", " b ", "c d");
    assertThat(ColumnNames.listed(names)).isEqualTo("a,\"price, usd\",\" b \",c d");
    assertThat(excluded(ColumnNames.listed(names))).isEqualTo(names);
  }

  @Test
  void elementsOfAListInAFileAreNames() throws IOException {
    Path file = folder.resolve("run.yaml");
    Files.writeString(file, "data: a.csv\nlabel: y\nexclude:\n  - price, usd\n  - b\n");
    List<String> arguments = new ConfigFile(file, command().getCommandSpec()).arguments(Set.of());
    CommandLine command = command();
    command.parseArgs(arguments.toArray(String[]::new));
    assertThat(request(command).exclude()).containsExactly("price, usd", "b");
    String printed = EffectiveConfiguration.yaml(command.getCommandSpec(), Map.of());
    assertThat(printed).contains("- \"price, usd\"").contains("- b");
    Files.writeString(file, printed);
    CommandLine again = command();
    again.parseArgs(
        new ConfigFile(file, again.getCommandSpec()).arguments(Set.of()).toArray(String[]::new));
    assertThat(request(again).exclude()).containsExactly("price, usd", "b");
  }

  private static List<String> excluded(String... values) {
    CommandLine command = command();
    String[] arguments = new String[2 * values.length + 4];
    arguments[0] = "--data";
    arguments[1] = "a.csv";
    arguments[2] = "--label";
    arguments[3] = "y";
    for (int i = 0; i < values.length; i++) {
      arguments[4 + 2 * i] = "--exclude";
      arguments[5 + 2 * i] = values[i];
    }
    command.parseArgs(arguments);
    return request(command).exclude();
  }

  private static RowsRequest request(CommandLine command) {
    return ((Rows) command.getCommand()).options.request();
  }

  private static CommandLine command() {
    CommandLine command = new CommandLine(new Rows());
    Converters.register(command);
    return command;
  }

  @Command(name = "rows")
  private static final class Rows {
    @Mixin private final RowsOptions options = new RowsOptions();
  }
}
