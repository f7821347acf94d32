/**
 * What a command leaves and shows: the directory of a run ({@link
 * io.rappel.jobs.output.RunDirectory}), its history ({@link io.rappel.jobs.output.HistoryWriter}),
 * and text for people ({@link io.rappel.jobs.output.Progress}, {@link
 * io.rappel.jobs.output.Summary}).
 */
package io.rappel.jobs.output;
