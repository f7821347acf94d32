/**
 * The command {@code rappel bench}: {@link io.rappel.jobs.bench.Bench} times Rappel, MLlib's
 * multilayer perceptron and the raw multiply in one process, in turns, on the same rows and
 * network.
 */
package io.rappel.jobs.bench;
