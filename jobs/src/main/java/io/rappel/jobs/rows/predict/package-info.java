/**
 * Scored rows on their way out: {@link io.rappel.jobs.rows.predict.PredictionWriter} puts
 * predictions beside the columns of {@link io.rappel.jobs.rows.predict.ScorableRows}.
 */
package io.rappel.jobs.rows.predict;
