/**
 * Where rows are ({@link io.rappel.jobs.rows.source.RowSource}): files or a table, all rows or
 * those that fulfil a condition, each with its place ({@link io.rappel.jobs.rows.source.RowOrder}).
 */
package io.rappel.jobs.rows.source;
