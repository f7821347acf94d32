/**
 * What a run leaves: its directory ({@link io.rappel.jobs.output.RunDirectory}) with history and
 * metrics, and the model in it, which {@link io.rappel.jobs.output.ModelFiles} reads again.
 */
package io.rappel.jobs.output;
