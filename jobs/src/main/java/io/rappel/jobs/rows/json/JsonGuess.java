package io.rappel.jobs.rows.json;

import io.rappel.jobs.rows.files.InputFiles;
import io.rappel.jobs.rows.files.PartitionFolders;
import io.rappel.jobs.rows.files.ReadFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkException;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** Columns of files of JSON as Spark infers them of some lines; all rows are yet to be checked. */
public final class JsonGuess {

  private final StructType schema;
  private final JsonShape shape;

  private JsonGuess(StructType schema, JsonShape shape) {
    this.schema = schema;
    this.shape = shape;
  }

  /**
   * Looks at some lines.
   *
   * @return nothing where Spark has to look at all: some line is not read, or would not fit
   */
  public static Optional<JsonGuess> of(
      SparkSession session, InputFiles files, Configuration hadoop) {
    try {
      return of(session, JsonHeads.of(files, hadoop))
          .filter(guess -> guess.hasOwnColumns(PartitionFolders.columns(files.list())));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The same of lines. */
  static Optional<JsonGuess> of(SparkSession session, List<String> lines) {
    try {
      StructType inferred = ReadFailure.declared(() -> infer(session, lines));
      JsonShape shape = JsonShape.of(inferred);
      return lines.stream().allMatch(line -> fits(shape, line))
          ? Optional.of(new JsonGuess(inferred, shape.found()))
          : Optional.empty();
    } catch (SparkException | AnalysisException | RuntimeException e) {
      return Optional.empty();
    }
  }

  private static StructType infer(SparkSession session, List<String> lines) {
    return session
        .read()
        .option("mode", "FAILFAST")
        .json(session.createDataset(lines, Encoders.STRING()))
        .schema();
  }

  private static boolean fits(JsonShape shape, String line) {
    byte[] utf8 = line.getBytes(StandardCharsets.UTF_8);
    return shape.fits(utf8, utf8.length);
  }

  /** Whether there are columns, each once and none of a folder. */
  private boolean hasOwnColumns(Set<String> folders) {
    Set<String> names = new HashSet<>(folders);
    return schema.size() > 0 && List.of(schema.fieldNames()).stream().allMatch(names::add);
  }

  /** The columns, without those of folders. */
  public StructType schema() {
    return schema;
  }

  /** What rows have to be for the columns to be right. */
  JsonShape shape() {
    return shape;
  }
}
