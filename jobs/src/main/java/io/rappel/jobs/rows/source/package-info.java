/**
 * Where rows are ({@link io.rappel.jobs.rows.source.RowSource}): files or a table, with their
 * arrays entry by entry, and as far as they fulfil a condition.
 */
package io.rappel.jobs.rows.source;
