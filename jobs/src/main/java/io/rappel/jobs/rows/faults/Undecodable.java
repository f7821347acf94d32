package io.rappel.jobs.rows.faults;

import io.rappel.jobs.rows.cell.LibsvmLine;
import io.rappel.jobs.rows.files.DelimitedHeader;
import io.rappel.jobs.rows.files.InputFiles;
import io.rappel.jobs.rows.files.RowFormat;
import io.rappel.jobs.rows.files.TextStart;
import io.rappel.jobs.text.Sentences;
import io.rappel.trainer.data.DataException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Predicate;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Finds the first row of text files that is not UTF-8, byte by byte and in a pass of its own. Made
 * only where decoded text holds the character that stands for bytes that could not be decoded,
 * which is valid text too.
 */
public final class Undecodable implements Serializable {

  private static final long serialVersionUID = 1L;

  private final boolean delimited;
  private final boolean libsvm;
  private final int separator;

  private Undecodable(RowFormat format, DelimitedHeader header) {
    this.delimited = format.isDelimited();
    this.libsvm = format == RowFormat.LIBSVM;
    this.separator = delimited ? header.separator() : -1;
  }

  /**
   * Reads all files.
   *
   * @param header of delimited files; null otherwise
   * @throws DataException if one of them is not UTF-8, with the first row that is not
   */
  public static void requireNone(
      JavaSparkContext spark, InputFiles files, RowFormat format, DelimitedHeader header) {
    FileSearch.requireNone(spark, files, new Undecodable(format, header)::in);
  }

  /** What is wrong with a file; empty: nothing. */
  private String in(Path path, Configuration hadoop) throws IOException {
    try {
      TextStart.of(path, hadoop).requireBytes();
    } catch (DataException e) {
      return e.getMessage();
    }
    String file = InputFiles.display(path);
    try (InputStream in = new BufferedInputStream(TextStart.open(path, hadoop))) {
      return in(in, file);
    }
  }

  private String in(InputStream in, String file) throws IOException {
    Predicate<String> isRow = libsvm ? LibsvmLine::isRow : line -> !line.isBlank();
    long rows = delimited ? -1 : 0;
    byte[] row = next(in);
    while (row != null) {
      String text = decoded(libsvm ? withoutComment(row) : row);
      if (text == null) {
        return "%s is not UTF-8: '%s'; %s, for example %s"
            .formatted(
                rows < 0 ? "the header of " + file : "row %d of %s".formatted(rows + 1, file),
                Sentences.shortened(shown(row)),
                delimited ? "name what it is" : "convert the file",
                delimited ? "--charset ISO-8859-1" : "with iconv -f ISO-8859-1 -t UTF-8");
      }
      rows += isRow.test(text) ? 1 : 0;
      row = next(in);
    }
    return "";
  }

  /** The bytes up to a line break that is not within quotes; null at the end. */
  private byte[] next(InputStream in) throws IOException {
    ByteArrayOutputStream row = new ByteArrayOutputStream();
    boolean quoted = false;
    int before = separator;
    int next = in.read();
    if (next < 0) {
      return null;
    }
    while (next >= 0 && (next != '\n' || quoted)) {
      if (delimited && next == '"') {
        // A quote opens where a cell begins, and again after one that has just closed.
        quoted = !quoted && (before == separator || before == '"');
      }
      row.write(next);
      before = next;
      next = in.read();
    }
    return row.toByteArray();
  }

  private static byte[] withoutComment(byte[] line) {
    for (int i = 0; i < line.length; i++) {
      if (line[i] == '#') {
        return Arrays.copyOf(line, i);
      }
    }
    return line;
  }

  /** The text; null if it is not UTF-8. */
  private static String decoded(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  /** ASCII as it is, other bytes as {@code \xE9}. */
  private static String shown(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    for (byte b : bytes) {
      text.append(b >= ' ' ? String.valueOf((char) b) : "\\x%02X".formatted(b));
    }
    return text.toString();
  }
}
