package io.rappel.jobs.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Finds the known names that somebody may have meant: the same one in another spelling, what other
 * libraries' name for it stands for, or one that a slip of the fingers leads to.
 */
public final class Suggestions {

  /** Shorter beginnings of names are too common. */
  private static final int SHORTEST_BEGINNING = 3;

  private Suggestions() {}

  /**
   * {@code ; did you mean NAME?} or nothing.
   *
   * @param name of an option with its dashes, or of a key, command or choice
   * @param known names of the same kind
   */
  public static String hint(String name, Collection<String> known) {
    List<String> found = of(name, known);
    return found.isEmpty() ? "" : "; did you mean " + String.join(" or ", found) + "?";
  }

  /** The names that may have been meant, the likeliest first. */
  public static List<String> of(String name, Collection<String> known) {
    List<String> same = known.stream().filter(other -> bare(other).equals(bare(name))).toList();
    if (!same.isEmpty()) {
      return same;
    }
    List<String> synonyms = inWords(Synonyms.of(bare(name)), known);
    return synonyms.isEmpty() ? nearest(name, known) : synonyms;
  }

  /** The known name that is nearest, or what a synonym stands for that is nearer still. */
  private static List<String> nearest(String name, Collection<String> known) {
    String lower = name.toLowerCase(Locale.ROOT);
    List<String> slip =
        known.stream()
            .filter(
                other ->
                    isSlip(lower, other)
                        || bare(lower).length() >= SHORTEST_BEGINNING && other.startsWith(lower))
            .min(Comparator.comparingInt(other -> EditDistance.between(lower, other)))
            .stream()
            .toList();
    return slip.isEmpty() ? inWords(Synonyms.near(bare(name)), known) : slip;
  }

  private static boolean isSlip(String name, String known) {
    int reach = Math.min(Math.max(2, name.length() / 3), known.length() - 1);
    return EditDistance.between(name, known) <= reach;
  }

  /**
   * What stands for a synonym, as it is written: {@code --optimizer momentum} among options, {@code
   * optimizer: momentum} among keys. Names that are not known here are left out.
   */
  private static List<String> inWords(List<String> meanings, Collection<String> known) {
    return meanings.stream()
        .flatMap(
            meaning -> {
              String[] words = meaning.split(" ", 2);
              return known.stream()
                  .filter(other -> bare(other).equals(bare(words[0])))
                  .map(other -> words.length == 1 ? other : withValue(other, words[1]));
            })
        .distinct()
        .toList();
  }

  private static String withValue(String name, String value) {
    return name.startsWith("--") ? name + " " + value : name + ": " + value;
  }

  /** Letters and digits alone: {@code --learning-rate} and {@code learningRate} are one name. */
  static String bare(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
  }
}
