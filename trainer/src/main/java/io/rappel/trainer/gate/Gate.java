package io.rappel.trainer.gate;

import io.rappel.trainer.gate.metric.GateMetric;
import io.rappel.trainer.gate.metric.GateRows;
import io.rappel.trainer.math.NormalLaw;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Decides whether a challenger may replace the champion, from rows that neither was trained on.
 *
 * <p>First it has to show skill: it is rejected, whatever the champion does, unless its loss is
 * below that of the trivial prediction, with the whole 95 % interval of the change and by four
 * standard errors, more than chance gives in 30,000 runs. Then it is compared with the champion on
 * the same rows. Non-inferiority is shown where the upper end of the 95 % interval of the change of
 * loss lies below the margin: as in clinical trials (ICH E9), a challenger that is worse by the
 * margin passes in 2.5 % of the cases and one that is equal passes the test of superiority as
 * rarely. Where rows are too few to show that an equal challenger is within the margin, it is
 * rejected as well, and {@link Power} tells. Slices work the other way round: a challenger is
 * rejected where it is shown to be worse by more than the margin in one of them, with a confidence
 * at which all slices together reject an equal one in 2.5 % of the cases.
 *
 * <p>A million rows take some seconds and some hundred megabytes.
 */
public final class Gate {

  /** On fewer rows nothing is shown. */
  public static final int LEAST_ROWS = 30;

  /** Of each class, for AUC. */
  private static final int LEAST_OF_A_CLASS = 10;

  private static final double CONFIDENCE = 0.95;

  /** Chance passes once in 30,000 runs, so labels that were shuffled by mistake never. */
  private static final double ERRORS_OF_SKILL = 4;

  private final GateRows rows;
  private final GateSettings settings;
  private final long seed;
  private final List<String> objections = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  private Gate(GateRows rows, GateSettings settings, long seed) {
    this.rows = rows;
    this.settings = settings;
    this.seed = seed;
  }

  /**
   * Judges the challenger. The same rows in any order give the same decision.
   *
   * @param rows that neither model was trained on; those of a run without a champion have none
   * @param settings of the same metric
   * @param seed of the draws, such as the registry's salt
   */
  public static GateDecision decide(GateRows rows, GateSettings settings, long seed) {
    if (rows.metric() != settings.metric()) {
      throw new IllegalArgumentException(
          "rows of %s are not judged by %s".formatted(rows.metric(), settings.metric()));
    }
    return new Gate(rows, settings, seed).decide();
  }

  private GateDecision decide() {
    int[] order = rows.canonicalOrder();
    String few = tooFew(order);
    if (few != null) {
      return new GateDecision(
          false, List.of(few), settings, order.length, null, null, null, List.of());
    }
    Resampling resampled =
        new Resampling(rows, order, seed, GateRows.CHALLENGER, GateRows.CHAMPION, GateRows.TRIVIAL);
    Comparison skill =
        ChangeInterval.of(
            resampled, GateRows.CHALLENGER, GateRows.TRIVIAL, settings.metric(), CONFIDENCE);
    judgeSkill(skill);
    judgeFloor(skill.challenger());
    if (!rows.hasChampion()) {
      notes.add("there is no champion to compare with");
      return decision(order.length, skill, null, null, List.of());
    }
    Comparison champion =
        ChangeInterval.of(
            resampled, GateRows.CHALLENGER, GateRows.CHAMPION, settings.metric(), CONFIDENCE);
    Power power = power(champion);
    judgeChampion(champion, power);
    return decision(order.length, skill, champion, power, slices(order));
  }

  private GateDecision decision(
      int count, Comparison skill, Comparison champion, Power power, List<SliceComparison> slices) {
    List<String> reasons = new ArrayList<>(objections);
    reasons.addAll(notes);
    return new GateDecision(
        objections.isEmpty(), reasons, settings, count, skill, champion, power, slices);
  }

  /** A sentence, or null where there are enough. */
  private String tooFew(int[] order) {
    if (order.length < LEAST_ROWS) {
      return "there are only %s rows to judge on, and nothing is shown on fewer than %d"
          .formatted(Plain.count(order.length), LEAST_ROWS);
    }
    return settings.metric() == GateMetric.AUC && tooFewOfAClass(order)
        ? "one of the classes has fewer than %d rows to judge on".formatted(LEAST_OF_A_CLASS)
        : null;
  }

