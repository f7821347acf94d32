/**
 * Passes over the rows that judge models: {@link io.rappel.trainer.spark.gate.GateSurvey}, {@link
 * io.rappel.trainer.spark.gate.GateScoring}.
 */
package io.rappel.trainer.spark.gate;
