package io.rappel.jobs.rows.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rappel.jobs.rows.LocalSpark;
import io.rappel.trainer.data.DataException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class InputFilesTest {

  @TempDir private Path folder;

  @Test
  void aPipeIsRefusedAndNotWaitedFor() throws Exception {
    Path pipe = folder.resolve("pipe.csv");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    LocalSpark.write(folder.resolve("rows.csv"), "a,b", "1,2");

    for (Path path : List.of(pipe, folder, folder.resolve("*.csv"), Path.of("/dev/zero"))) {
      assertThatThrownBy(() -> InputFiles.find(List.of(path.toString()), new Configuration()))
          .isInstanceOf(DataException.class)
          .hasMessageEndingWith("is no regular file");
    }
  }

  @Test
  void aFileOfJustThisNameIsNoGlob() throws Exception {
    for (String name : List.of("rows[1].csv", "rows{a.csv", "rows*.csv")) {
      LocalSpark.write(folder.resolve(name), "a,b", "1,2");
    }
    LocalSpark.write(folder.resolve("rows1.csv"), "a,b", "1,2");

    for (String name : List.of("rows[1].csv", "rows{a.csv", "rows*.csv")) {
      assertThat(found(folder.resolve(name).toString()).list())
          .extracting(org.apache.hadoop.fs.Path::getName)
          .containsExactly(name);
    }
    assertThat(found(folder.resolve("rows[1-3].csv").toString()).list())
        .extracting(org.apache.hadoop.fs.Path::getName)
        .containsExactly("rows1.csv");
  }

  @Test
  void aGlobInAFolderThatIsNotThere() {
    assertThatThrownBy(() -> found(folder + "/none/*.csv"))
        .isInstanceOf(DataException.class)
        .hasMessage("there is no file %s/none/*.csv", folder);
  }

  /** Hadoop passes over what it cannot look at, as if it were not there. */
  @Test
  void filesWithoutANameAreNotPassedOver() throws Exception {
    LocalSpark.write(folder.resolve("a.csv"), "a,b", "1,2");
    String latin1 = "printf 'a,b\\n1,2\\n' > \"$(printf 'gr\\366sse.csv')\"";
    assertThat(new ProcessBuilder("sh", "-c", latin1).directory(folder.toFile()).start().waitFor())
        .isZero();

    refused(folder.toString());
    refused(folder.resolve("*.csv").toString());
    refused(folder.resolveSibling("*") + "/g*.csv");
    assertThat(found(folder.resolve("a*.csv").toString()).list()).hasSize(1);
  }

  @Test
  void linksToNothingAreNotPassedOver() throws Exception {
    LocalSpark.write(folder.resolve("a.csv"), "a,b", "1,2");
    Files.createSymbolicLink(folder.resolve("b.csv"), folder.resolve("gone.csv"));

    refused(folder.toString());
    Files.delete(folder.resolve("b.csv"));
    Files.createSymbolicLink(folder.resolve("_b.csv"), folder.resolve("gone.csv"));
    assertThat(found(folder.toString()).list()).hasSize(1);
  }

  private void refused(String path) {
    assertThatThrownBy(() -> found(path))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(folder + " cannot be read: its name is none in this locale");
  }

  private static InputFiles found(String path) {
    return InputFiles.find(List.of(path), new Configuration());
  }
}
