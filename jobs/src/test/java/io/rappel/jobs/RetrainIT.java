package io.rappel.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.rappel.jobs.RappelProcess.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** Retraining in processes that are killed, and in two at once. */
@Timeout(value = 6, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
@Tag("long")
class RetrainIT extends RetrainRuns {

  private final List<CommandProcess> processes = new ArrayList<>();

  @AfterEach
  void endProcesses() {
    processes.forEach(CommandProcess::close);
  }

  private String[] arguments(String into) {
    return new String[] {
      "retrain",
      "--registry",
      directory.resolve(into).toString(),
      "--data",
      directory.resolve("rows/day={logical-date}").toString(),
      "--label",
      "label",
      "--hidden",
      "24,24",
      "--epochs",
      "40",
      "--patience",
      "0",
      "--logical-date",
      date(1)
    };
  }

  private Result execute(String into) throws Exception {
    return JavaProcess.ofTests(directory).run(Rappel.class.getName(), arguments(into));
  }

  @Test
  void aRunThatIsKilledEndsWithTheSameHash() throws Exception {
    write(1, false);
    Result calm = execute("calm");
    assertThat(calm.exitCode()).as(calm.err()).isZero();
    // The same rows judge.
    Path killed = Files.createDirectory(directory.resolve("killed"));
    Files.copy(directory.resolve("calm/registry.json"), killed.resolve("registry.json"));
    for (String name : List.of("log", "models", "runs")) {
      Files.createDirectory(killed.resolve(name));
    }

    CommandProcess process = begin("killed");
    process.awaitLine("^epoch [1-9][0-9]*/");
    process.killAfter(0);
    assertThat(killed.resolve("models")).isEmptyDirectory();

    Result resumed = execute("killed");
    assertThat(resumed.exitCode()).as(resumed.err()).isZero();
    registry = killed.toString();
    String version = champion();
    registry = directory.resolve("calm").toString();
    assertThat(version).isEqualTo(champion());
    registry = killed.toString();
    assertThat(kinds(versions())).containsExactly("promoted");
  }

  private CommandProcess begin(String into) throws IOException {
    CommandProcess process = CommandProcess.begin(directory, arguments(into));
    processes.add(process);
    return process;
  }

  @Test
  void ofTwoRunsAtOnceOneIsRecorded() throws Exception {
    write(1, false);
    List<CommandProcess> both = List.of(begin("both"), begin("both"));
    List<Integer> exitCodes = new ArrayList<>();
    for (CommandProcess process : both) {
      exitCodes.add(process.exitCode());
    }
    assertThat(exitCodes).contains(0).isSubsetOf(0, 6);
    registry = directory.resolve("both").toString();
    assertThat(kinds(versions())).containsExactly("promoted");
  }
}
