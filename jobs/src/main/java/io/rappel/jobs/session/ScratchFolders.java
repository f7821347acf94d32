package io.rappel.jobs.session;

import io.rappel.jobs.output.files.WrittenFolders;
import io.rappel.trainer.config.ConfigurationException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.SparkConf;
import org.apache.spark.util.Utils;

/** Where Spark keeps what its memory does not hold: {@code spark.local.dir}. */
final class ScratchFolders {

  private static final String SETTING = "spark.local.dir";

  /** Spark takes it where no setting names another. */
  private static final String TEMPORARY = "java.io.tmpdir";

  /** Less than this holds nothing. */
  private static final long LEAST_BYTES = 1L << 20;

  private ScratchFolders() {}

  /**
   * Makes sure that the driver can write to one of the folders at least; Spark would end the
   * process without a word to its caller.
   *
   * @throws ConfigurationException if all are full, or cannot be written
   */
  static void check(SparkConf conf) {
    String[] folders = Utils.getConfiguredLocalDirs(conf);
    String why = "";
    int good = 0;
    for (String folder : folders) {
      try {
        probe(Path.of(folder));
        WrittenFolders.add(Path.of(folder), SETTING);
        good++;
      } catch (IOException e) {
        boolean temporary = !conf.contains(SETTING) && folder.equals(System.getProperty(TEMPORARY));
        why =
            "%s %s cannot be written (%s); name another folder with %s=FOLDER"
                .formatted(
                    temporary ? TEMPORARY : SETTING,
                    folder,
                    reason(e),
                    temporary ? "JAVA_TOOL_OPTIONS=-D" + TEMPORARY : "--conf " + SETTING);
      }
    }
    if (good == 0 && folders.length > 0) {
      throw new ConfigurationException(why);
    }
  }

  private static void probe(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.delete(Files.createTempDirectory(folder, "rappel"));
    if (Files.getFileStore(folder).getUsableSpace() < LEAST_BYTES) {
      throw new IOException("the disk is full");
    }
  }

  private static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "no permission";
    }
    return e instanceof FileAlreadyExistsException ? "it is no folder" : e.getMessage();
  }
}
