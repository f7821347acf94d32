/**
 * Rows as commands see them ({@link io.rappel.jobs.rows.RowReader}): to train on ({@link
 * io.rappel.jobs.rows.TrainingRows}), and to score, with their predictions written back ({@link
 * io.rappel.jobs.rows.ScoringRows}).
 */
package io.rappel.jobs.rows;
