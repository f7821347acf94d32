/**
 * The order of rows, and the place of each in its input: {@link io.rappel.jobs.rows.order.RowOrder}
 * keeps it, {@link io.rappel.jobs.rows.order.RowMatches} tells where rows at fault are.
 */
package io.rappel.jobs.rows.order;