  private boolean tooFewOfAClass(int[] order) {
    long positives = IntStream.of(order).filter(rows::isPositive).count();
    return Math.min(positives, order.length - positives) < LEAST_OF_A_CLASS;
  }

  private void judgeSkill(Comparison skill) {
    String what =
        "the challenger's %s is %s on %s rows, and %s where every row gets the same prediction"
            .formatted(
                settings.metric(),
                Plain.score(skill.challenger()),
                Plain.count(skill.rows()),
                Plain.score(skill.other()));
    boolean beyondChance = skill.change() < -ERRORS_OF_SKILL * skill.standardError();
    if (!(skill.high() < 0 && beyondChance)) {
      objections.add(what + ": it shows no skill");
    } else {
      notes.add(what);
    }
  }

  private void judgeFloor(double score) {
    Double floor = settings.floor();
    boolean higher = settings.metric().isHigherBetter();
    if (floor != null && !(higher ? score >= floor : score <= floor)) {
      objections.add(
          "the challenger's %s is %s, %s than the floor of %s"
              .formatted(
                  settings.metric(),
                  Plain.score(score),
                  higher ? "lower" : "higher",
                  Plain.score(floor)));
    }
  }

  private void judgeChampion(Comparison champion, Power power) {
    boolean superior = settings.test() == GateTest.SUPERIOR;
    boolean shown = champion.high() < (superior ? 0 : settings.margin());
    String what =
        "the challenger's %s is %s and the champion's %s on %s rows: its loss is %s (95 %% interval: %s to %s)"
            .formatted(
                settings.metric(),
                Plain.score(champion.challenger()),
                Plain.score(champion.other()),
                Plain.count(champion.rows()),
                Plain.change(champion.change()),
                Plain.change(champion.low()),
                Plain.change(champion.high()));
    String margin = Plain.percent(settings.margin());
    if (shown) {
      notes.add(0, what + (superior ? ", so it is better" : ", within the margin of " + margin));
    } else {
      objections.add(
          what
              + (superior
                  ? ", so it is not shown to be better"
                  : ", so it may be worse by more than the margin of " + margin));
    }
    if (!power.isEnough()) {
      notes.add(weakness(power, superior ? "one that is better by " + margin : "an equal one"));
    }
  }

  private static String weakness(Power power, String good) {
    return "on so few rows the gate would let %s pass with a probability of %s%s"
        .formatted(
            good,
            Plain.score(power.power()),
            power.rowsNeeded() < 0
                ? ""
                : "; about %s rows would make it 0.8".formatted(Plain.count(power.rowsNeeded())));
  }

  private Power power(Comparison champion) {
    double tail = -NormalLaw.quantile((1 - CONFIDENCE) / 2);
    double error = champion.standardError();
    if (settings.margin() == 0 || Double.isInfinite(error)) {
      return new Power((1 - CONFIDENCE) / 2, -1);
    }
    if (error == 0) {
      return new Power(1, champion.rows());
    }
    double wanted = tail + NormalLaw.quantile(Power.ENOUGH);
    double errors = settings.margin() / error;
    return new Power(
        NormalLaw.cumulative(errors - tail),
        (long) Math.ceil(champion.rows() * (wanted / errors) * (wanted / errors)));
  }

  private List<SliceComparison> slices(int[] order) {
    Map<String, int[]> bySlice = rows.slices(order);
    bySlice
        .values()
        .removeIf(
            slice ->
                slice.length < settings.sliceRows()
                    || settings.metric() == GateMetric.AUC && tooFewOfAClass(slice));
    double confidence = 1 - (1 - CONFIDENCE) / Math.max(1, bySlice.size());
    List<SliceComparison> compared = new ArrayList<>();
    bySlice.forEach(
        (name, slice) -> {
          Resampling resampled =
              new Resampling(rows, slice, seed, GateRows.CHALLENGER, GateRows.CHAMPION);
          Comparison comparison =
              ChangeInterval.of(
                  resampled, GateRows.CHALLENGER, GateRows.CHAMPION, settings.metric(), confidence);
          boolean worse = comparison.low() > settings.margin();
          compared.add(new SliceComparison(name, comparison, worse));
          if (worse) {
            objections.add(
                "in the %s rows of slice '%s' the challenger's loss is %s, more than the margin of %s"
                    .formatted(
                        Plain.count(slice.length),
                        name,
                        Plain.change(comparison.change()),
                        Plain.percent(settings.margin())));
          }
        });
    return compared;
  }
}
