/** The rows of a benchmark, and what it is told: {@link io.rappel.jobs.bench.rows.BenchOptions}. */
package io.rappel.jobs.bench.rows;
