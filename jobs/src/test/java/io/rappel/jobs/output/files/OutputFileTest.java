package io.rappel.jobs.output.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rappel.trainer.config.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutputFileTest {

  @TempDir private Path folder;

  private OutputFile claim(String scheme, boolean overwrite) throws IOException {
    return OutputFile.claim(
        "--out", scheme + folder + "/metrics", overwrite, OtherFileSystem.configuration());
  }

  @ParameterizedTest
  @ValueSource(strings = {"file://", "other://"})
  void aFileIsReplacedOnlyWhereThatWasAskedFor(String scheme) throws IOException {
    Path file = folder.resolve("metrics");
    try (OutputFile out = claim(scheme, false)) {
      out.write("old");
    }
    assertThatThrownBy(() -> claim(scheme, false))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("exists already: give --overwrite");
    assertThat(file).hasContent("old");
    try (OutputFile out = claim(scheme, true)) {
      assertThat(file).hasContent("old");
      out.write("new");
    }
    assertThat(file).hasContent("new");
    assertThat(folder).isDirectoryNotContaining(path -> !path.equals(file));
  }

  @ParameterizedTest
  @ValueSource(strings = {"file://", "other://"})
  void aFileThatCameInBetweenIsLeftAlone(String scheme) throws IOException {
    Path file = folder.resolve("metrics");
    try (OutputFile out = claim(scheme, false)) {
      Files.writeString(file, "another's");
      assertThatThrownBy(() -> out.write("ours"))
          .isInstanceOf(LockedException.class)
          .hasMessageContaining("was written by another in the meantime");
    }
    assertThat(file).hasContent("another's");
    assertThat(folder).isDirectoryNotContaining(path -> !path.equals(file));
  }
}
