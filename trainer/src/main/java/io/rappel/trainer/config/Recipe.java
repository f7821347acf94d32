package io.rappel.trainer.config;

import static java.util.Objects.requireNonNullElse;

import io.rappel.trainer.data.Task;
import io.rappel.trainer.data.batch.BatchSize;
import io.rappel.trainer.math.Precision;
import io.rappel.trainer.optim.OptimizerKind;
import io.rappel.trainer.optim.schedule.ScheduleKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What is chosen where a configuration leaves it open, by the task and the numbers of rows and
 * columns alone.
 *
 * <p>Where no optimizer is named, it is AdamW with a rate that falls to 0 along a cosine, dropout,
 * and the parameters of the best epoch. Where one is named, nothing is added to it: the rate is
 * constant, there is no dropout and no penalty, and AdamW has its own decay.
 */
public final class Recipe {

  private static final int PATIENCE = 20;
  private static final int PLAIN_EPOCHS = 200;
  private static final int PLAIN_PATIENCE = 10;
  private static final double DROPOUT = 0.1;
  private static final double WEIGHT_DECAY = 0.02;
  private static final int MANY_ROWS = 1_000;
  private static final List<Integer> NARROW = List.of(128, 128);
  private static final List<Integer> WIDE = List.of(256, 256);
  private static final int MEMBERS_OF_FEW_ROWS = 4;
  private static final int ROWS_OF_FOUR_MEMBERS = 5_000;
  private static final int ROWS_OF_ONE_MEMBER = 50_000;
  private static final int FEWEST_EPOCHS = 25;
  private static final int MOST_EPOCHS = 100;
  private static final int ROWS_SEEN = 1_000_000;
  private static final int SMALLEST_BATCH = 32;
  private static final int LARGEST_BATCH = 256;
  private static final int BATCHES = 64;
  private static final double SLOWEST_BINS = 0.02;
  private static final int ROWS_OF_FULL_RATE = 6_500;

  private final long rows;
  private final long numbers;

  private Recipe(long rows, long numbers) {
    this.rows = rows;
    this.numbers = numbers;
  }

  /**
   * A configuration in which nothing is left open but what the loss decides.
   *
   * @param rows to train on
   * @param numbers columns that may have bins
   */
  public static TrainingConfig settle(TrainingConfig config, Task task, long rows, long numbers) {
    return new Recipe(rows, numbers).settle(config, config.descent().optimizer() == null);
  }

  /**
   * @param whole whether all of the recipe is wanted, as no optimizer is named
   */
  private TrainingConfig settle(TrainingConfig config, boolean whole) {
    DescentSettings descent = config.descent();
    EndSettings end = config.end();
    boolean lbfgs = descent.optimizer() == OptimizerKind.LBFGS;
    TrainingConfig.Builder settled =
        config.toBuilder()
            .hidden(requireNonNullElse(config.network().hidden(), hidden()))
            .members(requireNonNullElse(config.network().members(), members(config, whole)))
            .dropout(requireNonNullElse(config.network().dropout(), whole ? DROPOUT : 0.0))
            .l2(requireNonNullElse(config.objective().l2(), 0.0))
            .optimizer(requireNonNullElse(descent.optimizer(), OptimizerKind.ADAMW))
            .schedule(
                requireNonNullElse(
                    descent.schedule(), whole ? ScheduleKind.COSINE : ScheduleKind.CONSTANT))
            .splineRate(requireNonNullElse(descent.splineRate(), whole ? splineRate() : 1.0))
            .epochs(requireNonNullElse(end.epochs(), whole ? epochs() : PLAIN_EPOCHS))
            .patience(
                requireNonNullElse(end.patience(), whole ? PATIENCE : lbfgs ? 0 : PLAIN_PATIENCE))
            .precision(
                requireNonNullElse(
                    config.running().precision(), lbfgs ? Precision.FLOAT64 : Precision.FLOAT32));
    if (whole && descent.weightDecay() == null) {
      settled.weightDecay(WEIGHT_DECAY);
    }
    if (whole && end.keep() == null && end.patience() == null) {
      settled.keep(Keep.BEST);
      settled.ownValidation(config.running().ownValidation() || ownValidation(config));
      settled.triesBold(config.descent().triesBold() || triesBold(config));
    }
    if (config.batches().batch().isAuto()) {
      settled.batch(whole ? batch() : lbfgs ? BatchSize.full() : BatchSize.automatic(rows));
    }
    return settled.build();
  }

