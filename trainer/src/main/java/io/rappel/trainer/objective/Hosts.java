package io.rappel.trainer.objective;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** The name of the machine. */
final class Hosts {

  private Hosts() {}

  static String thisHost() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "a host without a name";
    }
  }
}
