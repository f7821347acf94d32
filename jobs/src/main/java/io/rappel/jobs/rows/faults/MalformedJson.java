package io.rappel.jobs.rows.faults;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.rappel.jobs.rows.files.InputFiles;
import io.rappel.jobs.rows.files.TextStart;
import io.rappel.jobs.rows.json.JsonLine;
import io.rappel.jobs.text.Sentences;
import io.rappel.trainer.data.DataException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;

/** Finds the first row of files of JSON that is no object, or more than one. */
public final class MalformedJson {

  private MalformedJson() {}

  /**
   * Reads all files.
   *
   * @throws DataException if a row of one of them is not one object, with the first such row
   */
  public static void requireNone(JavaSparkContext spark, InputFiles files) {
    FileSearch.requireNone(spark, files, MalformedJson::in);
  }

  private static String in(Path path, Configuration hadoop) throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(TextStart.open(path, hadoop), StandardCharsets.UTF_8))) {
      long rows = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String row = rows == 0 ? line.replaceFirst("^\uFEFF", "") : line;
        if (!row.isBlank()) {
          rows++;
          String fault = fault(row);
          if (!fault.isEmpty()) {
            return "row %d of %s is %s: '%s'"
                .formatted(rows, InputFiles.display(path), fault, Sentences.shortened(row));
          }
        }
      }
    }
    return "";
  }

  /** What a row is that cannot be read; empty: it can. An array of objects is read as rows. */
  private static String fault(String row) throws IOException {
    try (JsonParser parser = JsonLine.tokens(row)) {
      String fault = "";
      if (parser.nextToken() != JsonToken.START_ARRAY) {
        fault = fault(parser);
      } else {
        while (fault.isEmpty() && parser.nextToken() != JsonToken.END_ARRAY) {
          fault = fault(parser);
        }
      }
      return fault.isEmpty() && parser.nextToken() != null ? "more than one value of JSON" : fault;
    } catch (JsonProcessingException e) {
      return "no JSON at its character %d (%s)"
          .formatted(e.getLocation().getColumnNr(), e.getOriginalMessage());
    }
  }

  private static String fault(JsonParser parser) throws IOException {
    JsonToken first = parser.currentToken();
    parser.skipChildren();
    return first == JsonToken.START_OBJECT || first == JsonToken.VALUE_NULL
        ? ""
        : "no object of JSON";
  }
}
