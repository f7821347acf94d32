/**
 * The command {@code rappel}: {@link io.rappel.jobs.Rappel} begins, {@code RappelCommand} parses
 * and runs, {@link io.rappel.jobs.Outcome} is what the shell is told, {@link
 * io.rappel.jobs.Failure} what people are.
 */
package io.rappel.jobs;
