package io.rappel.jobs.commands;

/** What the error stream is connected to. */
final class Terminal {

  private static final int DEFAULT_WIDTH = 100;

  private Terminal() {}

  /** Whether a person watches. The launcher says so where the output stream goes elsewhere. */
  static boolean isLive() {
    String told = System.getProperty("rappel.terminal");
    return told == null ? System.console() != null : Boolean.parseBoolean(told);
  }

  /** Characters in a line. */
  static int width() {
    String columns = System.getenv("COLUMNS");
    return columns != null && columns.matches("[1-9]\\d{1,3}")
        ? Integer.parseInt(columns)
        : DEFAULT_WIDTH;
  }

  /** How the user calls this program. */
  static String command() {
    return System.getProperty("rappel.command", "rappel");
  }
}
