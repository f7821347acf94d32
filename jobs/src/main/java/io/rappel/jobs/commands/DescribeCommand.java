package io.rappel.jobs.commands;

import io.rappel.jobs.config.options.CellOptions;
import io.rappel.jobs.config.options.SparkOptions;
import io.rappel.jobs.config.values.TrainingDefaults;
import io.rappel.jobs.output.Json;
import io.rappel.jobs.output.console.Reading;
import io.rappel.jobs.output.files.HadoopPaths;
import io.rappel.jobs.rows.InputCheck;
import io.rappel.jobs.rows.RowReader;
import io.rappel.jobs.rows.survey.InputDescription;
import io.rappel.jobs.session.Logs;
import io.rappel.jobs.session.SparkStart;
import io.rappel.jobs.text.Amounts;
import io.rappel.jobs.text.Printable;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says what is in an input, without training on it. */
@Command(
    name = "describe",
    description = "Says what the columns of an input are, as a training would read them.",
    customSynopsis = {
      "rappel describe --data PATH [OPTIONS]",
      "   or: rappel describe --table NAME [OPTIONS]"
    },
    footerHeading = "%nExamples%n",
    footer = {
      "  rappel describe --data train.csv",
      "  rappel describe --data rows/ --format csv --missing NA,-999 --json"
    },
    sortOptions = false,
    showDefaultValues = true,
    defaultValueProvider = TrainingDefaults.class)
public final class DescribeCommand implements Callable<Integer> {

  private static final int LONGEST_TEXT = 40;

  @Spec private CommandSpec spec;

  @Mixin private CellOptions options;

  @Mixin private SparkOptions running;

  @Option(names = "--json", description = "As one JSON object.")
  private boolean json;

  @Mixin private HelpOption help;

  @Override
  public Integer call() throws IOException {
    options.check();
    Logs.configure(running.verbose());
    InputCheck.requireFiles(
        options.input(), HadoopPaths.configuration(SparkStart.settings(running)));
    PrintWriter out = spec.commandLine().getOut();
    InputDescription found =
        SparkStart.run(
            running,
            spec.commandLine().getErr(),
            spark ->
                new Reading(spark, spec.commandLine().getErr())
                    .during(
                        () ->
                            new RowReader(spark)
                                .describe(options.input(), options.categories(), options.cells())));
    out.print(json ? Json.pretty(found.toMap()) : text(found));
    out.flush();
    return 0;
  }

  private static String text(InputDescription found) {
    List<List<String>> lines = new ArrayList<>();
    lines.add(List.of("column", "kind", "missing", "from", "to", "texts"));
    for (InputDescription.Column column : found.columns()) {
      lines.add(
          List.of(
              Printable.line(column.name()),
              column.kind(),
              Amounts.count(column.missing()),
              number(column.smallest()),
              number(column.largest()),
              texts(column)));
    }
    StringBuilder text = new StringBuilder();
    for (List<String> line : lines) {
      StringBuilder cells = new StringBuilder();
      for (int i = 0; i < line.size(); i++) {
        int column = i;
        int widest = lines.stream().mapToInt(l -> l.get(column).length()).max().orElse(0);
        boolean right = i >= 2 && i <= 4;
        cells.append(
            ("%" + (right ? "" : "-") + Math.max(1, widest) + "s  ").formatted(line.get(i)));
      }
      text.append(cells.toString().stripTrailing()).append('\n');
    }
    text.append("\n%s rows%n".formatted(Amounts.count(found.rows())));
    found.notes().forEach(note -> text.append("note  ").append(Printable.line(note)).append('\n'));
    return text.toString();
  }

  private static String number(Object value) {
    if (value instanceof Double number) {
      double most = 1e15;
      return number == Math.rint(number) && Math.abs(number) < most
          ? Amounts.count(number.longValue())
          : String.format(Locale.ROOT, "%.4g", number);
    }
    return value == null ? "" : value.toString();
  }

  /** How many texts there are, and the first of them. */
  private static String texts(InputDescription.Column column) {
    if (column.levels() == 0) {
      return "";
    }
    String first = Printable.line(String.join(", ", column.texts()));
    String shown =
        first.length() <= LONGEST_TEXT ? first : first.substring(0, LONGEST_TEXT - 1) + "…";
    return "%s: %s".formatted(column.levels() < 0 ? "many" : Amounts.count(column.levels()), shown);
  }
}
