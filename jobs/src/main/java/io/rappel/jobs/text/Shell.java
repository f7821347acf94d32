package io.rappel.jobs.text;

/** Text for people to paste into a shell. */
public final class Shell {

  private Shell() {}

  /** The text as one word of a command line. */
  public static String quote(String word) {
    return word.matches("[\\w@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
