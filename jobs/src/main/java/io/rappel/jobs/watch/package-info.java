/**
 * Other programs that are told how a training goes: {@link io.rappel.jobs.watch.TensorBoard} writes
 * files for one, {@link io.rappel.jobs.watch.Mlflow} calls another. Neither ever fails a training.
 */
package io.rappel.jobs.watch;
