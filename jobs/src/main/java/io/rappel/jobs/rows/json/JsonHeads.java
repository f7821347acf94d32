package io.rappel.jobs.rows.json;

import io.rappel.jobs.rows.files.InputFiles;
import io.rappel.jobs.rows.files.TextStart;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import org.apache.hadoop.util.LineReader;

/**
 * Some lines of files, from places at the same distance over all of them: rows are often in an
 * order. Of compressed files, only the start is near.
 */
final class JsonHeads {

  private static final int MOST_PLACES = 8;

  /** Of each place. */
  private static final int BYTES = 64 << 10;

  /** A longer line is no row to guess by. */
  private static final int LONGEST_LINE = 1 << 20;

  private final InputFiles files;
  private final Configuration hadoop;
  private final List<String> lines = new ArrayList<>();
  private final Set<String> seen = new HashSet<>();

  private JsonHeads(InputFiles files, Configuration hadoop) {
    this.files = files;
    this.hadoop = hadoop;
  }

  /**
   * Reads the lines.
   *
   * @throws IOException if files cannot be read, or not as UTF-8
   */
  static List<String> of(InputFiles files, Configuration hadoop) throws IOException {
    JsonHeads heads = new JsonHeads(files, hadoop);
    long last = Math.max(0, files.bytes() - BYTES);
    int steps = (int) Math.min(MOST_PLACES - 1, files.bytes() / BYTES);
    heads.readAt(0);
    for (int k = 1; k <= steps; k++) {
      heads.readAt(last * k / steps);
    }
    return heads.lines;
  }

  /**
   * @param place in all files together
   */
  private void readAt(long place) throws IOException {
    long before = 0;
    for (Path file : files.nonEmpty()) {
      long length = files.length(file);
      if (place < before + length) {
        read(file, place - before);
        return;
      }
      before += length;
    }
  }

  private void read(Path file, long wanted) throws IOException {
    boolean compressed = new CompressionCodecFactory(hadoop).getCodec(file) != null;
    long start = compressed ? 0 : wanted;
    if (!seen.add(file + ":" + start)) {
      return;
    }
    try (InputStream in = TextStart.open(file, hadoop)) {
      if (start > 0) {
        ((FSDataInputStream) in).seek(start);
      }
      read(new LineReader(in, hadoop), start > 0);
    }
  }

  private void read(LineReader reader, boolean within) throws IOException {
    Text line = new Text();
    boolean skip = within;
    for (long read = 0; read < BYTES; ) {
      int length = reader.readLine(line, LONGEST_LINE, LONGEST_LINE);
      if (length == 0 || length >= LONGEST_LINE) {
        return;
      }
      read += length;
      if (!skip) {
        lines.add(decoded(line));
      }
      skip = false;
    }
  }

  private static String decoded(Text line) throws IOException {
    return StandardCharsets.UTF_8
        .newDecoder()
        .decode(ByteBuffer.wrap(line.getBytes(), 0, line.getLength()))
        .toString()
        .replaceFirst("^\uFEFF", "");
  }
}
