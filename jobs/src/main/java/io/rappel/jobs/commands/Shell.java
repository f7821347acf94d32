package io.rappel.jobs.commands;

/** Text for people to paste into a shell. */
final class Shell {

  private Shell() {}

  /** The text as one word of a command line. */
  static String quote(String word) {
    return word.matches("[\\w@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
