package io.rappel.jobs.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.rappel.jobs.PythonEnvironment;
import io.rappel.jobs.RappelProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of events that TensorBoard of PyPI reads. */
@Tag("long")
class TensorBoardIT {

  @TempDir private Path directory;

  private final List<String> warnings = new ArrayList<>();

  @Test
  void tensorBoardReadsWhatIsWritten() throws Exception {
    PythonEnvironment python = PythonEnvironment.with("tensorboard", "setuptools<81");
    try (TensorBoard board =
        TensorBoard.in(directory.toString(), "id", new Configuration(), warnings::add)) {
      Reports.tell(board);
    }
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files.filter(path -> path.getFileName().toString().contains("tfevents")))
          .hasSize(1);
    }

    RappelProcess.Result result =
        python.run(directory, "src/test/python/tensorboard_events.py", directory.toString());

    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out().lines())
        .contains(
            "step/loss 1 1.0",
            "step/loss 6 0.16666667",
            "step/learning_rate 6 0.5",
            "step/gradient_norm/layer_0 1 0.25",
            "train/loss 2 1.0",
            "validation/accuracy 6 0.75",
            "validation/loss 6 0.5")
        .doesNotContain("validation/loss 4 nan");
    assertThat(warnings).isEmpty();
  }
}
