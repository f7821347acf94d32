/**
 * Rappel and MLlib's multilayer perceptron side by side: for so many steps ({@link
 * io.rappel.jobs.bench.contest.Contestants}) or to a goal ({@link
 * io.rappel.jobs.bench.contest.Race}).
 */
package io.rappel.jobs.bench.contest;
