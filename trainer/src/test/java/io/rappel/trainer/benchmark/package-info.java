/**
 * JMH benchmarks of what a step consists of, each on one thread: {@link
 * io.rappel.trainer.benchmark.MultiplyBenchmark}, {@link
 * io.rappel.trainer.benchmark.ActivationBenchmark}, {@link
 * io.rappel.trainer.benchmark.UnitBenchmark}, {@link
 * io.rappel.trainer.benchmark.GradientSumBenchmark}, {@link
 * io.rappel.trainer.benchmark.AdamBenchmark}. No build runs them; by hand, all or those that match
 * an expression, with JMH's options:
 *
 * <pre>
 * mvn -q -Pbenchmark -pl trainer test
 * mvn -q -Pbenchmark -pl trainer test -Dbenchmark="UnitBenchmark -p rows=64 -f 1"
 * </pre>
 *
 * Unset {@code OPENBLAS_CORETYPE}, and leave the machine to them.
 */
package io.rappel.trainer.benchmark;
