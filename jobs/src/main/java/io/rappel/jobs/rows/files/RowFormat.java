package io.rappel.jobs.rows.files;

import io.rappel.trainer.config.ConfigurationException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;

/** The formats in which rows are read, each by one of Spark's sources. */
public enum RowFormat {
  CSV("csv", ",", "csv"),
  TSV("csv", "\t", "tsv", "tab"),
  LIBSVM("text", null, "libsvm", "svm"),
  PARQUET("parquet", null, "parquet"),
  JSON("json", null, "json", "jsonl", "ndjson"),
  ORC("orc", null, "orc");

  private static final List<String> COMPRESSIONS =
      List.of(".gz", ".bz2", ".zst", ".deflate", ".lz4", ".snappy");

  private final String source;
  private final String separator;
  private final List<String> endings;

  RowFormat(String source, String separator, String... endings) {
    this.source = source;
    this.separator = separator;
    this.endings = List.of(endings);
  }

  /** The name of Spark's source. */
  String source() {
    return source;
  }

  /** Whether rows are lines of cells under a header, whose types are to be found. */
  public boolean isDelimited() {
    return separator != null;
  }

  /** Whether files are text, in UTF-8. */
  public boolean isText() {
    return isDelimited() || this == LIBSVM || this == JSON;
  }

  /** Whether files tell their columns and types at their end. */
  public boolean isColumnar() {
    return this == PARQUET || this == ORC;
  }

  /** What ends a cell; of delimited formats alone. */
  char separator() {
    return separator.charAt(0);
  }

  /** Options of Spark's source: delimited rows as RFC 4180 has them, with doubled quotes. */
  Map<String, String> options() {
    return isDelimited() ? Map.of("escape", "\"", "enforceSchema", "false") : Map.of();
  }

  /**
   * The format by the names of files, which must agree.
   *
   * @throws ConfigurationException if a name does not tell its format, or they tell several
   */
  public static RowFormat infer(List<Path> files) {
    TreeSet<RowFormat> found = new TreeSet<>();
    for (Path file : files) {
      found.add(
          ofName(file.getName())
              .orElseThrow(
                  () ->
                      new ConfigurationException(
                          "the name of %s does not tell its format: give --format %s"
                              .formatted(InputFiles.display(file), names()))));
    }
    if (found.size() > 1) {
      throw new ConfigurationException(
          "the files are of several formats by their names: " + found + "; give one --format");
    }
    return found.first();
  }

  /** The format by a file name, compressed or not. */
  public static Optional<RowFormat> ofName(String fileName) {
    String name = fileName.toLowerCase(Locale.ROOT);
    String plain =
        COMPRESSIONS.stream()
            .filter(name::endsWith)
            .findFirst()
            .map(ending -> name.substring(0, name.length() - ending.length()))
            .orElse(name);
    return Arrays.stream(values())
        .filter(format -> format.endings.stream().anyMatch(e -> plain.endsWith("." + e)))
        .findFirst();
  }

  private static String names() {
    return Arrays.stream(values()).map(RowFormat::toString).collect(Collectors.joining(", "));
  }

  /** The name on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
