package io.rappel.trainer.progress;

import java.util.List;

/**
 * One step, as it was at the parameters before the update.
 *
 * @param epoch from 1 on
 * @param step of the run, from 1 on
 * @param stepInEpoch from 1 on
 * @param stepsInEpoch how many steps an epoch has
 * @param loss data loss plus penalty
 * @param dataLoss weighted mean loss of the batch's examples
 * @param penalty the regularization term
 * @param stepSize learning rate, or length along the search direction
 * @param gradientNorms Euclidean norm of the objective's gradient for each layer's weights
 * @param seconds since the run began
 */
public record StepReport(
    int epoch,
    long step,
    int stepInEpoch,
    int stepsInEpoch,
    double loss,
    double dataLoss,
    double penalty,
    double stepSize,
    List<Double> gradientNorms,
    double seconds) {}
