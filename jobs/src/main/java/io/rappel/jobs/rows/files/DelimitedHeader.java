package io.rappel.jobs.rows.files;

import com.univocity.parsers.common.TextParsingException;
import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import io.rappel.jobs.text.Sentences;
import io.rappel.trainer.data.DataException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The header of delimited files, which all files of a set must share. */
public final class DelimitedHeader {

  /** The most columns that are read; each row has a place for each. */
  private static final int MOST_COLUMNS = 200_000;

  /** Characters of a header that tell what ends its cells. */
  private static final int LONGEST_LOOK = 1 << 16;

  /** What stands for bytes that could not be decoded, and is valid text too. */
  private static final char REPLACEMENT = '\uFFFD';

  /** A quoted cell, in which quotes are doubled; other quotes are text. */
  private static final Pattern QUOTED =
      Pattern.compile("(?<=^\uFEFF?|[,;\t|])\"[^\"]*+(?:\"\"[^\"]*+)*+\"");

  private static final Map<Character, String> SEPARATORS =
      Map.of(',', "a comma", ';', "a semicolon", '\t', "a tab", '|', "a bar");

  private final Configuration hadoop;
  private final Charset charset;
  private final Path file;
  private final char separator;
  private final boolean wide;
  private final List<String> cells;

  /** Reads the header of the first file that is not empty, and finds out what ends its cells. */
  public DelimitedHeader(Configuration hadoop, RowFormat format, TextForm text, InputFiles files) {
    this.hadoop = hadoop;
    this.charset = text.charset();
    this.wide = text.isWide();
    this.file = files.nonEmpty().get(0);
    this.separator = text.delimiter() != null ? text.delimiter() : found(format);
    this.cells = read(file);
    requireSeparated();
    Set<String> seen = new HashSet<>();
    for (String cell : cells) {
      if (!seen.add(cell)) {
        throw new DataException(
            "the header of %s has two columns named '%s'"
                .formatted(InputFiles.display(file), cell));
      }
    }
  }

  /** The format's own, or another, where that one would leave a single column. */
  private char found(RowFormat format) {
    try (BufferedReader text =
        new BufferedReader(new InputStreamReader(TextStart.open(file, hadoop), charset))) {
      char[] start = new char[LONGEST_LOOK];
      int length = Math.max(0, text.read(start));
      String unquoted = QUOTED.matcher(new String(start, 0, length)).replaceAll("");
      String bare = unquoted.lines().findFirst().orElse("");
      char best = format.separator();
      for (char other : new char[] {'\t', ';', '|', ','}) {
        if (bare.indexOf(format.separator()) < 0 && count(bare, other) > count(bare, best)) {
          best = other;
        }
      }
      return best;
    } catch (IOException e) {
      throw damaged(file, e);
    }
  }

  private static long count(String text, char wanted) {
    return text.chars().filter(c -> c == wanted).count();
  }

  private List<String> read(Path path) {
    if (charset.equals(StandardCharsets.UTF_8)) {
      TextStart.of(path, hadoop).requireBytes();
    }
    try (Reader text = new InputStreamReader(TextStart.open(path, hadoop), charset)) {
      CsvParser parser = new CsvParser(settings());
      parser.beginParsing(text);
      String[] found = parser.parseNext();
      if (found == null) {
        throw new DataException(InputFiles.display(path) + " is empty");
      }
      List<String> read = cells(found);
      Optional<String> open = read.stream().filter(DelimitedHeader::hasLineBreak).findFirst();
      if (open.isPresent() && parser.parseNext() == null) {
        throw new DataException(
            "the header of %s has a cell in quotes that ends where the file does: '%s'"
                .formatted(InputFiles.display(path), Sentences.shortened(open.get())));
      }
      parser.stopParsing();
      return read;
    } catch (TextParsingException e) {
      throw e.getCause() instanceof ArrayIndexOutOfBoundsException
          ? new DataException(
              "the header of %s has more than the %,d columns that are read; LIBSVM may have more"
                  .formatted(InputFiles.display(path), MOST_COLUMNS),
              e)
          : damaged(path, e.getCause() == null ? e : e.getCause());
    } catch (IOException e) {
      throw damaged(path, e);
    }
  }

  private static DataException damaged(Path path, Throwable cause) {
    return new DataException(
        "%s is damaged or cut short (%s)".formatted(InputFiles.display(path), cause.getMessage()),
        cause);
  }

