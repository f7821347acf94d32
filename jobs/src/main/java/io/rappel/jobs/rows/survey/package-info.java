/**
 * What one pass over the rows finds out ({@link io.rappel.jobs.rows.survey.InputDescription}), and
 * the sentences on what is wrong with them ({@link io.rappel.jobs.rows.survey.TableCheck}).
 */
package io.rappel.jobs.rows.survey;