  /**
   * What becomes of settings that are left open, and why, for people.
   *
   * @param optimizer that is named; null: none, and all of the recipe is wanted
   * @return rules by the settings' names
   */
  public static Map<String, String> rules(OptimizerKind optimizer) {
    Map<String, String> rules = new LinkedHashMap<>();
    rules.put("output-activation", "as the loss needs it");
    rules.put(
        "init",
        "fan-in for up to three hidden layers of relu and its like, as larger weights learn rows by heart; he for more, otherwise xavier");
    rules.put(
        "learning-rate",
        optimizer == OptimizerKind.LBFGS
            ? "by a line search"
            : Double.toString(
                requireNonNullElse(optimizer, OptimizerKind.ADAMW).defaultLearningRate()));
    rules.put("blas", "the fastest to be had");
    rules.put(
        "local-path",
        "on threads of the driver where the master is local and the packed rows fit into its heap");
    rules.put("loss", "logistic for two classes, cross-entropy for more, squared for numbers");
    rules.put(
        "encoding",
        "hat for tables, none for LIBSVM, demos and --scaling none; where half of a column is one number, each other has a bin");
    rules.put(
        "scaling", "standard; of LIBSVM's features that are mostly 0 the largest magnitude is 1");
    rules.put(
        "hidden",
        "%s, below %d rows %s, which follow chance less"
            .formatted(listed(WIDE), MANY_ROWS, listed(NARROW)));
    rules.put(
        "members",
        optimizer != null
            ? "1"
            : "%d below %d rows and 2 below %d, as what one network learns depends on chance, of few rows most; of %1$d, the second learns at three times the rate with bins at the full one, and the others as it does if its validation loss is smaller, where 50 rows or more validate; below %d rows networks validate on rows of their own; 1 for demos and where layers or epochs are named"
                .formatted(
                    MEMBERS_OF_FEW_ROWS, ROWS_OF_FOUR_MEMBERS, ROWS_OF_ONE_MEMBER, MANY_ROWS));
    rules.put("l2", "0, as a penalty on weights made 10,000 rows and more underfit");
    boolean lbfgs = optimizer == OptimizerKind.LBFGS;
    rules.put(
        "precision",
        lbfgs ? "float64, as line searches need it" : "float32, which is twice as fast");
    if (optimizer == null) {
      rules.put("optimizer", OptimizerKind.ADAMW.toString());
      rules.put("dropout", Double.toString(DROPOUT));
      rules.put("weight-decay", Double.toString(WEIGHT_DECAY));
      rules.put("schedule", "cosine, to 0 in the last epoch");
      rules.put(
          "bins-rate",
          "(rows / (%d columns of numbers))², from %s to 1: with few rows a column, bins and levels of columns with more than 20 follow chance"
              .formatted(ROWS_OF_FULL_RATE, SLOWEST_BINS));
      rules.put(
          "batch",
          "rows / %d, as a power of two from %d to %d: enough steps of few rows, full cores of many"
              .formatted(BATCHES, SMALLEST_BATCH, LARGEST_BATCH));
      rules.put(
          "epochs",
          "%d / rows, from %d to %d: few rows are seen more often"
              .formatted(ROWS_SEEN, FEWEST_EPOCHS, MOST_EPOCHS));
      rules.put("patience", PATIENCE + " epochs without a smaller validation loss");
      rules.put("keep", "best, the epoch of the smallest validation loss");
    } else {
      rules.put("dropout", "0, as nothing is added to an optimizer that is named");
      rules.put("schedule", "constant, as nothing is added to an optimizer that is named");
      rules.put("bins-rate", "1");
      rules.put("epochs", Integer.toString(PLAIN_EPOCHS));
      rules.put("patience", lbfgs ? "0" : Integer.toString(PLAIN_PATIENCE));
      rules.put("batch", lbfgs ? "full" : "by the number of rows");
    }
    return rules;
  }

  private static String listed(List<Integer> units) {
    return units.stream().map(n -> Integer.toString(n)).collect(Collectors.joining(","));
  }

  private List<Integer> hidden() {
    return rows < MANY_ROWS ? NARROW : WIDE;
  }

  /**
   * What one network makes of rows depends on chance, of few rows most. Who names layers or epochs
   * gets just these.
   */
  private int members(TrainingConfig config, boolean whole) {
    boolean open =
        whole
            && config.network().hidden() == null
            && config.end().epochs() == null
            && config.end().maxSteps() == 0;
    if (!open || rows >= ROWS_OF_ONE_MEMBER) {
      return 1;
    }
    return rows < ROWS_OF_FOUR_MEMBERS ? MEMBERS_OF_FEW_ROWS : 2;
  }

  /**
   * Of few rows none is to be left out of all networks, and a tenth of them says little of when to
   * stop: so each leaves out another.
   */
  private boolean ownValidation(TrainingConfig config) {
    return config.network().members() == null
        && members(config, true) > 1
        && rows < MANY_ROWS
        && config.running().validationFraction() > 0;
  }

  /** Where there are enough networks to tell which rates suit the rows, and none are named. */
  private boolean triesBold(TrainingConfig config) {
    return config.network().members() == null
        && members(config, true) > 2
        && config.descent().learningRate() == 0
        && config.descent().splineRate() == null;
  }

  /** Small data are seen more often, so that there are enough updates. */
  private int epochs() {
    long wanted = ROWS_SEEN / Math.max(1, rows);
    return (int) Math.max(FEWEST_EPOCHS, Math.min(MOST_EPOCHS, wanted));
  }

  /**
   * Weights of bins begin at 0 and follow what the rows have beyond the numbers themselves: slowly,
   * where few rows of a column would make them follow chance.
   */
  private double splineRate() {
    double share = rows / ((double) ROWS_OF_FULL_RATE * Math.max(1, numbers));
    return Math.max(SLOWEST_BINS, Math.min(1, share * share));
  }

  private BatchSize batch() {
    long power = Long.highestOneBit(Math.max(1, rows / BATCHES));
    return BatchSize.of((int) Math.max(SMALLEST_BATCH, Math.min(LARGEST_BATCH, power)));
  }
}
