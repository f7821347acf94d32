package io.rappel.jobs.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rappel.jobs.outcome.Outcome;
import io.rappel.jobs.output.files.LockedException;
import io.rappel.trainer.config.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunDirectoryTest {

  private static final RunStatus DONE = new RunStatus(Outcome.DONE, "all is done");
  private static final RunStatus DIVERGED = new RunStatus(Outcome.DIVERGED, "not finite");

  @TempDir private Path parent;
  private Path out;

  @BeforeEach
  void setUp() {
    out = parent.resolve("model");
  }

  private RunDirectory claim(boolean overwrite) throws IOException {
    return RunDirectory.claim(out.toString(), overwrite, new Configuration());
  }

  private void finishedModel(String model) throws IOException {
    RunDirectory run = claim(false);
    run.write("model.json", model);
    run.publish(DONE);
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void nothingIsSeenBeforeItIsPublishedAndNothingElseAfterwards() throws IOException {
    RunDirectory run = claim(false);
    run.write("model.json", "{}");
    assertThat(out).doesNotExist();
    assertThat(names(parent)).allMatch(name -> name.startsWith("."));

    run.publish(DONE);

    assertThat(names(parent)).containsExactly("model");
    assertThat(names(out)).containsExactly("model.json", "status.json");
    assertThat(out.resolve("status.json"))
        .content()
        .contains("\"outcome\" : \"done\"", "\"exit_code\" : 0", "\"message\" : \"all is done\"")
        .containsPattern("\"run\" : \"[0-9a-f-]{36}\"");
  }

  @Test
  void anEmptyDirectoryIsFree() throws IOException {
    Files.createDirectory(out);
    finishedModel("new");
    assertThat(names(out)).containsExactly("model.json", "status.json");
  }

  @Test
  void whatIsThereIsRefused() throws IOException {
    finishedModel("old");
    assertThatThrownBy(() -> claim(false))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("is not empty")
        .hasMessageContaining("--overwrite");

    Path file = Files.writeString(parent.resolve("file"), "");
    assertThatThrownBy(() -> RunDirectory.claim(file.toString(), true, new Configuration()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("is a file");
  }

  @Test
  void overwritingTouchesModelsAlone() throws IOException {
    Files.createDirectory(out);
    Files.writeString(out.resolve("thesis.txt"), "years of work");

    assertThatThrownBy(() -> claim(true))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("other things than a model");
    assertThat(out.resolve("thesis.txt")).hasContent("years of work");
  }

  @Test
  void anOldModelIsReplacedOnlyOnceTheNewOneIsThere() throws IOException {
    finishedModel("old");
    RunDirectory run = claim(true);
    run.write("model.json", "new");
    assertThat(out.resolve("model.json")).hasContent("old");

    run.publish(DONE);

    assertThat(out.resolve("model.json")).hasContent("new");
    assertThat(names(parent)).containsExactly("model");
  }

  @Test
  void aFailedRunLeavesItsRecordAndNoModel() throws IOException {
    RunDirectory run = claim(false);
    run.write("history.jsonl", "{}");
    run.write("weights.safetensors", "half");

    run.fail(DIVERGED);

    assertThat(names(out)).containsExactly("history.jsonl", "status.json");
    assertThat(out.resolve("status.json")).content().contains("\"exit_code\" : 4", "diverged");
    assertThat(names(parent)).containsExactly("model");
  }

  @Test
  void aRecordOfFailureMakesRoomForTheNextRun() throws IOException {
    claim(false).fail(DIVERGED);
    finishedModel("new");
    assertThat(names(out)).containsExactly("model.json", "status.json");
  }

  @Test
  void anOldModelSurvivesARunThatFails() throws IOException {
    finishedModel("old");
    RunDirectory run = claim(true);
    run.write("history.jsonl", "{}");

    run.fail(DIVERGED);

    assertThat(out.resolve("model.json")).hasContent("old");
    assertThat(out.resolve("status.json")).content().contains("\"exit_code\" : 0");
    assertThat(names(parent)).containsExactly("model", "model.failed");
    assertThat(names(parent.resolve("model.failed")))
        .containsExactly("history.jsonl", "status.json");
  }

  @Test
  void aReplacementThatWasCutShortIsUndoneByTheNextRun() throws IOException {
    finishedModel("old");
    Files.move(out, parent.resolve(".model.previous"));
    Files.createDirectory(out);
    Files.writeString(out.resolve("model.json"), "new, but without its status");

    assertThatThrownBy(() -> claim(false)).isInstanceOf(ConfigurationException.class);
    assertThat(out.resolve("model.json")).hasContent("old");
    assertThat(names(parent)).containsExactly("model");
  }

  @Test
  void anOldModelIsBackWhenTheNewOneCannotTakeItsPlace() throws IOException {
    finishedModel("old");
    RunDirectory run = claim(true);
    Files.delete(Path.of(run.staging().toUri().getPath()));

    assertThatThrownBy(() -> run.publish(DONE)).isInstanceOf(IOException.class);
    run.close();
    assertThat(out.resolve("model.json")).hasContent("old");
    assertThat(names(parent)).containsExactly("model");
  }

  private Path onlyBeside() throws IOException {
    List<String> names = names(parent);
    assertThat(names).hasSize(2).contains("model");
    assertThat(names.get(1)).startsWith("model.run-");
    return parent.resolve(names.get(1));
  }

  @Test
  void whatIsFinishedWhileARunGoesOnIsLeftAloneAndTheRunIsBeside() throws IOException {
    RunDirectory run = claim(false);
    run.write("model.json", "new");
    Files.createDirectory(out);
    Files.writeString(out.resolve("model.json"), "another's");

    assertThatThrownBy(() -> run.publish(DONE))
        .isInstanceOf(LockedException.class)
        .hasMessageContaining("was written by another while this run went on")
        .hasMessageContaining(onlyBeside().toString());

    assertThat(out.resolve("model.json")).hasContent("another's");
    assertThat(names(onlyBeside())).containsExactly("model.json", "status.json");
  }

  @Test
  void overwritingTouchesModelsAloneHoweverLateOtherThingsCome() throws IOException {
    finishedModel("old");
    RunDirectory run = claim(true);
    run.write("model.json", "new");
    Files.delete(out.resolve("model.json"));
    Files.move(out.resolve("status.json"), out.resolve("thesis.txt"));

    assertThatThrownBy(() -> run.publish(DONE)).isInstanceOf(LockedException.class);

    assertThat(names(out)).containsExactly("thesis.txt");
    assertThat(onlyBeside().resolve("model.json")).hasContent("new");
  }

  @Test
  void aModelWithTheNameOfARecordIsNoRecord() throws IOException {
    finishedModel("old");
    Files.move(out, parent.resolve("model.failed"));
    finishedModel("newer");

    Path record = Path.of(claim(true).fail(DIVERGED).toUri().getPath());

    assertThat(parent.resolve("model.failed/model.json")).hasContent("old");
    assertThat(out.resolve("model.json")).hasContent("newer");
    assertThat(record.getFileName().toString()).startsWith("model.failed-");
    assertThat(names(record)).containsExactly("status.json");
  }

  @Test
  void theSecondOfTwoRunsIsRefused() throws IOException {
    RunDirectory first = claim(false);
    assertThatThrownBy(() -> claim(false)).isInstanceOf(LockedException.class);
    assertThatThrownBy(() -> claim(true)).isInstanceOf(LockedException.class);
    first.write("model.json", "first");
    first.publish(DONE);
    assertThatThrownBy(() -> claim(false)).isInstanceOf(ConfigurationException.class);
    assertThat(out.resolve("model.json")).hasContent("first");
    assertThat(names(parent)).containsExactly("model");
  }

  @Test
  void aFullDiskCostsTheReportAndTheHistoryAndNotTheModel() throws Exception {
    Path disk = parent.resolve("disk");
    try (SmallDisk small = SmallDisk.mount(disk, 64)) {
      assertThat(small).isNotNull();
      out = disk.resolve("model");
      RunDirectory run = claim(false);
      run.write("model.json", "small");
      run.write("history.jsonl", "x".repeat(48 << 10));

      assertThat(run.writeIfPossible("report.html", "x".repeat(32 << 10)).orElseThrow())
          .isEqualTo("report.html could not be written and is left out: No space left on device");
      // The history makes room for what a model needs.
      run.write("metrics.json", "x".repeat(32 << 10));
      run.publish(DONE);

      assertThat(names(disk)).containsExactly("model");
      assertThat(names(out)).containsExactly("metrics.json", "model.json", "status.json");
      assertThat(out.resolve("metrics.json")).hasSize(32 << 10);
    }
  }

  private static String runOf(Path directory) throws IOException {
    return Files.readString(directory.resolve("status.json"))
        .replaceAll("(?s).*\"run\" : \"([0-9a-f-]{36})\".*", "$1");
  }

  private RunDirectory resume(String run) throws IOException {
    return RunDirectory.claim(out.toString(), false, run, new Configuration());
  }

  private static final RunStatus INTERRUPTED = new RunStatus(Outcome.INTERRUPTED, "interrupted");

  @Test
  void aRunReplacesWhatItsEarlierAttemptsHaveLeft() throws IOException {
    RunDirectory first = claim(false);
    first.write("model.json", "first");
    assertThat(first.interrupt(INTERRUPTED).getName()).isEqualTo("model");
    String run = runOf(out);
    assertThat(out.resolve("status.json"))
        .content()
        .contains("\"outcome\" : \"interrupted\"", "\"exit_code\" : 130");

    RunDirectory second = resume(run);
    second.write("model.json", "second");
    second.publish(DONE);
    assertThat(out.resolve("model.json")).hasContent("second");
    assertThat(runOf(out)).isEqualTo(run);

    RunDirectory again = resume(run);
    again.write("model.json", "again");
    again.publish(DONE);
    assertThat(out.resolve("model.json")).hasContent("again");
    assertThat(names(parent)).containsExactly("model");
  }

  @Test
  void aRunDoesNotReplaceWhatAnotherHasLeft() throws IOException {
    RunDirectory first = claim(false);
    first.write("model.json", "first");
    first.interrupt(INTERRUPTED);

    assertThatThrownBy(() -> resume("another"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("is not empty");
    Files.writeString(out.resolve("status.json"), "{");
    assertThatThrownBy(() -> resume("another")).isInstanceOf(ConfigurationException.class);
    assertThat(out.resolve("model.json")).hasContent("first");
  }

  @Test
  void anInterruptedRunReplacesNoFinishedModel() throws IOException {
    finishedModel("old");
    RunDirectory run = claim(true);
    run.write("model.json", "new");
    run.write("history.jsonl", "{}");

    assertThat(run.interrupt(INTERRUPTED).getName()).isEqualTo("model.failed");

    assertThat(out.resolve("model.json")).hasContent("old");
    assertThat(names(parent.resolve("model.failed")))
        .containsExactly("history.jsonl", "status.json");
  }
}
