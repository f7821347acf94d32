/** Rows of JSON, an object a line, as {@link io.rappel.jobs.rows.json.JsonRows} reads them. */
package io.rappel.jobs.rows.json;
