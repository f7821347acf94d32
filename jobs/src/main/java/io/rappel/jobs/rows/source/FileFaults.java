package io.rappel.jobs.rows.source;

import io.rappel.jobs.rows.faults.MalformedJson;
import io.rappel.jobs.rows.faults.Undecodable;
import io.rappel.jobs.rows.files.FileInput;
import io.rappel.jobs.rows.files.ReadFailure;
import io.rappel.jobs.rows.files.RowFormat;
import io.rappel.trainer.data.DataException;
import org.apache.spark.api.java.JavaSparkContext;

/** Looks in files of text for the reason why they could not be read, in passes of their own. */
record FileFaults(JavaSparkContext spark, FileInput input) {

  /**
   * Looks for anything.
   *
   * @throws DataException if there is something
   */
  void requireNone() {
    if (input.format().isText() && input.text().isUtf8()) {
      input.files().nonEmpty().forEach(input::requireText);
      requireDecodable();
    }
    if (input.format() == RowFormat.JSON) {
      ReadFailure.translate(
          input.files(),
          () -> {
            MalformedJson.requireNone(spark, input.files());
            return null;
          });
    }
    if (input.header() != null) {
      input.header().requireIn(input.files());
    }
  }

  /**
   * @throws DataException if text cannot be decoded
   */
  void requireDecodable() {
    if (!input.text().isUtf8()) {
      throw new DataException(
          "%s has text that cannot be decoded as %s"
              .formatted(input.files(), input.text().charset()));
    }
    ReadFailure.translate(
        input.files(),
        () -> {
          Undecodable.requireNone(spark, input.files(), input.format(), input.header());
          return null;
        });
  }
}
