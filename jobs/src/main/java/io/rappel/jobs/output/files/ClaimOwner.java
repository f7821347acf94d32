package io.rappel.jobs.output.files;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Who holds a claim, for people who want to know whom they wait for.
 *
 * @param run the run's id
 * @param description process, host and time
 */
record ClaimOwner(String run, String description) {

  /** This process, for a run that begins now. */
  static ClaimOwner ofThisProcess(String run) {
    return new ClaimOwner(
        run,
        "run %s, process %d on %s, since %s"
            .formatted(
                run,
                ProcessHandle.current().pid(),
                host(),
                Instant.now().truncatedTo(ChronoUnit.SECONDS)));
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "an unnamed host";
    }
  }

  /** The refusal of who comes second; the holder's description may be cut or missing. */
  static LockedException busy(String what, String holder) {
    String known = holder.startsWith("run ") ? " (" + holder.strip() + ")" : "";
    return new LockedException("%s is being written by another run%s".formatted(what, known));
  }
}
