package io.rappel.jobs.rows.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rappel.jobs.output.files.LockedException;
import io.rappel.trainer.config.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputPlaceTest {

  @TempDir private Path folder;
  private Path out;

  @BeforeEach
  void setUp() {
    out = folder.resolve("predictions.csv");
  }

  private OutputPlace open(boolean overwrite) throws IOException {
    return OutputPlace.open(out.toString(), overwrite, new Configuration());
  }

  private static org.apache.hadoop.fs.Path complete(OutputPlace place) throws IOException {
    org.apache.hadoop.fs.Path path = place.staged("complete");
    Files.writeString(Path.of(path.toUri().getPath()), "ours");
    return path;
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  @Test
  void oneCommandAtATimeWritesAPlaceAndClearsWhatKilledOnesLeft() throws IOException {
    Files.createDirectories(folder.resolve(".predictions.csv.run-" + UUID.randomUUID()));
    try (OutputPlace first = open(false)) {
      assertThatThrownBy(() -> open(true)).isInstanceOf(LockedException.class);
      first.publish(complete(first));
    }
    assertThat(out).hasContent("ours");
    assertThat(names()).containsExactly("predictions.csv");
    assertThatThrownBy(() -> open(false)).isInstanceOf(ConfigurationException.class);
  }

  @Test
  void whatIsFinishedInTheMeantimeIsLeftAlone() throws IOException {
    try (OutputPlace place = open(false)) {
      Files.writeString(out, "another's");
      assertThatThrownBy(() -> place.publish(complete(place)))
          .isInstanceOf(LockedException.class)
          .hasMessageContaining("was written by another in the meantime");
    }
    assertThat(out).hasContent("another's");
    assertThat(names()).containsExactly("predictions.csv");
  }

  @Test
  void overwritingTouchesPredictionsAloneHoweverLateOtherThingsCome() throws IOException {
    try (OutputPlace place = open(true)) {
      Files.createDirectory(out);
      Files.writeString(out.resolve("thesis.txt"), "years of work");
      assertThatThrownBy(() -> place.publish(complete(place))).isInstanceOf(LockedException.class);
    }
    assertThat(out.resolve("thesis.txt")).hasContent("years of work");
    assertThat(names()).containsExactly("predictions.csv");
  }

  @Test
  void aDeviceIsNoFileToReplace() {
    assertThatThrownBy(() -> OutputPlace.open("/dev/null", true, new Configuration()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("no file that could be replaced");
  }
}
