package io.rappel.jobs;

import java.util.Locale;
import java.util.Optional;

/**
 * Where the program begins. This class and those that it needs to say that it does not run here are
 * compiled for Java 8, so that an older Java, Spark or Scala is met by a sentence.
 */
public final class Rappel {

  private static final int FAILED = 1;
  private static final int CONFIGURATION = 2;

  private Rappel() {}

  /** Runs a command. How it ends depends on the {@link Host}. */
  public static void main(String[] arguments) {
    // Looking for Spark opens the files that it is in.
    Optional<String> fewFiles = Platform.fewFiles();
    Host host = Host.look();
    if (!host.runsSpark()) {
      // Digits and words are the same everywhere, in files and on the terminal.
      Locale.setDefault(Locale.ROOT);
    }
    if (fewFiles.isPresent()) {
      refuse(host, FAILED, fewFiles.get());
      return;
    }
    Optional<String> mismatch = Platform.mismatch();
    if (mismatch.isPresent()) {
      refuse(host, CONFIGURATION, mismatch.get());
    } else {
      run(arguments, host);
    }
  }

  private static void refuse(Host host, int exitCode, String problem) {
    System.err.println("rappel: error: " + problem);
    host.end(exitCode, problem);
  }

  private static void run(String[] arguments, Host host) {
    boolean guest = host.runsSpark();
    RappelCommand command = guest ? RappelCommand.ofProcess() : RappelCommand.ofOwnProcess();
    int exitCode = guest ? command.execute(arguments) : command.executeWatched(arguments);
    host.end(exitCode, command.problem());
  }
}
