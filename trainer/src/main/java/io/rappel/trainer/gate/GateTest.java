package io.rappel.trainer.gate;

import java.util.Locale;

/** What has to be shown for a challenger to replace the champion. */
public enum GateTest {
  /** That it is not worse by the margin. */
  NON_INFERIOR,
  /** That it is better. */
  SUPERIOR;

  /** The name on the command line and in files. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
