package io.rappel.jobs.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A disk that is soon full; tests that need one are skipped where this user may not mount any. */
public final class SmallDisk implements AutoCloseable {

  private final Path folder;

  private SmallDisk(Path folder) {
    this.folder = folder;
  }

  /** Mounts a file system of some KiB on a new folder. */
  public static SmallDisk mount(Path folder, int kib) throws IOException, InterruptedException {
    Files.createDirectory(folder);
    assumeThat(run("mount", "-t", "tmpfs", "-o", "size=" + kib + "k", "tmpfs", folder.toString()))
        .as("this user may mount a file system")
        .isZero();
    return new SmallDisk(folder);
  }

  private static int run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  @Override
  public void close() throws IOException {
    try {
      assertThat(run("umount", folder.toString())).isZero();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
