package io.rappel.jobs.rows.files;

import java.util.Collection;

/** Names of columns that are put beside those of the user, who may call theirs anything. */
public final class FreeNames {

  private FreeNames() {}

  /**
   * A name with which none of the others begins, in whichever case.
   *
   * @param wanted where it is free
   */
  public static String of(String wanted, Collection<String> taken) {
    String name = wanted;
    while (isBeginning(name, taken)) {
      name = "_" + name;
    }
    return name;
  }

  private static boolean isBeginning(String name, Collection<String> taken) {
    return taken.stream().anyMatch(other -> other.regionMatches(true, 0, name, 0, name.length()));
  }
}
