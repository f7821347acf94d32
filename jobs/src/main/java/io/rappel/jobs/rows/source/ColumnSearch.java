package io.rappel.jobs.rows.source;

import io.rappel.jobs.rows.files.InputFiles;
import io.rappel.jobs.rows.json.JsonGuess;
import io.rappel.trainer.config.ConfigurationException;
import io.rappel.trainer.data.DataException;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/**
 * How the columns of rows are found that do not tell them: quickly, by a guess that holds once all
 * rows were read and fit it, or surely, by a pass of its own. What fails under a guess may be well
 * with the right columns.
 */
public final class ColumnSearch {

  private final boolean quick;
  private boolean guessed;
  private boolean settled;

  private ColumnSearch(boolean quick) {
    this.quick = quick;
  }

  /** The sure way. */
  public static ColumnSearch sure() {
    return new ColumnSearch(false);
  }

  /** Reads the quick way, and where that may be why it fails, once more the sure way. */
  public static <T> T run(Function<ColumnSearch, T> read) {
    ColumnSearch quick = new ColumnSearch(true);
    return quick.orSurely(() -> read.apply(quick), read);
  }

  /** Does something with columns that were found this way, and otherwise another thing. */
  public <T> T orSurely(Supplier<T> attempt, Function<ColumnSearch, T> otherwise) {
    try {
      return attempt.get();
    } catch (DataException | ConfigurationException e) {
      if (!guessed || settled) {
        throw e;
      }
      return otherwise.apply(sure());
    }
  }

  /** The columns of JSON; null: they are not guessed. */
  JsonGuess guess(SparkSession session, InputFiles files, Configuration hadoop) {
    Optional<JsonGuess> guess = quick ? JsonGuess.of(session, files, hadoop) : Optional.empty();
    guessed = guess.isPresent();
    return guess.orElse(null);
  }

  /** The guess has nothing to do with what may be found from now on. */
  void settle() {
    settled = true;
  }
}
