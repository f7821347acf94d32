/** Sums over the tasks of a job, whichever the number of their results. */
package io.rappel.trainer.spark.sum;