  private CsvParserSettings settings() {
    CsvParserSettings settings = new CsvParserSettings();
    settings.getFormat().setDelimiter(separator);
    settings.getFormat().setQuoteEscape('"');
    settings.getFormat().setComment('\0');
    settings.setLineSeparatorDetectionEnabled(true);
    settings.setIgnoreLeadingWhitespaces(false);
    settings.setIgnoreTrailingWhitespaces(false);
    settings.setReadInputOnSeparateThread(false);
    settings.setMaxColumns(MOST_COLUMNS);
    settings.setMaxCharsPerColumn(-1);
    return settings;
  }

  private static List<String> cells(String[] found) {
    List<String> cells = new ArrayList<>();
    for (String cell : found) {
      cells.add(cell == null ? "" : cell);
    }
    cells.set(0, cells.get(0).replaceFirst("^\uFEFF", ""));
    return cells;
  }

  /** A table of one column has nothing to learn, so that another separator is meant. */
  private void requireSeparated() {
    if (cells.size() > 1) {
      return;
    }
    String header = cells.get(0);
    for (char other : new char[] {'\t', ';', '|', ','}) {
      if (header.indexOf(other) >= 0) {
        throw new DataException(
            "the header of %s is one column, '%s', when cells end with %s; they seem to end with %s: give --delimiter %s"
                .formatted(
                    InputFiles.display(file),
                    Sentences.shortened(header.replace("\t", "\\t")),
                    SEPARATORS.getOrDefault(separator, "'" + separator + "'"),
                    SEPARATORS.get(other),
                    other == '\t' ? "tab" : "'" + other + "'"));
      }
    }
  }

  /** Whether some name may come of bytes that could not be decoded. */
  public boolean isSuspect() {
    return cells.stream().anyMatch(cell -> cell.indexOf(REPLACEMENT) >= 0);
  }

  /** Of the text. */
  Charset charset() {
    return charset;
  }

  /** Whether files cannot be cut at the bytes of line breaks, by what is known of the header. */
  boolean wantsWholeFiles() {
    return wide || cells.stream().anyMatch(DelimitedHeader::hasLineBreak);
  }

  private static boolean hasLineBreak(String cell) {
    return cell.indexOf('\n') >= 0;
  }

  /** What ends a cell. */
  public char separator() {
    return separator;
  }

  /** How many columns there are. */
  int width() {
    return cells.size();
  }

  /** The header's cells; a column without a name has an empty one. */
  public List<String> cells() {
    return List.copyOf(cells);
  }

  /** All columns as text, named as in the header; one without a name is empty. */
  StructType schema() {
    return new StructType(
        cells.stream()
            .map(cell -> DataTypes.createStructField(cell, DataTypes.StringType, true))
            .toArray(StructField[]::new));
  }

  /** The columns' names; one without a name is called {@code _c} and its position from 0 on. */
  public List<String> names() {
    List<String> names = new ArrayList<>(cells);
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i).isEmpty()) {
        names.set(i, "_c" + i);
      }
    }
    return names;
  }

  /**
   * Compares the headers of files with this one, several at a time.
   *
   * @throws DataException if one of them differs; the first that does
   */
  public void requireIn(InputFiles files) {
    files.nonEmpty().parallelStream()
        .map(this::fault)
        .flatMap(Optional::stream)
        .findFirst()
        .ifPresent(
            fault -> {
              throw fault;
            });
  }

  private Optional<DataException> fault(Path other) {
    try {
      List<String> found = read(other);
      if (found.size() != cells.size()) {
        return Optional.of(
            differs(other, "it has %d columns, not %d".formatted(found.size(), cells.size())));
      }
      for (int i = 0; i < found.size(); i++) {
        if (!found.get(i).equals(cells.get(i))) {
          return Optional.of(
              differs(
                  other,
                  "column %d is '%s' where '%s' is expected"
                      .formatted(i + 1, found.get(i), cells.get(i))));
        }
      }
      return Optional.empty();
    } catch (DataException damaged) {
      return Optional.of(damaged);
    }
  }

  private DataException differs(Path other, String how) {
    return new DataException(
        "the header of %s differs from that of %s: %s"
            .formatted(InputFiles.display(other), InputFiles.display(file), how));
  }
}
