package io.rappel.jobs.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rappel.jobs.output.files.LockedException;
import io.rappel.jobs.output.files.OtherFileSystem;
import io.rappel.trainer.checkpoint.Checkpoint;
import io.rappel.trainer.checkpoint.Checkpoint.Origin;
import io.rappel.trainer.checkpoint.RunFacts;
import io.rappel.trainer.checkpoint.state.EndingState;
import io.rappel.trainer.checkpoint.state.FinishedMembers;
import io.rappel.trainer.checkpoint.state.Position;
import io.rappel.trainer.checkpoint.state.TrainingState;
import io.rappel.trainer.config.ConfigurationException;
import io.rappel.trainer.math.Precision;
import io.rappel.trainer.model.file.ModelFormatException;
import io.rappel.trainer.optim.OptimizerState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checkpoints on the file systems of Hadoop. */
class CheckpointPlaceTest {

  private static final RunFacts FACTS =
      new RunFacts(2, "c", 3, 900, 100, "r", Precision.FLOAT32, "f", 7);

  @TempDir private Path parent;
  private final List<String> warnings = new ArrayList<>();

  private CheckpointPlace claim(String scheme, boolean resume, boolean overwrite)
      throws IOException {
    return CheckpointPlace.claim(
        scheme + parent + "/checkpoints",
        resume,
        overwrite,
        OtherFileSystem.configuration(),
        warnings::add);
  }

  private static void write(CheckpointPlace place, long steps) throws IOException {
    place.write(
        new Origin("run", "test", Map.of("seed", 1), FACTS),
        new TrainingState(
            new Position(0, 0, steps, 0.5, 1, 1, 1, 1),
            new double[] {1, steps},
            new OptimizerState(steps, Map.of()),
            null,
            new EndingState(false, 0, Double.NaN, 0.1, 0.2, 0, 0, 0),
            null,
            new double[0],
            0,
            List.of(),
            FinishedMembers.NONE),
        "{}\n".getBytes(StandardCharsets.UTF_8));
  }

  private List<String> names(String folder) throws IOException {
    try (Stream<Path> files = Files.list(parent.resolve(folder))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  /** Local files, and what Hadoop knows elsewhere. */
  @ParameterizedTest
  @ValueSource(strings = {"", "other://"})
  void whatIsWrittenIsResumed(String scheme) throws IOException {
    try (CheckpointPlace place = claim(scheme, true, false)) {
      assertThat(place.resumed()).isEmpty();
      for (long steps = 1; steps <= 3; steps++) {
        write(place, steps);
      }
    }
    assertThat(names("checkpoints")).containsExactly("checkpoint-00000002", "checkpoint-00000003");
    assertThat(names("checkpoints/checkpoint-00000003"))
        .containsExactly("complete", "history.jsonl", "state.json", "state.safetensors");
    assertThat(names(".")).containsExactly("checkpoints");

    Files.write(parent.resolve("checkpoints/checkpoint-00000003/state.json"), new byte[7]);
    try (CheckpointPlace place = claim(scheme, true, false)) {
      Optional<Checkpoint> resumed = place.resumed();
      assertThat(resumed).isPresent();
      assertThat(resumed.get().state().parameters()).containsExactly(1, 2);
      assertThat(warnings).singleElement().asString().contains("checkpoint-00000003/state.json: ");
      write(place, 4);
    }
    assertThat(names("checkpoints")).containsExactly("checkpoint-00000002", "checkpoint-00000004");
  }

  @Test
  void checkpointsOfAnEarlierRunAreNotForgotten() throws IOException {
    try (CheckpointPlace place = claim("", false, false)) {
      write(place, 1);
    }
    assertThatThrownBy(() -> claim("", false, false))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("has checkpoints of an earlier run: go on from them with --resume");
    try (CheckpointPlace place = claim("", false, true)) {
      assertThat(place.resumed()).isEmpty();
      assertThat(names("checkpoints")).containsExactly("checkpoint-00000001");
      place.clear();
      assertThat(names("checkpoints")).isEmpty();
    }
    claim("", false, false).close();
  }

  @Test
  void withBothFlagsCheckpointsAreResumed() throws IOException {
    try (CheckpointPlace place = claim("", false, false)) {
      write(place, 1);
    }
    try (CheckpointPlace place = claim("", true, true)) {
      assertThat(place.resumed()).isPresent();
    }
  }

  @Test
  void ifAllAreDamagedNobodyBeginsAnew() throws IOException {
    try (CheckpointPlace place = claim("", false, false)) {
      write(place, 1);
    }
    Files.write(parent.resolve("checkpoints/checkpoint-00000001/state.json"), new byte[7]);

    assertThatThrownBy(() -> claim("", true, false))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("none of the 1 complete checkpoints in ");
    assertThat(names(".")).as("the claim has ended").containsExactly("checkpoints");
  }

  @Test
  void oneRunWritesAFolder() throws IOException {
    try (CheckpointPlace place = claim("", true, false)) {
      assertThat(place.resumed()).isEmpty();
      assertThatThrownBy(() -> claim("", true, false)).isInstanceOf(LockedException.class);
    }
  }

  @Test
  void aFileIsNoFolder() throws IOException {
    Files.writeString(parent.resolve("checkpoints"), "");
    assertThatThrownBy(() -> claim("", true, false))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageEndingWith("/checkpoints is a file, not a directory");
  }

  @Test
  void checkpointsAreNotReplacedAlongWithTheModel() throws IOException {
    Configuration hadoop = new Configuration();
    for (String inside : List.of("m", "m/", "./m/c", "m/a/b", parent.resolve("m") + "/c")) {
      String out = inside.startsWith("/") ? parent.resolve("m").toString() : "m";
      assertThatThrownBy(() -> CheckpointPlace.requireOutside(inside, out, hadoop))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("which is replaced as a whole");
    }
    CheckpointPlace.requireOutside("m.checkpoints", "m", hadoop);
    CheckpointPlace.requireOutside("c", "c/m", hadoop);
  }
}
