/**
 * Whether a challenger may replace the champion. Rows that neither was trained on are scored by
 * both and collected in {@link io.rappel.trainer.gate.metric.GateRows}; {@link
 * io.rappel.trainer.gate.Gate} compares the challenger with a trivial prediction and with the
 * champion by a paired bootstrap and gives a {@link io.rappel.trainer.gate.GateDecision}. Nothing
 * depends on the order of the rows, on partitions or on time. The package stands beside {@code
 * model}: it uses {@code math}, {@code data} and {@code metrics}, reads and writes nothing and
 * knows no Spark.
 */
package io.rappel.trainer.gate;
