/**
 * What was found of the rows, and how grave it is: {@link
 * io.rappel.trainer.drift.report.DriftReport}.
 */
package io.rappel.trainer.drift.report;
