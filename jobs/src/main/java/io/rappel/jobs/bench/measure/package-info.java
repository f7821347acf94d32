/**
 * What is measured: a {@link io.rappel.jobs.bench.measure.Contestant}'s {@link
 * io.rappel.jobs.bench.measure.Timing}, and the {@link io.rappel.jobs.bench.measure.Ceiling} of the
 * multiply.
 */
package io.rappel.jobs.bench.measure;
