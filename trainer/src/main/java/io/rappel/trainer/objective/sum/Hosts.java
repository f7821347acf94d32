package io.rappel.trainer.objective.sum;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** The name of the machine. */
public final class Hosts {

  private Hosts() {}

  public static String thisHost() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "a host without a name";
    }
  }
}
