/**
 * A retraining: {@link io.rappel.jobs.retrain.RetrainJob} trains a challenger, {@link
 * io.rappel.jobs.retrain.GateRun} judges it beside the champion, {@link
 * io.rappel.jobs.retrain.RetrainOutcome} does what follows.
 */
package io.rappel.jobs.retrain;
