/**
 * Rows of JSON, an object a line: {@link io.rappel.jobs.rows.json.JsonGuess} guesses their columns
 * from some of them, and {@link io.rappel.jobs.rows.json.JsonRows} reads all of them and checks on
 * the way that the guess holds.
 */
package io.rappel.jobs.rows.json;
