package io.rappel.jobs.output;

import io.rappel.jobs.output.files.HadoopPaths;
import io.rappel.trainer.data.DataException;
import io.rappel.trainer.model.file.JsonInput;
import io.rappel.trainer.model.file.ModelDirectory;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** What a model's directory says as a stage of Spark ML, where it was saved as one. */
public final class SparkStage {

  private static final int MOST_BYTES = 1 << 20;

  private SparkStage() {}

  /**
   * What should be known of the stage where the model is used by itself: its thresholds do not
   * hold.
   *
   * @param directory of the model
   */
  public static Optional<String> note(String directory, Configuration hadoop) throws IOException {
    Path metadata = new Path(HadoopPaths.path("--model", directory), "metadata");
    FileSystem files = HadoopPaths.fileSystem(metadata, hadoop);
    if (!files.exists(metadata)) {
      return Optional.empty();
    }
    for (FileStatus part : files.listStatus(metadata)) {
      if (part.getPath().getName().startsWith("part-") && part.getLen() > 0) {
        return params(files, part.getPath()).flatMap(SparkStage::ofThresholds);
      }
    }
    return Optional.empty();
  }

  /**
   * @param option that names the directory
   * @param text the directory as the user names it
   * @throws DataException if it is a pipeline that was saved whole, with the stage that is a model
   */
  static void requireNoPipeline(String option, String text, FileSystem files, Path directory)
      throws IOException {
    Path stages = new Path(directory, "stages");
    if (files.exists(new Path(directory, ModelDirectory.MODEL_FILE)) || !files.exists(stages)) {
      return;
    }
    for (FileStatus stage : files.listStatus(stages)) {
      if (files.exists(new Path(stage.getPath(), ModelDirectory.MODEL_FILE))) {
        throw new DataException(
            "%s %s is a pipeline of Spark ML: its stage %s/stages/%s is a model, for rows as"
                    .formatted(option, text, text, stage.getPath().getName())
                + " the stages before it make them");
      }
    }
  }

  private static Optional<Map<?, ?>> params(FileSystem files, Path part) throws IOException {
    try (InputStream in = files.open(part)) {
      Object params = JsonInput.readFree(part.getName(), in.readNBytes(MOST_BYTES)).get("paramMap");
      return params instanceof Map<?, ?> map ? Optional.of(map) : Optional.empty();
    }
  }

  private static Optional<String> ofThresholds(Map<?, ?> params) {
    if (!(params.get("thresholds") instanceof List<?> values)) {
      return Optional.empty();
    }
    double[] each =
        values.stream().mapToDouble(v -> v instanceof Number n ? n.doubleValue() : 0).toArray();
    String like =
        each.length == 2 && each[0] + each[1] > 0
            ? "; --threshold %.4g does what they do".formatted(each[1] / (each[0] + each[1]))
            : "";
    return Optional.of(
        "the thresholds of the stage of Spark ML, %s, are not applied by this command%s"
            .formatted(
                values.stream().map(String::valueOf).collect(Collectors.joining(", ")), like));
  }
}
