package io.rappel.jobs.outcome;

import io.rappel.jobs.output.files.LockedException;
import io.rappel.jobs.spark.SparkInternals;
import io.rappel.jobs.text.Printable;
import io.rappel.jobs.text.Secrets;
import io.rappel.trainer.TrainingInterruptedException;
import io.rappel.trainer.checkpoint.CheckpointException;
import io.rappel.trainer.config.ConfigurationException;
import io.rappel.trainer.data.DataException;
import io.rappel.trainer.model.file.ModelFormatException;
import io.rappel.trainer.objective.DivergedException;
import io.rappel.trainer.objective.sum.ArithmeticMismatchException;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipException;
import org.apache.spark.SparkThrowable;

/**
 * What went wrong, for the shell and for people.
 *
 * @param outcome with the exit code
 * @param message one sentence; of several problems of a table, a line for each behind it
 */
public record Failure(Outcome outcome, String message) {

  /** Begins each line behind the first. */
  private static final String ITEM = "  ";

  /** The message without secrets, and in these lines alone whatever names it tells. */
  public Failure {
    message =
        Pattern.compile("\n(?=" + ITEM + ")")
            .splitAsStream(Secrets.masked(message))
            .map(Printable::line)
            .collect(Collectors.joining("\n"));
  }

  /** Conditions of Spark that are about the data and not about the program. */
  private static final List<String> DATA_CONDITIONS =
      List.of(
          "PATH_NOT_FOUND",
          "FAILED_READ_FILE",
          "MALFORMED",
          "CANNOT_READ",
          "UNABLE_TO_INFER_SCHEMA",
          "UNRESOLVED_COLUMN");

  /** Parts of the messages of arrays that are longer than a JVM's can be. */
  private static final List<String> TOO_LONG =
      List.of("exceeds VM limit", "exceeds implementation limit", "Required array length");

  /**
   * Finds the exception that says most: those of Rappel first, wherever they were thrown and
   * however they were wrapped on their way from an executor.
   */
  public static Failure of(Throwable thrown) {
    List<Throwable> causes = causes(thrown);
    Optional<Failure> checkpoint =
        causes.stream()
            .filter(CheckpointException.class::isInstance)
            .findFirst()
            .map(cause -> new Failure(Outcome.FAILED, sentence(cause)));
    if (checkpoint.isPresent()) {
      // It says more than the full disk that it may be about.
      return checkpoint.get();
    }
    Optional<Failure> system = SystemFaults.find(causes);
    if (system.isPresent()) {
      return system.get();
    }
    for (Throwable cause : causes) {
      Outcome outcome = outcomeOfOurs(cause);
      if (outcome != null) {
        return new Failure(outcome, sentence(cause));
      }
    }
    for (int i = causes.size() - 1; i >= 0; i--) {
      if (isUnreadable(causes.get(i))) {
        return new Failure(Outcome.DATA, "the data cannot be read: " + sentence(causes.get(i)));
      }
    }
    return causes.stream()
        .filter(OutOfMemoryError.class::isInstance)
        .findFirst()
        .or(LostThreads::outOfMemory)
        .map(Failure::outOfMemory)
        .orElseGet(() -> new Failure(Outcome.FAILED, sentence(deepest(causes))));
  }

  /**
   * The innermost cause, or the one that says of what its words were, as a file that was renamed.
   */
  private static Throwable deepest(List<Throwable> causes) {
    Throwable said = causes.get(causes.size() - 1);
    for (int i = causes.size() - 2; i >= 0; i--) {
      String message = String.valueOf(causes.get(i).getMessage());
      if (message.equals(said.toString()) || !message.endsWith(": " + said.getMessage())) {
        break;
      }
      said = causes.get(i);
    }
    return said;
  }

  private static Outcome outcomeOfOurs(Throwable cause) {
    if (cause instanceof ConfigurationException || cause instanceof ArithmeticMismatchException) {
      return Outcome.CONFIGURATION;
    }
    if (cause instanceof DataException || cause instanceof ModelFormatException) {
      return Outcome.DATA;
    }
    if (cause instanceof RejectedException) {
      return Outcome.REJECTED;
    }
    if (cause instanceof LockedException) {
      return Outcome.LOCKED;
    }
    if (cause instanceof TrainingInterruptedException
        || cause instanceof InterruptedCommandException) {
      return Outcome.INTERRUPTED;
    }
    return cause instanceof DivergedException ? Outcome.DIVERGED : null;
  }

  private static boolean isUnreadable(Throwable cause) {
    return cause instanceof FileNotFoundException
        || cause instanceof NoSuchFileException
        || cause instanceof EOFException
        || cause instanceof ZipException
        || cause instanceof SparkThrowable spark
            && SparkInternals.condition(spark) != null
            && DATA_CONDITIONS.stream().anyMatch(SparkInternals.condition(spark)::startsWith);
  }

  private static Failure outOfMemory(Throwable error) {
    String message = String.valueOf(error.getMessage());
    if (TOO_LONG.stream().anyMatch(message::contains)) {
      return new Failure(
          Outcome.FAILED,
          "something is too large for one array (%s), which more memory does not help"
              .formatted(message));
    }
    return new Failure(
        Outcome.FAILED,
        "out of memory (%s); give more with RAPPEL_MEMORY=8g or spark.driver.memory"
            .formatted(message));
  }

  private static List<Throwable> causes(Throwable thrown) {
    List<Throwable> causes = new ArrayList<>();
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Throwable cause = thrown; cause != null && seen.add(cause); cause = cause.getCause()) {
      causes.add(cause);
    }
    return causes;
  }

  private static String sentence(Throwable cause) {
    if (cause instanceof StackOverflowError) {
      return "something is nested too deeply, such as the condition of --where (StackOverflowError)";
    }
    if (cause instanceof LinkageError) {
      return "a class is missing, or of another version than Rappel was built with (%s)"
          .formatted(String.valueOf(cause).lines().findFirst().orElseThrow());
    }
    String message = cause.getMessage();
    if (message == null || message.isBlank()) {
      return cause.getClass().getSimpleName();
    }
    List<String> lines = message.strip().lines().toList();
    String first = lines.get(0);
    if (cause instanceof DataException) {
      return Stream.concat(
              Stream.of(first), lines.stream().skip(1).takeWhile(line -> line.startsWith(ITEM)))
          .collect(Collectors.joining("\n"));
    }
    return cause instanceof RuntimeException || cause instanceof IOException
        ? first
        : cause.getClass().getSimpleName() + ": " + first;
  }
}
