package io.rappel.jobs.run;

/** Knows how long the command that is running has been running. */
public interface Elapsed {

  /** Seconds since its JVM was started, or since it was called where the JVM is not its own. */
  double seconds();
}
