/**
 * Starts Spark for a command ({@link io.rappel.jobs.session.SparkStart}) and ends it again: master,
 * logs, folders for what does not fit the memory.
 */
package io.rappel.jobs.session;
