/**
 * Units of work, which are computed alike on threads of the driver and in tasks of Spark: {@link
 * io.rappel.trainer.objective.unit.UnitTasks} does those of one shard, {@link
 * io.rappel.trainer.objective.unit.UnitRunner} has all of them done.
 */
package io.rappel.trainer.objective.unit;
