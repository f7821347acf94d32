/**
 * Passes over files of text that could not be read, to tell the row that is the reason: each is an
 * {@link io.rappel.jobs.rows.faults.FileSearch}.
 */
package io.rappel.jobs.rows.faults;
