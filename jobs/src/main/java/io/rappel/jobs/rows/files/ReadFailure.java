package io.rappel.jobs.rows.files;

import com.univocity.parsers.common.TextParsingException;
import io.rappel.jobs.text.Sentences;
import io.rappel.trainer.data.DataException;
import java.io.IOException;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkException;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.AnalysisException;

/** What Spark's failures while reading mean to the user. */
public final class ReadFailure {

  private ReadFailure() {}

  /** An action that reads; Spark throws these without declaring them. */
  @FunctionalInterface
  public interface Read<T> {
    T run() throws SparkException, AnalysisException;
  }

  /** Runs an action with the exceptions declared that it may throw. */
  public static <T> T declared(Read<T> read) throws SparkException, AnalysisException {
    return read.run();
  }

  /** An action that may want a class; Spark throws this without declaring it. */
  @FunctionalInterface
  interface Load<T> {
    T run() throws ClassNotFoundException;
  }

  /** Runs an action with the exception declared that it may throw. */
  static <T> T loading(Load<T> load) throws ClassNotFoundException {
    return load.run();
  }

  /**
   * Runs an action.
   *
   * @param input what it reads, for messages that cannot name one file
   * @throws DataException if files cannot be read
   * @throws IllegalStateException if Spark fails otherwise
   */
  public static <T> T translate(Object input, Read<T> read) {
    try {
      return read.run();
    } catch (SparkException e) {
      throw explain(input, e);
    } catch (AnalysisException e) {
      throw new DataException("%s cannot be read: %s".formatted(input, Sentences.ofSpark(e)), e);
    }
  }

  private static RuntimeException explain(Object input, SparkException failure) {
    Object file = null;
    Throwable root = failure;
    boolean tooManyCells = false;
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof DataException data) {
        return data;
      }
      if (t instanceof SparkThrowable spark && spark.getMessageParameters().containsKey("path")) {
        file = InputFiles.display(new Path(spark.getMessageParameters().get("path")));
      } else if (file == null && isMalformed(t)) {
        file = input;
      }
      tooManyCells |= t instanceof TextParsingException;
      root = t;
    }
    if (tooManyCells && root instanceof ArrayIndexOutOfBoundsException) {
      return new DataException(
          "%s has a row of far more cells than its header".formatted(file == null ? input : file),
          failure);
    }
    if (file == null) {
      return new IllegalStateException("Spark failed: " + Sentences.firstLine(root), failure);
    }
    return new DataException(
        root instanceof IOException
            ? "%s is damaged or cut short (%s)".formatted(file, Sentences.firstLine(root))
            : "%s cannot be read: %s".formatted(file, Sentences.firstLine(root)),
        failure);
  }

  /** As Spark 4 says it, and Spark 3.5. */
  private static boolean isMalformed(Throwable failure) {
    String message = failure.getMessage();
    return message != null
        && (message.contains("[MALFORMED_RECORD")
            || message.startsWith("Malformed records are detected"));
  }
}
