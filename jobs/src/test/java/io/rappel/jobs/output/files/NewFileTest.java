package io.rappel.jobs.output.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewFileTest {

  private static final int WRITERS = 4;
  private static final int ROUNDS = 500;

  @TempDir private java.nio.file.Path directory;

  /** Writers who set off at once, so that some look for the file before any has made it. */
  @Test
  void ofWritersOfALocalFileOneSucceeds() throws Exception {
    FileSystem files = FileSystem.getLocal(new Configuration());
    CyclicBarrier start = new CyclicBarrier(WRITERS);
    ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
    try {
      for (int round = 0; round < ROUNDS; round++) {
        Path path = new Path(directory.toUri().toString(), "record-" + round);
        List<Future<Boolean>> writers = new ArrayList<>();
        for (int w = 0; w < WRITERS; w++) {
          String content = "of writer " + w;
          writers.add(threads.submit(writer(files, path, content, start)));
        }
        List<String> winners = new ArrayList<>();
        for (int w = 0; w < WRITERS; w++) {
          if (writers.get(w).get()) {
            winners.add("of writer " + w);
          }
        }
        assertThat(winners).as("winners of round %d", round).hasSize(1);
        assertThat(Files.readString(directory.resolve("record-" + round)))
            .isEqualTo(winners.get(0));
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static Callable<Boolean> writer(
      FileSystem files, Path path, String content, CyclicBarrier start) {
    return () -> {
      start.await();
      try {
        NewFile.write(files, path, content.getBytes(UTF_8));
        return true;
      } catch (FileAlreadyExistsException e) {
        return false;
      }
    };
  }
}
