package io.rappel.trainer.optim;

import java.util.Map;

/**
 * State of an {@link Optimizer}, as plain arrays under names (such as {@code adam.firstMoment}),
 * for checkpoints.
 *
 * @param steps updates made so far
 * @param arrays the vectors of the state, each by its name
 */
public record OptimizerState(long steps, Map<String, double[]> arrays) {}
