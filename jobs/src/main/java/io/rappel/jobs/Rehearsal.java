package io.rappel.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Trains, scores and evaluates on a small table, in CSV and in Parquet, one command after another
 * in this JVM. The launcher has the JVM archive the classes that this loads, from which later
 * commands start faster.
 */
public final class Rehearsal {

  private static final int ROWS = 600;

  /** Where the program begins, which is compiled apart. */
  private static final List<String> ENTRY =
      List.of("Rappel", "Host", "Platform", "CommandFailedException");

  private Rehearsal() {}

  /**
   * Runs the commands.
   *
   * @param arguments a folder for all files
   */
  public static void main(String[] arguments) throws IOException, ClassNotFoundException {
    for (String name : ENTRY) {
      Class.forName(Rehearsal.class.getPackageName() + "." + name);
    }
    int exitCode = run(Path.of(arguments[0]));
    if (exitCode != 0) {
      System.exit(exitCode);
    }
  }

  /** Runs the commands. Returns the exit code of the first that fails, or that of all. */
  static int run(Path folder) throws IOException {
    String csv = folder.resolve("rows.csv").toString();
    String parquet = folder.resolve("rows.parquet").toString();
    String model = folder.resolve("model").toString();
    String other = folder.resolve("other").toString();
    Files.writeString(Path.of(csv), rows());
    List<List<String>> commands =
        List.of(
            List.of("train", "--data", csv, "--label", "kind", "--epochs", "2", "--out", model),
            List.of("evaluate", "--data", csv, "--model", model),
            List.of("predict", "--data", csv, "--model", model, "--out", parquet),
            List.of(
                "train", "--data", parquet, "--label", "size", "--epochs", "2", "--out", other));
    for (List<String> command : commands) {
      int exitCode = RappelCommand.ofProcess().execute(command.toArray(String[]::new));
      if (exitCode != 0) {
        return exitCode;
      }
    }
    return 0;
  }

  /** Numbers, categories, times and missing cells. */
  private static String rows() {
    return "size,share,colour,day,kind\n"
        + IntStream.range(0, ROWS)
            .mapToObj(
                i ->
                    String.format(
                        Locale.ROOT,
                        "%d,%s,%s,2026-01-%02d,%s%n",
                        i % 97,
                        i % 13 == 0 ? "" : i % 31 / 8.0,
                        List.of("red", "green", "blue").get(i % 3),
                        i % 28 + 1,
                        i % 5 < 2 ? "yes" : "no"))
            .collect(Collectors.joining());
  }
}
