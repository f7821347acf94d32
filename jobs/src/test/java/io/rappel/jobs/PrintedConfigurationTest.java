package io.rappel.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.rappel.jobs.config.Arguments;
import io.rappel.jobs.config.values.ConfigFile;
import io.rappel.jobs.rows.Models;
import io.rappel.jobs.rows.columns.ColumnNames;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** What {@code --print-config} prints is a file that gives each option the value that it had. */
class PrintedConfigurationTest {

  private static final Pattern EXAMPLE = Pattern.compile("Example: (--.+?)(?: or --.*)?");

  /** Options whose examples need a file of their own. */
  private static final Set<String> APART = Set.of("--config", "--warm-start");

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path directory;

  static Stream<List<String>> settings() {
    return Stream.of(
        rows("--validation", "v.csv"),
        rows("--validation-after", "day >= '2026-01-01' and \"x y\" > 1"),
        rows("--validation-group", "patient"),
        rows("--validation-group", "patient", "--validation-fraction", "0.3"),
        rows("--validation-group", "\"a, b\""),
        rows("--validation-fraction", "0"),
        List.of("train", "--table", "db.t", "--label", "y"),
        List.of("train", "--table", "db.t", "--validation", "v.csv", "--format", "csv"),
        List.of("train", "--demo", "xor"),
        List.of(
            "train",
            "--demo",
            "xor",
            "--validation",
            "v.csv",
            "--test",
            "t.csv",
            "--format",
            "csv"),
        rows("--test", "t.csv", "--precision", "float64", "--encoding", "hat:32"),
        rows("--optimizer", "lbfgs", "--hidden", "none"),
        rows("--optimizer", "momentum", "--schedule", "cosine", "--warmup", "5"),
        rows("--members", "3", "--class-weight", "yes:5,no:1"),
        rows("--class-weight", "balanced", "--init", "normal:0.01", "--batch", "10%"),
        rows("--checkpoint", "c", "--checkpoint-every", "10m", "--resume"),
        rows("--missing", "#,~,NO"),
        rows("--missing", "~"),
        rows("--missing", "null,NULL,true,-999,1_000,0x1F,1e5,- a,*a,&b,!c,%d,@e,a: b,a #"),
        rows("--missing", "\"a,b\",' x',\"\"\"\""),
        rows("--missing", ""),
        rows("--where", "name = 'it''s' and \"a \"\"b\"\"\" <> '#'"),
        rows("--where", "a > 1\n  and b < 2\n"),
        rows("--where", "a: auto"),
        rows("--delimiter", "tab", "--charset", "ISO-8859-1", "--date-format", "dd.MM.yyyy"),
        rows("--delimiter", "#"),
        rows("--delimiter", "|"),
        rows("--delimiter", "\t"),
        rows("--exclude", "\"price, usd\",\" b \",say \"hi\",x"),
        rows("--features", "\"a\"\"b\",\"c,\"\"d\"\",e\"", "--categories", "1_000,007,no"),
        rows("--features", "null,~,yes,0x1F,.5,1e5,1:30,2026-01-01,{a},[b],ä"),
        rows("--weight", "null"),
        rows("--weight", "auto"),
        rows("--out", "a b/#c", "--tensorboard", "~"),
        rows("--conf", "spark.master=local[2]", "--conf", "spark.ui.port=4040"),
        List.of(
            "train",
            "--data",
            "a,b.csv",
            "--data",
            "c # d",
            "--data",
            "*.csv",
            "--label",
            "x,\"y, z\""),
        List.of("train", "--data", "1_000", "--label", "007"));
  }

  private static List<String> rows(String... options) {
    List<String> call = new ArrayList<>(List.of("train", "--data", "a.csv", "--label", "y"));
    call.addAll(List.of(options));
    return call;
  }

  @ParameterizedTest
  @MethodSource("settings")
  void readBackEachOptionHasItsValue(List<String> options) throws IOException {
    readsBack(options);
  }

  /** Each option that there is, one by one: flags, and others with the examples of their help. */
  static Stream<List<String>> examples() {
    return Stream.of("train", "retrain").flatMap(PrintedConfigurationTest::examples);
  }

  private static Stream<List<String>> examples(String command) {
    return commandLine().getSubcommands().get(command).getCommandSpec().options().stream()
        .filter(option -> ConfigFile.isKey(option) && !APART.contains(option.longestName()))
        .map(option -> example(command, option));
  }

  private static List<String> example(String command, OptionSpec option) {
    List<String> call = new ArrayList<>(List.of(command));
    if (!Set.of("--data", "--table", "--demo").contains(option.longestName())) {
      call.addAll(List.of("--data", "a.csv"));
    }
    if (option.arity().max() == 0) {
      call.add(option.longestName());
    } else {
      Matcher example = EXAMPLE.matcher(option.description()[option.description().length - 1]);
      assertThat(example.matches()).as(option.longestName()).isTrue();
      String[] words = example.group(1).split(" ", 2);
      call.addAll(List.of(words[0], words[1].replaceAll("^\"|\"$", "")));
    }
    return call;
  }

  @ParameterizedTest
  @MethodSource("examples")
  void soHasEachOptionOfTheHelp(List<String> options) throws IOException {
    readsBack(options);
  }

  @Test
  void whatAModelToBeginWithDecidesIsPrinted() throws IOException {
    Path model = directory.resolve("model");
    Models.save(model);
    readsBack(rows("--warm-start", model.toString()));
    assertThat(out.toString()).contains("warm-start: " + model);
  }

  private void readsBack(List<String> options) throws IOException {
    String printed = print(options);
    Path file = Files.writeString(directory.resolve("printed.yaml"), printed);
    List<String> again = List.of(options.get(0), "--config", file.toString());

    assertThat(print(again)).isEqualTo(printed);
    if (!options.contains("--warm-start")) {
      assertThat(values(again)).as(printed).isEqualTo(values(options));
    }
  }

  private String print(List<String> options) {
    out.getBuffer().setLength(0);
    List<String> call = new ArrayList<>(options);
    call.add("--print-config");
    RappelCommand command =
        new RappelCommand(new PrintWriter(out, true), new PrintWriter(err, true));
    assertThat(command.execute(call.toArray(String[]::new))).as(err.toString()).isZero();
    return out.toString();
  }

  private static CommandLine commandLine() {
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    return new RappelCommand(nowhere, nowhere).commandLine();
  }

  /** The value of each option, default or not, as the program has it. */
  private static Map<String, String> values(List<String> options) {
    CommandLine all = commandLine();
    String[] arguments = Arguments.withConfigFile(all, options.toArray(String[]::new));
    ParseResult command = all.parseArgs(arguments).subcommand();
    Arguments.check(command);
    Map<String, String> values = new LinkedHashMap<>();
    command.commandSpec().options().stream()
        .filter(ConfigFile::isKey)
        .forEach(option -> values.put(option.longestName(), String.valueOf(value(option))));
    return values;
  }

  private static Object value(OptionSpec option) {
    Object value = option.getValue();
    return value instanceof List<?> list && !option.splitRegex().isEmpty()
        ? list.stream().map(name -> ColumnNames.unquoted(name.toString())).toList()
        : value;
  }
}
