/**
 * The objective that training minimises: units of work add their gradients to a {@link
 * io.rappel.trainer.objective.GradientSum} on a {@link io.rappel.trainer.objective.Grid}, where
 * every addition is exact, and {@link io.rappel.trainer.objective.Objective} makes the mean and
 * adds the penalty. A {@link io.rappel.trainer.objective.UnitRunner} says where the units run:
 * {@link io.rappel.trainer.objective.LocalUnits} is on the driver's threads.
 */
package io.rappel.trainer.objective;
