package io.rappel.trainer.checkpoint.state;

/**
 * By what it is decided when a training ends, and how its epoch has gone so far.
 *
 * @param stalled whether the optimizer can go no further
 * @param bestEpoch the epoch of the smallest validation loss; 0: none yet
 * @param bestLoss that loss; NaN: none yet
 * @param previousLoss mean objective of the last complete epoch; NaN: none yet
 * @param lossBefore mean objective of the epoch before that; NaN: none yet
 * @param lossSum sum of the objective over the steps since the last epoch's end
 * @param dataLossSum sum of their data loss, without the penalty
 * @param lossCount how many steps these are
 */
public record EndingState(
    boolean stalled,
    int bestEpoch,
    double bestLoss,
    double previousLoss,
    double lossBefore,
    double lossSum,
    double dataLossSum,
    long lossCount) {}
