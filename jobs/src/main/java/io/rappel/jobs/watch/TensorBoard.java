package io.rappel.jobs.watch;

import io.rappel.jobs.output.RunMetrics;
import io.rappel.jobs.output.files.HadoopPaths;
import java.io.IOException;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Writes a file of events for TensorBoard: scalars of each epoch, and of each or every n-th step.
 */
public final class TensorBoard extends ScalarWatch {

  private static final long MOST_STEPS = 5_000;

  private final Consumer<String> warn;
  private EventFile file;

  private TensorBoard(EventFile file, Consumer<String> warn) {
    super(MOST_STEPS);
    this.file = file;
    this.warn = warn;
  }

  /**
   * Begins a file in a folder. Where that is not possible, it warns, and nothing is written.
   *
   * @param folder on any Hadoop file system
   * @param run id of the run, part of the file's name
   * @param warn takes a sentence on what did not work, once at the most
   */
  public static TensorBoard in(
      String folder, String run, Configuration configuration, Consumer<String> warn) {
    TensorBoard board = new TensorBoard(null, warn);
    try {
      Path directory = HadoopPaths.path("--tensorboard", folder);
      FileSystem files = HadoopPaths.connect(directory, configuration);
      files.mkdirs(directory);
      String name = "events.out.tfevents.%d.%s".formatted((long) now(), run);
      board.file = new EventFile(HadoopPaths.create(files, new Path(directory, name)), now());
    } catch (IOException e) {
      board.fail(e);
    }
    return board;
  }

  private static double now() {
    return System.currentTimeMillis() / 1e3;
  }

  @Override
  Map<String, Double> last(RunMetrics metrics) {
    return Scalars.of("test", metrics.test());
  }

  @Override
  void add(long step, Map<String, Double> scalars) {
    if (file != null && !scalars.isEmpty()) {
      try {
        file.add(now(), step, scalars);
      } catch (IOException e) {
        fail(e);
      }
    }
  }

  @Override
  void flush() {
    if (file != null) {
      try {
        file.flush();
      } catch (IOException e) {
        fail(e);
      }
    }
  }

  private void fail(IOException why) {
    file = null;
    warn.accept("--tensorboard: no events are written: " + why.getMessage());
  }

  @Override
  public void close() {
    if (file != null) {
      try {
        file.close();
      } catch (IOException e) {
        fail(e);
      }
    }
  }
}
