package io.rappel.jobs.rows.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rappel.jobs.rows.LocalSpark;
import io.rappel.trainer.data.DataException;
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
}
