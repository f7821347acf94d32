package io.rappel.trainer.objective.sum;

import java.io.Serializable;

/** The fingerprint under which units were computed, and where; or two that differ. */
public final class ArithmeticSeen implements Serializable {

  private static final long serialVersionUID = 1L;

  private final String fingerprint;
  private final String host;
  private final String otherFingerprint;
  private final String otherHost;

  public ArithmeticSeen(String fingerprint, String host) {
    this(fingerprint, host, null, null);
  }

  private ArithmeticSeen(
      String fingerprint, String host, String otherFingerprint, String otherHost) {
    this.fingerprint = fingerprint;
    this.host = host;
    this.otherFingerprint = otherFingerprint;
    this.otherHost = otherHost;
  }

  /** Both; either may be null. */
  public static ArithmeticSeen merge(ArithmeticSeen a, ArithmeticSeen b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    if (a.isMixed()) {
      return a;
    }
    if (b.isMixed() || a.fingerprint.equals(b.fingerprint)) {
      return b.isMixed() ? b : a;
    }
    return new ArithmeticSeen(a.fingerprint, a.host, b.fingerprint, b.host);
  }

  public boolean isMixed() {
    return otherFingerprint != null;
  }

  public String fingerprint() {
    return fingerprint;
  }

  @Override
  public String toString() {
    String one = host + " computes with arithmetic " + fingerprint;
    return isMixed() ? one + ", " + otherHost + " with " + otherFingerprint : one;
  }
}
