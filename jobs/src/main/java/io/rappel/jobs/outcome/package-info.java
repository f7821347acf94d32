/**
 * How a command ends: {@link io.rappel.jobs.outcome.Outcome} with its exit code, and the sentence
 * of a {@link io.rappel.jobs.outcome.Failure}.
 */
package io.rappel.jobs.outcome;
