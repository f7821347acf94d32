/**
 * What a command shows: the header ({@link io.rappel.jobs.output.console.RunHeader}), {@link
 * io.rappel.jobs.output.console.Progress}, and the {@link io.rappel.jobs.output.console.Summary}.
 */
package io.rappel.jobs.output.console;
