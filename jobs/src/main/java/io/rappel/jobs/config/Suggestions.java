package io.rappel.jobs.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the known name that somebody may have meant. */
public final class Suggestions {

  private Suggestions() {}

  /** The nearest of the known names, if one is near enough to be a slip of the fingers. */
  public static Optional<String> nearest(String name, Collection<String> known) {
    String lower = name.toLowerCase(Locale.ROOT);
    int reach = Math.max(2, name.length() / 3);
    return known.stream()
        .filter(
            candidate ->
                distance(lower, candidate) <= Math.min(reach, candidate.length() - 1)
                    || bare(lower).length() >= 3 && candidate.startsWith(lower))
        .min(Comparator.comparingInt(candidate -> distance(lower, candidate)));
  }

  /** {@code ; did you mean NAME?} or nothing. */
  public static String hint(String name, Collection<String> known) {
    return nearest(name, known).map(found -> "; did you mean " + found + "?").orElse("");
  }

  private static String bare(String name) {
    return name.replaceFirst("^-+", "");
  }

  /**
   * Insertions, deletions, substitutions and swaps of neighbours that lead from one to the other.
   */
  static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        d[i][j] = i == 0 || j == 0 ? i + j : cheapest(a, b, d, i, j);
      }
    }
    return d[a.length()][b.length()];
  }

  private static int cheapest(String a, String b, int[][] d, int i, int j) {
    int substitution = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
    int best = Math.min(substitution, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(best, 1 + d[i - 2][j - 2]) : best;
  }
}
