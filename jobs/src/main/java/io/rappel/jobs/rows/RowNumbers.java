package io.rappel.jobs.rows;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Tells of features that say which row it is, and nothing about it. */
final class RowNumbers {

  private static final int FEWEST_ROWS = 20;
  private static final int MOST_NOTES = 5;

  /** Names of columns that were given none: by Rappel, pandas and R. */
  private static final Pattern UNNAMED = Pattern.compile("_c0|Unnamed: 0(\\..*)?|X");

  private static final Pattern NAMED =
      Pattern.compile(
          "(?i)(.*[_\\- .])?(id|uuid|guid|rowid|row_?num(ber)?|row_?nr|row_?no|index|idx)|.*[a-z]I[dD]");

  private RowNumbers() {}

  /**
   * A sentence for each such feature, up to a number.
   *
   * @param first the input's first column, where row numbers without a name stand
   */
  static List<String> notes(List<String> features, String first, TableCheck check) {
    List<String> notes = new ArrayList<>();
    for (String feature : features) {
      String why = why(feature, feature.equals(first), check.profile(feature));
      if (why != null && notes.size() < MOST_NOTES) {
        notes.add(
            "feature '%s' looks like %s: --exclude %s leaves it out"
                .formatted(feature, why, ColumnNames.listed(List.of(feature))));
      }
    }
    return notes;
  }

  /** What a feature looks like; null: like a feature. */
  private static String why(String name, boolean first, ColumnProfile profile) {
    if (!profile.isIntegral()) {
      return null;
    }
    if (first && UNNAMED.matcher(name).matches()) {
      return "row numbers, as it is first and has no name";
    }
    if (profile.isConsecutive() && profile.count() >= FEWEST_ROWS) {
      return "row numbers, as its cells are consecutive integers, each once";
    }
    return NAMED.matcher(name).matches() ? "an identifier by its name" : null;
  }
}
