package io.rappel.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.rappel.jobs.outcome.Outcome;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Options of evaluate and predict, as far as they need no Spark. */
class ScoringOptionsTest {

  private final StringWriter err = new StringWriter();

  @TempDir private Path directory;

  private String run(String... arguments) {
    err.getBuffer().setLength(0);
    PrintWriter nowhere = new PrintWriter(new StringWriter(), true);
    int exitCode = new RappelCommand(nowhere, new PrintWriter(err, true)).execute(arguments);
    assertThat(exitCode).isEqualTo(Outcome.CONFIGURATION.exitCode());
    return err.toString();
  }

  private String file(String... lines) throws IOException {
    Path file = directory.resolve("scoring.yaml");
    Files.write(file, java.util.List.of(lines));
    return file.toString();
  }

  @ParameterizedTest
  @CsvSource({
    "predict, treshold: 0.2, unknown key treshold; did you mean threshold?",
    "predict, out_table: t, unknown key out_table; did you mean out-table?",
    "predict, epochs: 3, unknown key epochs",
    "evaluate, out-table: t, unknown key out-table",
    "evaluate, wehre: a > 1, unknown key wehre; did you mean where?",
  })
  void unknownKeysOfAConfigurationAreErrors(String command, String line, String sentence)
      throws IOException {
    assertThat(run(command, "--config", file(line))).contains(sentence);
  }

  @ParameterizedTest
  @ValueSource(strings = {"evaluate", "predict"})
  void keysAreOptionsAndTheCommandLineWins(String command) throws IOException {
    String config = file("model: nowhere", "data: [a.csv, b.csv]", "where: ''");

    assertThat(run(command, "--config", config)).contains("--where is an empty condition");
    assertThat(run(command, "--config", config, "--data", "c.csv", "--where", " "))
        .contains("--where is an empty condition");
    assertThat(run(command, "--config", file("model: nowhere"))).contains("there are no rows");
  }

  @Test
  void oneOfFilesAndTableIsGiven() throws IOException {
    String[] call = {"predict", "--model", "m", "--data", "a.csv"};
    assertThat(run(call)).contains("give --out PATH or --out-table NAME");
    assertThat(run("predict", "--model", "m", "--data", "a", "--out", "b", "--out-table", "c"))
        .contains("--out and --out-table cannot be given together");
    assertThat(
            run(
                "predict",
                "--model",
                "m",
                "--data",
                "a",
                "--out",
                "b.csv",
                "--out-format",
                "parquet"))
        .contains("--out-format parquet does not go with the name b.csv");
    assertThat(run("predict", "--model", "m", "--data", "a", "--out", "b", "--out-format", "json"))
        .contains("--out-format has no choice 'json'")
        .contains("csv, parquet");
    assertThat(
            run(
                "predict",
                "--config",
                file("model: m", "data: a", "out: b", "out-format: csv"),
                "--out-table",
                "t",
                "--out-format",
                "csv"))
        .contains("--out-format is that of files, and --out-table names none");
  }
}
