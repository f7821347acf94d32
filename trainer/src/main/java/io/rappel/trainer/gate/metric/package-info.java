/**
 * What models are worth on rows, by a {@link io.rappel.trainer.gate.metric.GateMetric}: {@link
 * io.rappel.trainer.gate.metric.GateRows} collects it row by row, a {@link
 * io.rappel.trainer.gate.metric.LossFunction} makes one loss of many rows.
 */
package io.rappel.trainer.gate.metric;
