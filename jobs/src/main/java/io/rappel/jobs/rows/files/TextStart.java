package io.rappel.jobs.rows.files;

import io.rappel.trainer.data.DataException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;

/** The first bytes of a file of text, which tell files that are something else. */
public final class TextStart {

  private static final int BYTES = 4096;
  private static final String REWRITE =
      "rows are read as JSON objects, one a line: rewrite it, for example with jq -c";

  private final String file;
  private final byte[] bytes;

  private TextStart(String file, byte[] bytes) {
    this.file = file;
    this.bytes = bytes;
  }

  /**
   * Reads the start of a file, compressed or not.
   *
   * @throws DataException if it cannot be read
   */
  public static TextStart of(Path path, Configuration hadoop) {
    try (InputStream in = open(path, hadoop)) {
      return new TextStart(InputFiles.display(path), in.readNBytes(BYTES));
    } catch (IOException e) {
      throw new DataException(
          "%s is damaged or cut short (%s)".formatted(InputFiles.display(path), e.getMessage()), e);
    }
  }

  /** The bytes of a file, out of their compression if its name tells one. */
  public static InputStream open(Path path, Configuration hadoop) throws IOException {
    InputStream stored = path.getFileSystem(hadoop).open(path);
    CompressionCodec codec = new CompressionCodecFactory(hadoop).getCodec(path);
    try {
      return codec == null ? stored : codec.createInputStream(stored);
    } catch (IOException e) {
      stored.close();
      throw e;
    }
  }

  /**
   * @throws DataException if the text is UTF-16 or UTF-32, by its mark or by its zeros
   */
  public void requireBytes() {
    String encoding = wide();
    if (encoding != null) {
      throw new DataException(
          "%s is %s, and text is read as UTF-8: convert it, for example with iconv -f %s -t UTF-8"
              .formatted(file, encoding, encoding));
    }
  }

  /** The encoding, where it takes more than a byte for each character; null: it does not. */
  private String wide() {
    if (begins(0xFF, 0xFE, 0, 0) || begins(0, 0, 0xFE, 0xFF)) {
      return "UTF-32";
    }
    if (begins(0xFF, 0xFE) || begins(0xFE, 0xFF)) {
      return "UTF-16";
    }
    int[] zeros = new int[2];
    for (int i = 0; i < bytes.length; i++) {
      zeros[i % 2] += bytes[i] == 0 ? 1 : 0;
    }
    // Most of the text around a table's cells, such as commas and digits, is ASCII.
    int many = bytes.length / 8;
    if (bytes.length < 2 || Math.max(zeros[0], zeros[1]) <= many) {
      return null;
    }
    String width = Math.min(zeros[0], zeros[1]) > many ? "UTF-32" : "UTF-16";
    return width + (bytes[0] == 0 ? "BE" : "LE");
  }

  private boolean begins(int... mark) {
    for (int i = 0; i < mark.length; i++) {
      if (i >= bytes.length || (bytes[i] & 0xFF) != mark[i]) {
        return false;
      }
    }
    return true;
  }

  /**
   * @throws DataException if the text is an array or object of JSON over several lines
   */
  public void requireJsonLines() {
    String text = new String(bytes, StandardCharsets.UTF_8).replaceFirst("^\uFEFF", "");
    String first = text.stripLeading().lines().findFirst().orElse("").strip();
    boolean whole = bytes.length == BYTES && !text.strip().contains("\n");
    if (first.startsWith("[") && !first.endsWith("]") && !whole) {
      throw new DataException("%s is an array of JSON, and %s '.[]'".formatted(file, REWRITE));
    }
    if (first.equals("{")) {
      throw new DataException("%s has JSON over several lines, and %s .".formatted(file, REWRITE));
    }
  }
}
