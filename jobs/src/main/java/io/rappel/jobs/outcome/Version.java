package io.rappel.jobs.outcome;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** The version of this program, from the manifest of its jar. */
public final class Version implements IVersionProvider {

  /** Such as {@code 0.1.0}; {@code development} outside of a jar. */
  public static String current() {
    return Objects.requireNonNullElse(
        Version.class.getPackage().getImplementationVersion(), "development");
  }

  @Override
  public String[] getVersion() {
    return new String[] {"rappel " + current()};
  }
}
