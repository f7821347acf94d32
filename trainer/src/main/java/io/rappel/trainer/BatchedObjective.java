package io.rappel.trainer;

import io.rappel.trainer.data.batch.BatchPlan;
import io.rappel.trainer.math.Precision;
import io.rappel.trainer.network.ParameterLayout;
import io.rappel.trainer.objective.Objective;

/**
 * What is minimised, batch by batch.
 *
 * @param layout of the parameters
 * @param precision of the units' arithmetic, in which the best parameters are kept
 * @param objective whose value and gradient each step asks for
 * @param plan of the batches
 */
public record BatchedObjective(
    ParameterLayout layout, Precision precision, Objective objective, BatchPlan plan) {}
