/**
 * The command {@code rappel}: {@link io.rappel.jobs.Rappel} begins, {@code RappelCommand} parses
 * and runs, {@link io.rappel.jobs.outcome.Outcome} is what the shell is told, {@link
 * io.rappel.jobs.outcome.Failure} what people are.
 */
package io.rappel.jobs;
