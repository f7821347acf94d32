package io.rappel.jobs;

import java.io.IOException;
import org.apache.spark.sql.SparkSession;

/** A program that has Spark already, calls commands, and goes on after them. */
final class Notebook {

  /** What it ends with, and no command. */
  static final int EXIT_CODE = 7;

  private Notebook() {}

  /** The arguments are those of one command, which is called. */
  public static void main(String[] arguments) throws IOException {
    SparkSession.Builder builder = SparkSession.builder().master("local[2]").appName("notebook");
    try (SparkSession session = builder.config("spark.ui.enabled", false).getOrCreate()) {
      try {
        Rappel.main(arguments);
        System.out.println("the command has returned");
      } catch (RuntimeException e) {
        System.out.println("the command has thrown: " + e.getMessage());
      }
      System.out.println("rows counted after it: " + session.range(42).count());
    }
    System.exit(EXIT_CODE);
  }
}
