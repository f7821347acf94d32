package io.rappel.trainer.model.file;

/**
 * Shows text from files in messages: in quotes, cut where it is long, without control characters.
 */
public final class Quoted {

  private static final int LONGEST = 60;

  private Quoted() {}

  public static String of(String text) {
    String cut = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    return "'" + cut.replaceAll("\\p{Cntrl}", "?") + "'";
  }
}
