/**
 * What a text says as a cell: {@link io.rappel.jobs.rows.cell.TextCells} by the rules of a table,
 * {@link io.rappel.jobs.rows.cell.LibsvmLine} in a line of LIBSVM.
 */
package io.rappel.jobs.rows.cell;
