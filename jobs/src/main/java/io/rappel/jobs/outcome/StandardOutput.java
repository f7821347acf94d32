package io.rappel.jobs.outcome;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What this process prints, and whether it was written: streams of Java lose what was not. */
public final class StandardOutput extends FileOutputStream {

  private static final String NOBODY_READS = "Broken pipe";

  private static volatile String failure;

  private StandardOutput() {
    super(FileDescriptor.out);
  }

  /** Makes the output stream of this process one that is watched, for what is made of it later. */
  public static void watch() {
    System.setOut(
        new PrintStream(
            new BufferedOutputStream(new StandardOutput()), true, StandardCharsets.UTF_8));
  }

  /** Why something was not written; none if all was, or if its reader had enough, as head does. */
  public static Optional<String> failure() {
    return Optional.ofNullable(failure).filter(why -> !why.contains(NOBODY_READS));
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    try {
      super.write(bytes, from, length);
    } catch (IOException e) {
      failure = e.getMessage();
      throw e;
    }
  }
}
