/**
 * The objective that training minimises: units of work add their gradients to a {@link
 * io.rappel.trainer.objective.sum.GradientSum} on a {@link io.rappel.trainer.objective.sum.Grid},
 * where every addition is exact, and {@link io.rappel.trainer.objective.Objective} makes the mean
 * and adds the penalty. A {@link io.rappel.trainer.objective.unit.UnitRunner} says where the units
 * run: {@link io.rappel.trainer.objective.unit.LocalUnits} is on the driver's threads.
 */
package io.rappel.trainer.objective;
