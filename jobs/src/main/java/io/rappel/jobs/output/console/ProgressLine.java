package io.rappel.jobs.output.console;

/**
 * What there is to say of a training as it goes, in as many words as fit a line.
 *
 * @param epoch such as {@code epoch 3/20}
 * @param step such as {@code step 12}
 * @param loss such as {@code loss 0.2500}
 * @param validation such as {@code validation 0.2600}; empty: none yet
 * @param metric such as {@code (accuracy 0.9000)}; empty: none yet
 * @param speed such as {@code 12.3k rows/s}; empty: not known yet
 * @param left such as {@code at most 3.0 s left}; empty: nothing
 */
record ProgressLine(
    String epoch,
    String step,
    String loss,
    String validation,
    String metric,
    String speed,
    String left) {

  private static final int METRIC = 4;

  /** Positions of what is left out where the line is too short, the least important first. */
  private static final int[] DISPENSABLE = {5, 1, METRIC, 6, 3};

  /** All of it. */
  String text() {
    return joined(parts());
  }

  /** What fits: the least important parts are left out first, and the rest is cut. */
  String text(int most) {
    String[] parts = parts();
    for (int position : DISPENSABLE) {
      if (joined(parts).length() <= most) {
        break;
      }
      parts[position] = "";
    }
    String text = joined(parts);
    return text.substring(0, Math.min(text.length(), Math.max(0, most)));
  }

  private String[] parts() {
    return new String[] {epoch, step, loss, validation, metric, speed, left};
  }

  private static String joined(String[] parts) {
    StringBuilder text = new StringBuilder(parts[0]);
    for (int i = 1; i < parts.length; i++) {
      if (!parts[i].isEmpty()) {
        text.append(i == METRIC ? " " : ", ").append(parts[i]);
      }
    }
    return text.toString();
  }
}
