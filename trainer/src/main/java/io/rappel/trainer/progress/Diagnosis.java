package io.rappel.trainer.progress;

import io.rappel.trainer.network.Network;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What went wrong in a training, in words: what was seen, with numbers, and what usually helps. A
 * healthy run gets no sentence.
 */
public final class Diagnosis {

  /** Fewer epochs show no trend. */
  private static final int LEAST_EPOCHS = 3;

  /** Losses of batches vary by about this share without anything having been learned. */
  private static final double LEAST_PROGRESS = 0.01;

  /** Without validation rows, the penalty's own decline must not pass for progress, nor hide it. */
  private static final double LEAST_TRAINING_PROGRESS = 0.001;

  /** Predicting the mean has an R² of 0, and noise gives a little more. */
  private static final double WORTHLESS_R2 = 0.02;

  /** How near F1 must be to what one class for all rows gives. */
  private static final double SAME_F1 = 0.01;

  /** A validation loss goes up and down by less than this share, as any sample does. */
  private static final double RISE = 0.2;

  /** Numbers are shown with so many digits, and more where two would look the same. */
  private static final int DIGITS = 3;

  /** What a float64 has. */
  private static final int MOST_DIGITS = 17;

  /** A rise over fewer epochs may be a passing one. */
  private static final int LONG = 5;

  private final List<EpochReport> epochs;
  private final Network network;

  private Diagnosis(List<EpochReport> epochs, Network network) {
    this.epochs = List.copyOf(epochs);
    this.network = network;
  }

  /**
   * The sentences, the gravest first.
   *
   * @param epochs in their order; some of very many will do, and of several members those of the
   *     last count
   * @param network that was trained
   * @param diverged whether the run ended because loss or gradient were no longer finite
   */
  public static List<String> of(List<EpochReport> epochs, Network network, boolean diverged) {
    List<EpochReport> seen = ofLastMember(epochs);
    Diagnosis diagnosis = new Diagnosis(seen, network);
    LayerDiagnosis layers = new LayerDiagnosis(seen, network);
    List<String> sentences = new ArrayList<>();
    if (diverged) {
      sentences.add(diagnosis.divergence());
    }
    sentences.addAll(layers.exploding());
    if (!diverged) {
      sentences.addAll(diagnosis.nothingLearned());
    }
    sentences.addAll(layers.vanishing());
    sentences.addAll(layers.idle());
    if (!diverged) {
      sentences.addAll(diagnosis.overfitting());
    }
    return List.copyOf(sentences);
  }

  private static List<EpochReport> ofLastMember(List<EpochReport> epochs) {
    int last = epochs.isEmpty() ? 1 : epochs.get(epochs.size() - 1).member();
    return epochs.stream().filter(epoch -> epoch.member() == last).toList();
  }

  private String divergence() {
    String help = "A smaller --learning-rate, --clip-norm 1 or --scaling standard usually helps.";
    if (epochs.isEmpty()) {
      return "The loss stopped being finite in the first epoch. " + help;
    }
    EpochReport first = epochs.get(0);
    EpochReport last = epochs.get(epochs.size() - 1);
    return "The loss stopped being finite in epoch %d, after a mean of %s in epoch %d and %s in epoch %d. %s"
        .formatted(
            last.epoch() + 1,
            number(first.loss()),
            first.epoch(),
            number(last.loss()),
            last.epoch(),
            help);
  }

  private List<String> nothingLearned() {
    if (epochs.size() < LEAST_EPOCHS) {
      return List.of();
    }
    EpochReport first = epochs.get(0);
    boolean validates = Double.isFinite(first.validationLoss());
    double start = validates ? first.validationLoss() : first.loss();
    double lowest =
        epochs.stream()
            .mapToDouble(epoch -> validates ? epoch.validationLoss() : epoch.loss())
            .min()
            .getAsDouble();
    double least = validates ? LEAST_PROGRESS : LEAST_TRAINING_PROGRESS;
    EpochReport last = epochs.get(epochs.size() - 1);
    if (start - lowest > least * Math.abs(start) || validates && !isWorthless(last.validation())) {
      return List.of();
    }
    return List.of(
        "Nothing was learned: the %s loss was %s in epoch %d and at best %s in the %d epochs after it. A larger --learning-rate, --activation relu with --init auto, fewer layers in --hidden or --scaling standard usually helps."
            .formatted(
                validates ? "validation" : "training",
                number(start),
                first.epoch(),
                number(lowest),
                last.epoch() - first.epoch()));
  }

  /**
   * Whether predictions say no more than the mean, or one class for all rows: of C classes, with an
   * accuracy of a, F1 is then 2a / (1 + a) for that class and 0 for all others. A run that has
   * learned all there is in its first epoch is not to be taken for one that learns nothing.
   */
  private boolean isWorthless(Map<String, Object> metrics) {
    if (metrics.get("r2") instanceof Number r2) {
      return r2.doubleValue() < WORTHLESS_R2;
    }
    if (metrics.get("accuracy") instanceof Number accuracy
        && metrics.get("macro_f1") instanceof Number f1) {
      double a = accuracy.doubleValue();
      int classes = Math.max(2, network.outputs());
      return Math.abs(f1.doubleValue() - 2 * a / (1 + a) / classes) < SAME_F1;
    }
    return false;
  }

  private List<String> overfitting() {
    List<EpochReport> measured =
        epochs.stream().filter(epoch -> Double.isFinite(epoch.validationLoss())).toList();
    if (measured.size() < LEAST_EPOCHS) {
      return List.of();
    }
    EpochReport best =
        measured.stream().min(Comparator.comparingDouble(EpochReport::validationLoss)).get();
    EpochReport last = measured.get(measured.size() - 1);
    // Losses may be negative, as those of counts are.
    boolean rises =
        last.validationLoss() - best.validationLoss() > RISE * Math.abs(best.validationLoss());
    if (last.epoch() - best.epoch() < LONG || !rises || last.loss() >= best.loss()) {
      return List.of();
    }
    // Without patience each epoch counts as the best, and the model is that of the last one.
    String help =
        last.best()
            ? "--patience 10 keeps the model of the best epoch; a larger --l2, fewer units in --hidden or more rows usually help too."
            : "The model is that of the best epoch; a larger --l2, fewer units in --hidden or more rows usually make it better.";
    return List.of(
        "The network overfits its training rows: from epoch %d to %d the validation loss rose %s, while the training loss fell %s. %s"
            .formatted(
                best.epoch(),
                last.epoch(),
                change(best.validationLoss(), last.validationLoss()),
                change(best.loss(), last.loss()),
                help));
  }

  /** Such as {@code from 0.31 to 0.42}, with as many digits as it takes to tell them apart. */
  private static String change(double from, double to) {
    int digits = DIGITS;
    while (digits < MOST_DIGITS && number(from, digits).equals(number(to, digits))) {
      digits++;
    }
    return "from %s to %s".formatted(number(from, digits), number(to, digits));
  }

  static String number(double value) {
    return number(value, DIGITS);
  }

  private static String number(double value, int digits) {
    return String.format(Locale.ROOT, "%." + digits + "g", value);
  }
}
