/**
 * One training: {@link io.rappel.jobs.run.TrainJob}, from rows to the directory of a model, with
 * its checkpoints, its provenance and those who watch.
 */
package io.rappel.jobs.run;
