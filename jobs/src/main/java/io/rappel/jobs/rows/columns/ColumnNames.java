package io.rappel.jobs.rows.columns;

import java.util.List;
import java.util.stream.Collectors;

/** Lists of columns on the command line: with commas, and names that have some in double quotes. */
public final class ColumnNames {

  private ColumnNames() {}

  /** A list as it is given. */
  public static String listed(List<String> names) {
    return names.stream().map(ColumnNames::quoted).collect(Collectors.joining(","));
  }

  /** A name as it stands in a list. */
  public static String quoted(String name) {
    return name.contains(",") || name.contains("\"") || !name.equals(name.strip())
        ? '"' + name.replace("\"", "\"\"") + '"'
        : name;
  }

  /** The name that stands in a list. */
  public static String unquoted(String listed) {
    boolean isQuoted = listed.length() > 1 && listed.startsWith("\"") && listed.endsWith("\"");
    return isQuoted ? listed.substring(1, listed.length() - 1).replace("\"\"", "\"") : listed;
  }
}
